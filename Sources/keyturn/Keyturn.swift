import ArgumentParser
import Entries
import FoundationEssentials
import Linux
import TerminalUI

/// The program: its command line and nothing else.
@main
struct Keyturn: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "keyturn",
        abstract: "Finds a Nuki Bridge on the network, sets it up, and watches its locks.",
        version: "0.1.0",
        subcommands: [
            SetupCommand.self, DiscoverCommand.self, RediscoverCommand.self, ListenCommand.self, ExportCommand.self,
            RunCommand.self, StatusCommand.self, WatchCommand.self, LockCommand.self, UnlockCommand.self,
            UnlatchCommand.self, LockNGoCommand.self, RingToOpenCommand.self, OpenCommand.self,
            ContinuousModeCommand.self, TokenCommand.self, BridgeCommand.self, DoctorCommand.self, SimulateCommand.self,
            HelpCommand.self,
        ])

    @OptionGroup var shared: SharedOptions

    /// Without a command: setup on a terminal with nothing set up, otherwise a look at what is.
    func run() async throws {
        let words = Array(ProcessInfo.processInfo.arguments.dropFirst())
        try await shared.run {
            if shared.presentation.canPrompt, try Composition.store(shared).load().entries.isEmpty {
                try await SetupCommand.parse(words).run()
            } else {
                try await StatusCommand.parse(words).run()
            }
        }
    }

    static func main() async {
        StandardStream.fillGaps()
        StandardStream.ignoreBrokenPipes()
        let words = SharedOptions.behindTheCommand(Array(ProcessInfo.processInfo.arguments.dropFirst()))
        await EarlyCapture.$result.withValue(EarlyCapture.begin(for: words)) {
            await Announcer.$result.withValue(Announcer.begin(for: words)) {
                await DoctorEar.$result.withValue(DoctorEar.begin(for: words)) {
                    await LoopEar.$result.withValue(LoopEar.begin(for: words)) { await main(words) }
                }
            }
        }
    }
}
