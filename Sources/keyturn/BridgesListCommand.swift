import ArgumentParser
import Entries
import Guidance
import NukiDomain

/// `keyturn bridges list`: every configured bridge, a line each.
struct BridgesListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the configured bridges.")

    @OptionGroup var shared: SharedOptions

    func run() async throws {
        try await shared.run {
            let entries = try Composition.store(shared).load().entries
            if shared.json {
                Output.line(EntriesReport(entries: entries))
            } else {
                TextTable.lines(entries.map(\.row)).forEach(Output.line)
                if entries.isEmpty { Output.say("No bridge is set up.  Set one up: keyturn setup") }
            }
        }
    }
}

extension BridgeEntry {
    /// For people: its name, which may be long, then what is short.
    fileprivate var row: [String] {
        let count = devices.count
        return [name, id.description, endpoint.description, "\(count) \(count == 1 ? "device" : "devices")"]
    }
}
