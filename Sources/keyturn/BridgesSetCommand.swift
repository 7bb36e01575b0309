import ArgumentParser
import SetupWizard

/// `keyturn bridges set`: other values of an entry.
struct BridgesSetCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "set", abstract: "Change values of an entry.",
        discussion: "Keys: \(EntryChange.Key.allCases.map(\.rawValue).joined(separator: ", ")).  "
            + "host, port, auth and clock_offset are tried at the bridge before they are written.")

    @OptionGroup var bridge: BridgeArgument

    @Argument(
        help: ArgumentHelp("What to change, such as poll_seconds=60.", valueName: "key=value"),
        completion: .list(EntryChange.Key.allCases.map { "\($0.rawValue)=" }))
    var changes: [String]

    @Flag(help: "Write host, port, auth and clock_offset without trying them.")
    var noProbe = false

    @OptionGroup var shared: SharedOptions

    func run() async throws {
        try await shared.run {
            try await EntryEdit(bridge.bridge, shared).carryOut(try EntryChange(changes), probes: !noProbe)
        }
    }
}
