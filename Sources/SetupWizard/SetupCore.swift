import Discovery
import Entries
import Guidance
import NukiDomain
public import TerminalUI

/// The wizard without its faces: from what is known follows what is needed next, and nothing else happens.
///
/// Everything known is one value. Each answer of a person leaves the value before it on a pile, and going back takes the
/// topmost off again.
public struct SetupCore: Sendable {
    /// What was known before the first question.
    let facts: SetupFacts
    /// What is known at this moment.
    var now: SetupState
    private var past: [SetupState] = []
    /// What was answered, for whoever comes back to the question; no token is in it.
    private var kept: [Question.Key: SetupEvent] = [:]
    /// What was said of the transcript.
    private var said: [Passage] = []

    /// Begins with what the flags answered and what is there already.
    public init(_ request: SetupRequest, _ facts: SetupFacts = SetupFacts()) {
        self.facts = facts
        now = SetupState(request: request, entries: facts.entries, isAccepted: request.accepts)
        now.handsOff = request.handsOff
        now.journal = facts.journal
        if request.canAsk { say(WizardWords.opening(facts.form, renewing: request.renewal?.entry)) }
        begin()
    }

    /// What is needed next.
    public var step: SetupStep {
        if let outcome = now.outcome { return .finish(outcome) }
        if let detour = now.detour { return .ask(detour) }
        if let entry = now.leaving { return .perform(.remove(entry)) }
        if now.task == .check || (now.task == nil && isAtHome && now.conditions == nil) {
            return .perform(.check(now.entries.entries))
        }
        if now.task == nil, isAtHome { return .ask(.task(now.conditions ?? [])) }
        if !now.contenders.isEmpty { return .perform(.pressAny(now.contenders.map(\.endpoint))) }
        if now.drafts.isEmpty { return placeStep }
        if let index = now.unready { return step(of: index) }
        return endStep
    }

    /// What is to be said, and before that the end of what was said which does not count any more.
    public mutating func takeNews() -> (unsaid: [Passage], lines: [Passage]) {
        let kept = zip(said, now.transcript).prefix { $0 == $1 }.count
        defer { said = now.transcript }
        return (Array(said.dropFirst(kept)), Array(now.transcript.dropFirst(kept)))
    }

    /// Takes what happened.
    public mutating func take(_ event: SetupEvent) {
        switch event {
        case .back:
            if let before = past.popLast() { now = before }
        case .left:
            now.outcome = .left(wrote: wroteSomething)
        default:
            if case .ask(let question) = step {
                past.append(now)
                if let key = question.key { kept[key] = event }
            }
            follow(event)
            if case .stopped = event { forgetAnswer() }
            // What is written is not taken back.
            if case .saved = event { past = [] }
            if case .removed = event { past = [] }
        }
    }

    /// A question that is asked again is not one to go back to.
    private mutating func forgetAnswer() {
        guard let asked = question?.key else { return }
        let earlier = past.lastIndex { state in
            var core = self
            core.now = state
            return core.question?.key == asked
        }
        if let earlier { past.removeSubrange(earlier...) }
    }

    private var question: Question? { if case .ask(let question) = step { question } else { nil } }

    /// Whether there is an earlier question to go back to.
    public var canGoBack: Bool { !past.isEmpty }

    /// What was refused is not there for whoever goes back, either.
    mutating func forgetEarlierToken(of index: Int) {
        for earlier in past.indices where past[earlier].drafts.indices.contains(index) {
            past[earlier].drafts[index].token = nil
            past[earlier].drafts[index].oddToken = nil
        }
    }

    /// What was answered to this question before.
    func keptAnswer(to question: Question) -> SetupEvent? { question.key.flatMap { kept[$0] } }

    private mutating func follow(_ event: SetupEvent) {
        switch event {
        case .choseResume, .choseTask, .choseEntry, .choseRemoval, .choseReauth, .checked, .removed: atHome(event)
        case .choseDeafness, .choseBridges, .chosePress, .choseByHand, .choseCloud, .allowedCloud, .choseSearch,
            .searched, .pressed:
            place(event)
        case .choseTokenWay, .choseOddToken, .gotToken, .signedIn, .signInFailed, .choseReplacement, .counted:
            signIn(event)
        case .planned, .accepted, .choseChange, .choseRow, .choseSignIn, .typed, .saved, .choseHandOff: review(event)
        case .choseWayOut(let way): leave(by: way)
        case .failed(let diagnosis): failed(diagnosis)
        case .stopped: stopped()
        case .gaveUp(let diagnosis): now.outcome = .gaveUp(diagnosis)
        case .back, .left: break
        }
    }
}

extension SetupCore {
    /// Something was written in this run.
    var wroteSomething: Bool { now.isSaved || !now.configured.isEmpty }

    /// Adds to the transcript.
    mutating func say(_ passages: [Passage]) { now.transcript += passages }

    /// A question for a person, or its missing answer where there is none.
    func asked(_ question: Question, else diagnosis: Diagnosis) -> SetupStep {
        now.request.canAsk ? .ask(question) : .finish(.failed(diagnosis))
    }

    /// A failure with ways out is said now and asked about; one without is the end, and is said there.
    mutating func fail(_ diagnosis: Diagnosis, _ waysOut: [WayOut], said passage: Passage? = nil, at host: Host? = nil)
    {
        guard now.request.canAsk, !waysOut.isEmpty else { return now.outcome = .failed(diagnosis) }
        // One of several can be left out, and the others have found their places.
        let isOneOfSeveral = now.drafts.count > 1 && now.unready != nil
        let ways = waysOut.filter { $0 != .search || !(isOneOfSeveral || now.request.renewal != nil) }
        now.failure = diagnosis
        now.detour = .wayOut(diagnosis, ways + (isOneOfSeveral ? [.leaveOut] : []) + [.leave], at: host)
        say([passage ?? WizardWords.failure(diagnosis)])
    }

    /// The answers so far, without secrets, for a setup that is interrupted; nil where there is nothing worth keeping.
    public var journal: SetupJournal? {
        let request = now.request
        guard facts.isResumable, request.canAsk, !request.isDryRun, !now.isSaved, now.outcome == nil || isLeft,
            now.task != .change, !now.drafts.isEmpty, now.drafts.allSatisfy(\.place.isChosen)
        else { return now.journal }
        return SetupJournal(now.drafts)
    }

    private var isLeft: Bool {
        switch now.outcome {
        case .left, .gaveUp: true
        default: false
        }
    }
}
