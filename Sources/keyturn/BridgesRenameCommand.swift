import ArgumentParser
import SetupWizard

/// `keyturn bridges rename`: another name; the bridge is not asked.
struct BridgesRenameCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rename", abstract: "Give a bridge another name; the bridge is not asked.")

    @OptionGroup var bridge: BridgeArgument

    @Argument(help: "Its new name, such as Hallway.")
    var name: String

    @OptionGroup var shared: SharedOptions

    func run() async throws {
        try await shared.run {
            try await EntryEdit(bridge.bridge, shared).carryOut(try EntryChange(["name=\(name)"]))
        }
    }
}
