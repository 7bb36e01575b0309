import ArgumentParser
import BridgeAPI

/// `keyturn bridge fwupdate`: has a bridge update itself.
struct BridgeFirmwareCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fwupdate", abstract: "Have a bridge look for newer firmware of its own and install it.",
        discussion: "Devices are not updated, unless the bridge's firmware is from before 2022, which cannot tell.")

    @OptionGroup var bridge: BridgeArgument

    @Flag(help: "Update without asking.")
    var yes = false

    @OptionGroup var shared: SharedOptions

    func run() async throws {
        try await shared.run {
            let line = try bridge.line(shared)
            try await Confirmation(
                question: "Update the bridge?", yes: "Update it", no: "Leave it as it is",
                what: "If Nuki has newer firmware, \(line.name) installs it and starts again: it is away for some "
                    + "minutes."
            ).require(given: yes, shared)
            try await line.change(look: "keyturn bridge info \(line.id)") { client async throws(BridgeError) in
                try await client.updateFirmware()
            }
            if shared.json { Output.line(OrderReport(isConfirmed: true)) }
            Output.say("\(line.name) looks for newer firmware.  If there is some, the bridge is away for some minutes.")
            Output.say("Then look: keyturn bridge info \(line.id)")
        }
    }
}
