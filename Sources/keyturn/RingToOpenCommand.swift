import ArgumentParser
import NukiDomain

/// `keyturn ring-to-open`: whether the next ring opens the door of an opener.
struct RingToOpenCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ring-to-open", abstract: "Let the next ring open the door of an opener, or no longer.")

    @Argument(help: "on or off.")
    var state: Switch

    @OptionGroup var device: DeviceArgument
    @OptionGroup var shared: SharedOptions

    func run() async throws {
        try await DeviceOrder(
            action: state == .on ? .unlock : .lock, word: device.word, kind: .opener,
            otherwise: "Lock or unlock it: keyturn lock DEVICE"
        ).run(shared)
    }
}
