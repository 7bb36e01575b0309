import ArgumentParser
import BridgeSimulator
import Linux
import NukiDomain

/// The other side of ``BridgeProcess``: prints the ports of simulated bridges in one line, and goes on until standard
/// input ends.
///
/// Whatever comes in is answered by a line: what ``PollLog/news()`` tells, and where the first bridge reports to.
struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "serve", shouldDisplay: false)

    @Argument var bridges: Int

    func run() async throws {
        try OpenFileLimit.raise()
        let log = PollLog()
        var street: [SimulatedBridge] = []
        for household in try Household.builtIn().street(of: bridges) {
            street.append(try await SimulatedBridge.start(household) { log.take($0) })
        }
        let ports = street.map { "\($0.endpoint.port)" }
        try StandardStream.output.write(ports.joined(separator: " ") + "\n")
        let input = Descriptor(owning: 0)
        while try !input.read().isEmpty {
            let callback = await street.first?.truth.callbacks.urls.first
            try StandardStream.output.write("\(log.news()) \(callback ?? "-")\n")
        }
        for bridge in street { await bridge.stop() }
    }
}
