import ArgumentParser

/// `keyturn bridge`: what a bridge itself offers.
struct BridgeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bridge", abstract: "Show and do what a bridge itself offers.",
        subcommands: [
            BridgeInfoCommand.self, BridgeLogCommand.self, BridgeCallbacksCommand.self, BridgeRebootCommand.self,
            BridgeFirmwareCommand.self,
        ])
}

/// The bridge that a command is about.
struct BridgeArgument: ParsableArguments {
    @Argument(help: "A configured bridge, by its name or hardware id.", completion: NameCompletion.bridges)
    var bridge: String

    /// The way to it.
    func line(_ shared: SharedOptions) throws -> BridgeLine {
        let locations = try shared.locations()
        return try Composition.bridgeLines(locations).line(to: .named(bridge, Composition.store(shared)))
    }
}
