import ArgumentParser
import Entries

/// `keyturn bridges`: the configured entries.
struct BridgesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bridges", abstract: "Show and change which bridges are configured, and how.",
        subcommands: [
            BridgesListCommand.self, BridgesShowCommand.self, BridgesRenameCommand.self, BridgesSetCommand.self,
            BridgesRemoveCommand.self,
        ])
}

/// What the commands print with `--json`: entries as they stand in the file.
struct EntriesReport: Encodable {
    /// Of a command that changes something: whether it did.
    var changed: Bool?
    let entries: [BridgeEntry]
}
