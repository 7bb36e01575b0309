public import Linux
public import Sightings

/// What the sources see, for the searches that want to know.
public struct SightingFeed: Sendable {
    private static let pause = Duration.seconds(60)

    private let once: [any SightingSource]
    private let again: [any SightingSource]
    private let clock: any BootClock
    private let warn: @Sendable (any Error) -> Void

    /// - Parameters:
    ///   - once: listened to until they end.
    ///   - again: tables and files that show how things are when they are read: that is done once a minute.
    ///   - warn: told of a source that fails; the others go on.
    public init(
        once: [any SightingSource], again: [any SightingSource] = [], clock: any BootClock = ContinuousClock(),
        warn: @escaping @Sendable (any Error) -> Void
    ) {
        self.once = once
        self.again = again
        self.clock = clock
        self.warn = warn
    }

    /// Until all sources have ended, or the task is cancelled.
    public func deliver(to searches: [MoveSearch]) async {
        await deliver { searches }
    }

    /// The same for searches that come and go: they are asked for whenever something was seen.
    func deliver(to searches: @escaping @Sendable () async -> [MoveSearch]) async {
        await withTaskGroup(of: Void.self) { group in
            for source in once { group.addTask { await pass(source, to: searches) } }
            group.addTask { await readAgain(for: searches) }
        }
    }

    private func readAgain(for searches: @escaping @Sendable () async -> [MoveSearch]) async {
        guard !again.isEmpty else { return }
        repeat {
            for source in again { await pass(source, to: searches) }
            // A failing sleep is a cancelled one.
        } while (try? await clock.sleep(for: Self.pause)) != nil
    }

    private func pass(
        _ source: any SightingSource, to searches: @escaping @Sendable () async -> [MoveSearch]
    ) async {
        do {
            for try await sighting in source.sightings() {
                for search in await searches() { await search.take(sighting) }
            }
        } catch is CancellationError {
            return
        } catch {
            warn(error)
        }
    }
}
