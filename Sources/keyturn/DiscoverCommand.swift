import ArgumentParser
import Discovery
import Entries
import Guidance
import PacketCapture
import Synchronization

/// `keyturn discover`: bridges as they are found.
struct DiscoverCommand: AsyncParsableCommand, CapturingCommand {
    static let configuration = CommandConfiguration(
        commandName: "discover", abstract: "Look for bridges; one line for each as it is found.")

    @OptionGroup var discovery: DiscoveryOptions

    @Flag(help: "Do not ask the address whether it answers like a bridge.")
    var noProbe = false

    @OptionGroup var shared: SharedOptions

    var namesKnownBridges: Bool { true }

    func run() async throws {
        try await shared.run {
            let early = try EarlyCapture.taken()
            let isLive = discovery.read == nil
            let search = CandidateSearch(
                sources: [Composition.listener(early.capture)],
                look: isLive && !noProbe ? try Composition.look() : nil,
                timeout: discovery.timeout?.duration ?? (isLive ? Composition.searchTime : nil))
            let found = Atomic(0)
            let json = shared.json
            try await Signals.untilAskedToEnd {
                do {
                    for try await change in search.changes() {
                        let row = DiscoverRow(change, known: early.known)
                        found.add(1, ordering: .relaxed)
                        if json { Output.line(row) } else { Output.line(row.description) }
                    }
                } catch let error as CaptureError {
                    guard case .endsEarly = error else { throw error }
                    Output.warn(Diagnosis(error))
                }
            }
            Output.warn(early.capture.losses)
            if found.load(ordering: .relaxed) == 0 {
                throw Diagnosis.nothingFound(where: isLive ? "by DHCP" : "in this capture")
            }
        }
    }
}
