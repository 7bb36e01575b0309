import Discovery
import NukiDomain
import SetupWizard
import Sightings

/// A source of sightings that tells what was in it, once it was read whole.
struct WatchedSource: SightingSource {
    private let kind: Sighting.Source
    private let source: any SightingSource
    private let tell: @Sendable (SourceState) -> Void

    init(_ kind: Sighting.Source, _ source: any SightingSource, tell: @escaping @Sendable (SourceState) -> Void) {
        self.kind = kind
        self.source = source
        self.tell = tell
    }

    func sightings() -> AsyncThrowingStream<Sighting, any Error> {
        // What is listened to has no sum.
        guard kind != .dhcp else { return source.sightings() }
        let reader = Reader(source.sightings(), isDirectory: kind == .cloud, tell: tell)
        return AsyncThrowingStream { try await reader.next() }
    }

    /// Counts what may be bridges while it is read, and tells the sum at the end.
    private actor Reader {
        private var sightings: AsyncThrowingStream<Sighting, any Error>.Iterator
        private var count = 0
        private let isDirectory: Bool
        private let tell: @Sendable (SourceState) -> Void

        init(
            _ sightings: AsyncThrowingStream<Sighting, any Error>, isDirectory: Bool,
            tell: @escaping @Sendable (SourceState) -> Void
        ) {
            self.sightings = sightings.makeAsyncIterator()
            self.isDirectory = isDirectory
            self.tell = tell
        }

        func next() async throws -> Sighting? {
            var iterator = sightings
            let sighting = try await iterator.next(isolation: #isolation)
            guard let sighting else {
                tell(.read(count))
                return nil
            }
            let isNamed = sighting.hostNames.contains { CandidateRule.bridgeID(inHostName: $0) != nil }
            if isDirectory || isNamed || sighting.mac?.isOfNuki == true { count += 1 }
            return sighting
        }
    }
}
