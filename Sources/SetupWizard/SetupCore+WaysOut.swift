import Discovery
import Entries
import Guidance
import NukiDomain
import TerminalUI

// What fails, and the ways out.

extension SetupCore {
    /// Another effect than a sign-in failed.
    mutating func failed(_ diagnosis: Diagnosis) {
        if now.leaving != nil {
            now.leaving = nil
            return say([WizardWords.failure(diagnosis)])
        }
        if !now.contenders.isEmpty {
            now.contenders = []
            return say([WizardWords.failure(diagnosis)])
        }
        if diagnosis.id == .notPressed, waitsAgain() { return say([WizardWords.secondWindow]) }
        let host = now.unready.map { now.drafts[$0].place.endpoint.host }
        fail(diagnosis, waysOut(of: diagnosis), said: WizardWords.interruption(diagnosis), at: host)
    }

    /// Who is told the time in lines gets a second window before the question.
    private mutating func waitsAgain() -> Bool {
        guard facts.form == .line, let index = now.unready, !now.drafts[index].isSecondWindow else { return false }
        now.drafts[index].isSecondWindow = true
        return true
    }

    /// A person stopped what was going on: the question before it is asked again.
    mutating func stopped() {
        now.contenders = []
        guard let index = now.unready, now.drafts[index].token == nil else { return }
        now.drafts[index].tokenWay = nil
    }

    /// What may help where the wizard stands now.
    private func waysOut(of diagnosis: Diagnosis) -> [WayOut] {
        // What was found out belongs to an entry that is no more.
        if diagnosis.id == .saveChanged { return [] }
        guard let index = now.unready else { return [.again] }
        guard now.drafts[index].token == nil else { return [.again] }
        guard now.drafts[index].tokenWay == .button else { return [.typeToken, .pressButton] }
        return switch diagnosis.id {
        case .connectionRefused?, .noAnswer?, .notABridge?: [.again, .byHand]
        case .signInOff?: [.typeToken, .again]
        default: [.again, .typeToken]
        }
    }

    /// Follows the way out that a person chose.
    mutating func leave(by way: WayOut) {
        guard let failure = now.failure else { return }
        now.detour = nil
        now.failure = nil
        if way == .leave { return now.outcome = .gaveUp(failure) }
        guard let index = now.unready else { return }
        now.drafts[index].course.follow(way)
        switch way {
        case .again, .lookAhead, .allowPlain, .bridgeClock, .mended, .keepPlain, .useServerID, .leave: break
        case .byHand, .search: forgetPlace(index, byHand: way == .byHand)
        case .pressButton, .typeToken:
            now.drafts[index].forgetToken(way: way == .pressButton ? .button : .typed)
            forgetEarlierToken(of: index)
        case .leaveOut:
            now.drafts[index].failure = failure
            if now.drafts.allSatisfy({ $0.failure != nil }) { now.outcome = .gaveUp(failure) }
        }
    }

    /// Another address, for the answers that were given so far; another bridge's light is lit by another consent.
    private mutating func forgetPlace(_ index: Int, byHand: Bool) {
        var draft = now.drafts.remove(at: index)
        if draft.token?.origin == .button { draft.token = nil }
        if draft.tokenWay == .button, !draft.request.pressesButton { draft.tokenWay = nil }
        draft.forgetReport()
        now.homeless = draft
        now.task = .add
        if byHand { now.detour = .text(Question.TextPrompt(id: .host, initial: draft.place.endpoint.shown)) }
    }
}
