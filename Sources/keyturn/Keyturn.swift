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
            SetupCommand.self, DiscoverCommand.self, RediscoverCommand.self, ListenCommand.self, BridgesCommand.self,
            ReauthCommand.self, ExportCommand.self, ImportCommand.self, RunCommand.self, StatusCommand.self,
            WatchCommand.self, LockCommand.self, UnlockCommand.self,
            UnlatchCommand.self, LockNGoCommand.self, RingToOpenCommand.self, OpenCommand.self,
            ContinuousModeCommand.self, TokenCommand.self, BridgeCommand.self, ServiceCommand.self, DoctorCommand.self,
            SimulateCommand.self, HelpCommand.self,
        ])

    @OptionGroup var shared: SharedOptions

    /// What the words mean: the words themselves, and where they name no command, with setup before them on a terminal
    /// with nothing set up, otherwise with a look at what is. It is known before rights are settled, which differ from
    /// command to command.
    private static func meaning(of words: [String]) -> (words: [String], command: (any ParsableCommand)?) {
        // Words that make no command are complained about when they are read for good.
        guard let command = try? parseAsRoot(words) else { return (words, nil) }
        guard let shared = (command as? Keyturn)?.shared else { return (words, command) }
        // Entries that cannot be read are something set up, and status says what is wrong with them.
        let isEmpty = (try? Composition.store(shared).load().entries.isEmpty) ?? false
        let named = [shared.presentation.canPrompt && isEmpty ? "setup" : "status"] + words
        return (named, try? parseAsRoot(named))
    }

    static func main() async {
        StandardStream.fillGaps()
        StandardStream.ignoreBrokenPipes()
        let (words, command) = meaning(
            of: SharedOptions.behindTheCommand(Array(ProcessInfo.processInfo.arguments.dropFirst())))
        await EarlyCapture.$result.withValue(EarlyCapture.begin(for: command)) {
            await Announcer.$result.withValue(Announcer.begin(for: command)) {
                await DoctorEar.$result.withValue(DoctorEar.begin(for: command)) {
                    await LoopEar.$result.withValue(LoopEar.begin(for: command)) { await main(words) }
                }
            }
        }
    }
}
