import ArgumentParser
import BridgeSimulator
import Linux
import NukiDomain

/// The other side of ``BridgeProcess``: prints the port of a simulated bridge and goes on until standard input ends.
struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "serve", shouldDisplay: false)

    func run() async throws {
        let bridge = try await SimulatedBridge.start(.builtIn())
        try? StandardStream.output.write("\(bridge.endpoint.port)\n")
        let input = Descriptor(owning: 0)
        while try !input.read().isEmpty {}
        await bridge.stop()
    }
}
