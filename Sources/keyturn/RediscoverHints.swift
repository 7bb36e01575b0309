import FoundationEssentials
import Guidance
import NukiDomain
import PacketCapture
import Sightings

/// Brings what the sources see to the searches; the neighbour table, which searches read themselves, is not among them.
struct RediscoverHints: Sendable {
    private static let leasesPause = Duration.seconds(60)

    let searches: [RediscoverSearch]
    let stays: Bool
    let listener: LeaseListener?
    let discovery: DiscoveryOptions
    let chosen: [Sighting.Source]

    /// Until all sources have ended, or the task is cancelled.
    func deliver() async {
        await withTaskGroup(of: Void.self) { group in
            for source in sources(chosen.filter { $0 != .neighbours }) { group.addTask { await pass(source) } }
            if stays, chosen.contains(.leases) { group.addTask { await readLeasesAgain() } }
        }
        if let listener { Output.warn(listener.losses) }
        // Neighbours and live captures have always more to say.
        if discovery.read != nil, !Task.isCancelled {
            for search in searches { await search.endOfSources() }
        }
    }

    private func sources(_ chosen: [Sighting.Source]) -> [any SightingSource] {
        do {
            return try Composition.sources(discovery, chosen, listener, port: .bridgeDefault) {
                Output.warn(Diagnosis($0))
            }
        } catch {
            Output.warn(Diagnosis(anything: error))
            return []
        }
    }

    private func readLeasesAgain() async {
        // A failing sleep is a cancelled one.
        while (try? await Task.sleep(for: Self.leasesPause)) != nil {
            for source in sources([.leases]) { await pass(source) }
        }
    }

    private func pass(_ source: any SightingSource) async {
        do {
            for try await sighting in source.sightings() {
                for search in searches { await search.take(sighting) }
            }
        } catch is CancellationError {
            return
        } catch {
            // The other sources go on.
            Output.warn(Diagnosis(anything: error))
        }
    }
}
