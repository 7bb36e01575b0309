import ArgumentParser
import Guidance
import Linux
import TerminalUI

/// `keyturn doctor`: checks what setup and the control loop need.
struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor", abstract: "Check what keyturn needs, with a fix for each failure.")

    @OptionGroup var shared: SharedOptions

    func run() async throws {
        try await shared.run {
            let report = CheckReport(try await watched(try Checkup(shared, try DoctorEar.taken())))
            if shared.json {
                Output.line(report)
            } else {
                report.lines(style: style, width: width).forEach(Output.line)
            }
            if report.failed > 0 { throw ExitCode(ExitStatus.unexpected.rawValue) }
        }
    }

    /// The checks, and on a terminal a sign that they go on; Ctrl-C leaves.
    private func watched(_ checkup: Checkup) async throws -> [CheckGroup] {
        let interrupted = ExitCode(ExitStatus.interrupted.rawValue)
        guard shared.presentation.canPrompt else {
            guard let groups = await Signals.untilInterrupted({ await checkup.run() }) else { throw interrupted }
            return groups
        }
        let (prompter, terminal) = try Composition.conversation(shared.presentation)
        defer { terminal?.close() }
        do throws(Departure) {
            return try await prompter.wait(Activity("Checking this machine and its bridges")) { await checkup.run() }
        } catch {
            throw interrupted
        }
    }

    /// Longer lines are hard to read; a terminal that does not tell its size is taken to be so wide.
    private static let widest = 80

    /// Nil for a pipe or a file, where a check is one line.
    private var width: Int? {
        guard StandardStream.output.isTerminal else { return nil }
        let columns = SavedTerminal.size(of: StandardStream.output.rawValue)?.columns
        return min(columns ?? Self.widest, Self.widest)
    }

    /// Results go to stdout, which may be something else than the terminal of the conversation.
    private var style: Style {
        let presentation = shared.presentation
        let isSeen = StandardStream.output.isTerminal
        return Style(
            colour: presentation.colour && (isSeen || shared.color == .always),
            symbols: presentation.symbols && isSeen)
    }
}
