import ArgumentParser

/// `keyturn token`: who may use the API over TCP.
struct TokenCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "token", abstract: "Make, list and remove tokens of the HTTP API.",
        subcommands: [TokenAddCommand.self, TokenListCommand.self, TokenRemoveCommand.self])
}
