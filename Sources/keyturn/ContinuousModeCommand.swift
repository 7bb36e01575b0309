import ArgumentParser
import NukiDomain

/// `keyturn continuous-mode`: whether every ring opens the door of an opener.
struct ContinuousModeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "continuous-mode", abstract: "Let every ring open the door of an opener, or no longer.")

    @Argument(help: "on or off.")
    var state: Switch

    @OptionGroup var device: DeviceArgument
    @OptionGroup var shared: SharedOptions

    func run() async throws {
        try await DeviceOrder(
            action: .continuousMode(state == .on), word: device.word, kind: .opener,
            otherwise: "Lock or unlock it: keyturn lock DEVICE"
        ).run(shared)
    }
}
