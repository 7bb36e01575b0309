import ArgumentParser
import Guidance
import Linux
import TerminalUI

/// `keyturn help`: the commands, one of them, or one error id.
struct HelpCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "help", abstract: "Explain a command, or an error by its id, such as KT-AUTH-CLOCK.")

    @Argument(help: ArgumentHelp("A command, or an error id; nothing for all commands.", valueName: "command-or-id"))
    var words: [String] = []

    @OptionGroup(title: "Shared") var shared: SharedOptions

    func run() async throws {
        try await shared.run {
            if let command = Self.command(words[...], below: Keyturn.self) {
                Output.line(Keyturn.helpMessage(for: command))
            } else if let id = ErrorID(typed: words[0]), words.count == 1 {
                if shared.json { Output.line(id.explanation) } else { Self.lines(id.explanation).forEach(Output.line) }
            } else {
                throw Diagnosis.nothingToExplain(words.joined(separator: " "))
            }
        }
    }

    /// The command that the words lead to; nil where they leave its tree.
    private static func command(
        _ words: ArraySlice<String>, below parent: any ParsableCommand.Type
    ) -> (any ParsableCommand.Type)? {
        guard let word = words.first else { return parent }
        let child = parent.configuration.subcommands.first { $0.configuration.commandName == word }
        return child.flatMap { command(words.dropFirst(), below: $0) }
    }

    /// For people, as wide as the terminal.
    private static func lines(_ explanation: ErrorExplanation) -> [String] {
        let width = StandardStream.output.isTerminal ? SavedTerminal.size(of: 1)?.columns : nil
        let body = WrappedText(width: width.map { $0 - 2 })
        let why = body.lines(explanation.why)
        let fixes = explanation.fixes.flatMap(body.lines(fix:))
        let exit = explanation.exit.map { ["", "A command that ends with it has exit code \($0.rawValue)."] } ?? []
        return WrappedText(width: width).lines("\(explanation.id.rawValue): \(explanation.what)")
            + ([""] + why + ["", "What helps:"] + fixes + exit).map { $0.isEmpty ? "" : "  \($0)" }
    }
}
