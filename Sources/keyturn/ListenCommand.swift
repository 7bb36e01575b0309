import ArgumentParser
import Guidance
import Linux
import PacketCapture
import Sightings

/// `keyturn listen`: every DHCP message, Nuki or not.
struct ListenCommand: AsyncParsableCommand, CapturingCommand {
    static let configuration = CommandConfiguration(
        commandName: "listen", abstract: "Print every DHCP message heard, or read from a capture.")

    @OptionGroup var discovery: DiscoveryOptions
    @OptionGroup var shared: SharedOptions

    var namesKnownBridges: Bool { false }

    func validate() throws {
        guard discovery.sources.allSatisfy({ $0 == .dhcp }), discovery.leases.isEmpty, discovery.cloudURL == nil else {
            throw ValidationError("listen hears DHCP and nothing else; discover knows the other sources.")
        }
    }

    func sources() -> [Sighting.Source] { [.dhcp] }

    func run() async throws {
        try await shared.run {
            guard let capture = try EarlyCapture.taken().listening.capture else { throw CaptureError.noInterface }
            let json = shared.json
            let watching = InterfaceWatch.start(discovery, capture)
            defer { watching?.cancel() }
            try await Signals.untilAskedToEnd(or: discovery.timeout?.duration) {
                do throws(CaptureError) {
                    try await LeaseListener(capture).messages { heard in
                        if json {
                            Output.line(ListenRow(heard))
                        } else {
                            Output.line(ListenLine(heard).text(width: SavedTerminal.size(of: 1)?.columns))
                        }
                    }
                } catch {
                    // What was heard up to there is the result that was asked for.
                    guard case .endsEarly = error else { throw error }
                    Output.warn(Diagnosis(error))
                }
            }
            await InterfaceWatch.end(watching)
            if let lost = Diagnosis(lost: capture.losses) { Output.warn(lost) }
        }
    }
}
