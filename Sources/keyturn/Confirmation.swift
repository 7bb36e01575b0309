import ArgumentParser
import Guidance
import TerminalUI

/// A question before something that cannot be taken back.
struct Confirmation {
    let question: String
    let yes: String
    let no: String
    /// What will happen.
    let what: String

    /// Comes back when the answer is yes: given by `--yes`, or by the person at the terminal. Without either, the missing
    /// answer is an error.
    func require(given: Bool, _ shared: SharedOptions) async throws {
        guard !given, try await !isAgreed(shared, ifNot: "Nothing was changed.") else { return }
        throw ExitCode(ExitStatus.interrupted.rawValue)
    }

    /// Whether the person at the terminal says yes; to leave is to say no.
    ///
    /// - Parameter sentence: what is said after a no.
    func isAgreed(_ shared: SharedOptions, ifNot sentence: String? = nil) async throws -> Bool {
        guard shared.presentation.canPrompt else {
            throw Diagnosis.missing("The answer to “\(question)”", how: ["Say yes beforehand: --yes"])
        }
        let (prompter, terminal) = try Composition.conversation(shared.presentation)
        defer { terminal?.close() }
        do throws(Departure) {
            if try await prompter.choose(menu) { return true }
        } catch {
            // Left: the same as no.
        }
        if let sentence { await prompter.say([.text(sentence)]) }
        return false
    }

    /// The answer of the person at the terminal, where no is one to go on with; who leaves leaves the command.
    func answer(_ shared: SharedOptions) async throws -> Bool {
        let (prompter, terminal) = try Composition.conversation(shared.presentation)
        defer { terminal?.close() }
        do throws(Departure) {
            return try await prompter.choose(menu)
        } catch {
            throw ExitCode(ExitStatus.interrupted.rawValue)
        }
    }

    private var menu: Menu<Bool> {
        Menu(question, [Choice(false, no), Choice(true, yes)], arrangement: .row, passages: [.text(what)])
    }
}
