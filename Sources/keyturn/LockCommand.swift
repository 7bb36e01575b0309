import ArgumentParser
import NukiDomain

/// `keyturn lock`: turns a key; ends what opens an opener's door by itself.
struct LockCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lock", abstract: "Lock a door.",
        discussion: "Of an opener it ends ring-to-open and continuous mode.")

    @OptionGroup var device: DeviceArgument
    @OptionGroup var shared: SharedOptions

    func run() async throws { try await DeviceOrder(action: .lock, word: device.word).run(shared) }
}

/// The device that a command is about.
struct DeviceArgument: ParsableArguments {
    @Argument(
        help: ArgumentHelp(
            "The device: its name, its id (0x21DF943C or decimal), or BRIDGE/NAME.", valueName: "device"),
        completion: NameCompletion.devices)
    var word: String
}

/// On or off.
enum Switch: String, ExpressibleByArgument {
    case on, off
}
