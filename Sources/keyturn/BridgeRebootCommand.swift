import ArgumentParser
import BridgeAPI

/// `keyturn bridge reboot`: has a bridge start again.
struct BridgeRebootCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reboot", abstract: "Have a bridge start again.",
        discussion: "The bridge is away for some tens of seconds.  No device moves.")

    @OptionGroup var bridge: BridgeArgument
    @OptionGroup var shared: SharedOptions

    func run() async throws {
        try await shared.run {
            let line = try bridge.line(shared)
            let answer = try await line.change(look: "keyturn status") { client async throws(BridgeError) in
                try await client.reboot()
            }
            if shared.json { Output.line(OrderReport(isConfirmed: answer == .confirmed)) }
            Output.say(
                answer == .confirmed
                    ? "\(line.name) starts again."
                    : "\(line.name) broke the connection, as a bridge does that starts again at once.")
            Output.say("It is away for some tens of seconds; then look: keyturn status")
        }
    }
}

/// What `bridge reboot --json` and `bridge fwupdate --json` print.
struct OrderReport: Encodable {
    private let result = "taken"
    private let confirmed: Bool

    /// - Parameter isConfirmed: the bridge said so; otherwise it broke the connection.
    init(isConfirmed: Bool) {
        confirmed = isConfirmed
    }
}
