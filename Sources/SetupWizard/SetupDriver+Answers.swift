import Discovery
import Guidance
import NukiDomain
import TerminalUI

extension SetupDriver {
    /// What a person answers; nil asks again.
    func answer(to question: Question, _ core: SetupCore) async throws(Departure) -> SetupEvent? {
        let canGoBack = core.canGoBack
        let before = core.keptAnswer(to: question)
        switch question {
        case .resume(let journal): return .choseResume(try await choose(WizardWords.resume(journal), canGoBack))
        case .task(let conditions):
            var menu = WizardWords.tasks(conditions)
            if case .choseTask(let task)? = before { menu.preferred = task }
            return .choseTask(try await choose(menu, canGoBack))
        case .entry(let task, let entries):
            return .choseEntry(try await choose(WizardWords.entries(entries, for: task), canGoBack))
        case .removal(let entry): return .choseRemoval(try await choose(WizardWords.removal(entry), canGoBack))
        case .reauth(let condition): return .choseReauth(try await choose(WizardWords.reauth(condition), canGoBack))
        case .replacement(let entry, let id):
            var menu = WizardWords.replacement(of: entry, by: id)
            if case .choseReplacement(let isIt)? = before { menu.preferred = isIt }
            return .choseReplacement(try await choose(menu, canGoBack))
        case .deafness(let diagnosis): return try await goOnDeaf(diagnosis, core)
        // The search is shown by itself: it goes on beside the question.
        case .bridge: return nil
        case .cloud: return .allowedCloud(try await choose(WizardWords.cloud, canGoBack))
        case .text(let prompt):
            var field = WizardWords.field(prompt, canGoBack: canGoBack)
            if case .typed(_, let text)? = before { field.initial = text }
            return .typed(prompt.id, try await prompter.text(field))
        case .tokenWay(let turn):
            var menu = WizardWords.tokenWay(turn, keepsStored: core.now.request.renewal != nil)
            if case .choseTokenWay(let way)? = before { menu.preferred = way }
            return .choseTokenWay(try await choose(menu, canGoBack))
        case .token(let turn):
            let field = WizardWords.tokenField(
                turn, anyLength: core.now.request.anyTokenLength, canGoBack: canGoBack)
            let text = try await prompter.text(field)
            // The field's check let it pass.
            return (try? BridgeToken(parsing: text, anyLength: true)).map { .gotToken($0, .typed) }
        case .oddToken(let count, let origin):
            return .choseOddToken(try await choose(WizardWords.oddToken(count, origin), canGoBack))
        case .signIn: return .choseSignIn(try await choose(WizardWords.signInMenu, canGoBack))
        case .review(let review): return try await decide(review, canGoBack)
        case .change(let changes):
            var menu = WizardWords.changes(changes)
            if case .choseRow(let bridge, let row)? = before {
                menu.preferred = changes.first { $0.bridge == bridge && $0.row == row }
            }
            let change = try await choose(menu, canGoBack)
            return .choseRow(bridge: change.bridge, change.row)
        case .handOff: return .choseHandOff(try await prompter.choose(WizardWords.handOff))
        case .wayOut(let diagnosis, let ways, let host):
            return .choseWayOut(try await choose(WizardWords.waysOut(ways, of: diagnosis, at: host), canGoBack))
        }
    }

    private func choose<ID>(_ menu: Menu<ID>, _ canGoBack: Bool) async throws(Departure) -> ID {
        var menu = menu
        menu.canGoBack = canGoBack
        return try await prompter.choose(menu)
    }

    private func goOnDeaf(_ diagnosis: Diagnosis, _ core: SetupCore) async throws(Departure) -> SetupEvent? {
        switch try await choose(WizardWords.deafness(diagnosis), core.canGoBack) {
        case .goOn: return .choseDeafness
        case .showHow:
            await prompter.say(core.facts.advice.right)
            return nil
        case .leave: return .gaveUp(diagnosis)
        }
    }

    private func decide(_ review: Review, _ canGoBack: Bool) async throws(Departure) -> SetupEvent? {
        switch try await choose(WizardWords.reviewMenu(review), canGoBack) {
        case .write: return .accepted
        case .change: return .choseChange
        case .show:
            await prompter.say(WizardWords.contents(review))
            return nil
        case .leave: return .left
        }
    }
}

/// What is done about the missing right to listen.
enum DeafnessChoice: Hashable, Sendable {
    case goOn, showHow, leave
}

/// What is done with the review.
enum ReviewChoice: Hashable, Sendable {
    case write, change, show, leave
}
