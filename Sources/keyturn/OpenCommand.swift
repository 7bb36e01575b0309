import ArgumentParser
import NukiDomain

/// `keyturn open`: the electric strike of an opener.
struct OpenCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "open", abstract: "Open the door of an opener.",
        discussion: "It is sent once and never repeated.  For a lock: keyturn unlatch")

    @OptionGroup var device: DeviceArgument
    @OptionGroup var shared: SharedOptions

    func run() async throws {
        try await DeviceOrder(
            action: .open, word: device.word, kind: .opener, otherwise: "Pull its latch: keyturn unlatch DEVICE"
        ).run(shared)
    }
}
