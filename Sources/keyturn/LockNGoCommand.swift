import ArgumentParser
import NukiDomain

/// `keyturn lock-n-go`: unlocks, waits, locks again.
struct LockNGoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lock-n-go", abstract: "Unlock a door, wait, and lock it again.")

    @Flag(help: "Pull the latch as well: the door opens.")
    var unlatch = false

    @OptionGroup var device: DeviceArgument
    @OptionGroup var shared: SharedOptions

    func run() async throws {
        try await DeviceOrder(
            action: .lockNGo(unlatch: unlatch), word: device.word, kind: .lock,
            otherwise: "Open it: keyturn open DEVICE"
        ).run(shared)
    }
}
