import ArgumentParser
import NukiDomain

/// `keyturn unlatch`: pulls the latch of a lock, so that its door opens.
struct UnlatchCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "unlatch", abstract: "Unlock a door and pull its latch: the door opens.",
        discussion: "It is sent once and never repeated.  For an opener: keyturn open")

    @OptionGroup var device: DeviceArgument
    @OptionGroup var shared: SharedOptions

    func run() async throws {
        try await DeviceOrder(
            action: .open, word: device.word, kind: .lock, otherwise: "Open it: keyturn open DEVICE"
        ).run(shared)
    }
}
