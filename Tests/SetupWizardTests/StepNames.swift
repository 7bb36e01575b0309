import Discovery
import Entries
import Guidance
import NukiDomain

@testable import SetupWizard

/// The core wants something else than the test expected.
struct WrongStep: Error {
    let step: String

    init(_ step: SetupStep) {
        self.step = step.name
    }
}

extension SetupCore {
    /// The ways out that are offered; none where nothing is asked.
    var ways: [WayOut] {
        guard case .ask(.wayOut(_, let ways, _)) = step else { return [] }
        return ways
    }
}

extension SetupCore {
    /// The one entry that is about to be planned; callbacks are counted before, where a person will see the review.
    mutating func planned() throws -> BridgeEntry {
        if case .perform(.callbacks) = step { take(.counted(CallbackSlots(taken: 1))) }
        guard case .perform(.plan(let drafts)) = step, drafts.count == 1 else { throw WrongStep(step) }
        return drafts[0].entry
    }
}

extension SetupStep {
    /// What is wanted, in a few words.
    var name: String {
        switch self {
        case .ask(let question): "ask \(question.name)"
        case .perform(let effect): effect.name
        case .finish: "finish"
        }
    }
}

extension Question {
    /// What is asked, in a few words.
    var name: String {
        switch self {
        case .resume(let journal): "whether to go on with \(journal.title)"
        case .task(let conditions): "what to do with \(conditions.map(\.entry.name).joined(separator: ", "))"
        case .entry(let task, let entries): "which to \(task): \(entries.map(\.name).joined(separator: ", "))"
        case .removal(let entry): "whether to remove \(entry.name)"
        case .reauth(let condition): "about the token of \(condition.entry.name)"
        case .replacement(let entry, let id): "whether \(id) replaces \(entry.name)"
        case .deafness: "how to go on without listening"
        case .bridge(let scope): "for the bridge, \(scope.words)"
        case .cloud: "about the cloud"
        case .text(let prompt): "for the \(prompt.id) (\(prompt.initial))"
        case .tokenWay(let turn): "for the way to the token\(turn.count > 1 ? " of \(turn.title)" : "")"
        case .token: "for the token"
        case .oddToken(let count, _): "about \(count) characters"
        case .signIn: "for the sign-in"
        case .review(let review): "for consent to \(review.bridges.map(\.entry.name).joined(separator: ", "))"
        case .change: "what to change"
        case .handOff: "what now"
        case .wayOut(let diagnosis, _, _): "for a way out of \(diagnosis.what)"
        }
    }
}

extension Effect {
    /// What is done, in a few words.
    var name: String {
        switch self {
        case .check(let entries): "check \(entries.map(\.name).joined(separator: ", "))"
        case .search(let scope): "search \(scope.words)"
        case .readToken(let path): "read \(path)"
        case .storedToken(let entry): "read the token of \(entry.name)"
        case .pressButton(let endpoint, _): "press \(endpoint)"
        case .pressAny(let endpoints): "press any of \(endpoints.map(\.description).joined(separator: ", "))"
        case .signIn(let endpoint, _, let plan, let expected):
            "sign in \(endpoint) \(plan.words) expecting \(expected?.description ?? "any")"
        case .callbacks(let entry, _): "count the callbacks of \(entry.name)"
        case .plan(let drafts): "plan \(drafts.map(\.entry.name).joined(separator: ", "))"
        case .save(let drafts): "save \(drafts.map(\.entry.name).joined(separator: ", "))"
        case .remove(let entry): "remove \(entry.name)"
        }
    }
}
