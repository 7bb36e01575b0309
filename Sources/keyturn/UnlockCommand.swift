import ArgumentParser
import NukiDomain

/// `keyturn unlock`: turns a key back, and opens no door by it.
struct UnlockCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "unlock", abstract: "Unlock a door; it stays shut.",
        discussion: "Of an opener it turns ring-to-open on: then the next ring opens the door.")

    @OptionGroup var device: DeviceArgument
    @OptionGroup var shared: SharedOptions

    func run() async throws { try await DeviceOrder(action: .unlock, word: device.word).run(shared) }
}
