import Guidance
import SetupWizard
import TerminalUI

/// One conversation of the wizard, from its first line to its report.
struct SetupSitting {
    private let shared: SharedOptions

    init(_ shared: SharedOptions) {
        self.shared = shared
    }

    /// Runs it at the terminal, or without one, and prints what came of it.
    func run(
        _ core: SetupCore, _ work: SetupWork, introduction: [Passage] = []
    ) async throws -> SetupOutcome {
        let (prompter, terminal) = try Composition.conversation(shared.presentation)
        if !introduction.isEmpty { await prompter.say(introduction) }
        let driver = SetupDriver(effects: work, prompter: prompter)
        // A terminal brings Ctrl-C as a key; without one it is a signal, and there is a demo to be cleared away.
        let outcome =
            terminal == nil
            ? await Signals.untilInterrupted { await driver.run(core) } ?? .left(wrote: false)
            : await driver.run(core)
        terminal?.close()
        report(outcome)
        return outcome
    }

    private func report(_ outcome: SetupOutcome) {
        switch outcome {
        case .configured(let configured, _): if shared.json { configured.forEach { Output.line(SetupReport($0)) } }
        case .failed(let diagnosis), .gaveUp(let diagnosis):
            if shared.json { Output.line(FailureReport(Manner.current.commands.pointing(diagnosis))) }
            // Without a terminal it was told with the conversation, which --quiet silences.
            if shared.quiet, !shared.presentation.canPrompt { Output.complain(diagnosis) }
        case .wouldWrite(let plans):
            let preview = SavePreview(plans)
            if shared.json { Output.line(preview) } else { preview.lines.forEach(Output.line) }
        case .left, .looked: break
        }
    }
}
