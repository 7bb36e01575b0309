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
        guard !given else { return }
        guard shared.presentation.canPrompt else {
            throw Diagnosis.missing("The answer to “\(question)”", how: ["Say yes beforehand: --yes"])
        }
        let (prompter, terminal) = try Composition.conversation(shared.presentation)
        defer { terminal?.close() }
        do throws(Departure) {
            let menu = Menu(
                question, [Choice(false, no), Choice(true, yes)], arrangement: .row, passages: [.text(what)])
            if try await prompter.choose(menu) { return }
        } catch {
            // Left: the same as no.
        }
        await prompter.say([.text("Nothing was changed.")])
        throw ExitCode(ExitStatus.interrupted.rawValue)
    }
}
