import Discovery
import Entries
import Guidance
import NukiDomain

// What is about to be written, and what follows.

extension SetupCore {
    /// Everything is known of every bridge.
    var endStep: SetupStep {
        let ready = now.ready
        guard let plans = now.plans else { return .perform(.plan(drafts(ready))) }
        if now.request.isDryRun { return .finish(.wouldWrite(plans)) }
        guard now.isSaved || now.isAccepted else {
            return asked(.review(review(ready, plans)), else: .missing(.consent))
        }
        guard now.isSaved else { return .perform(.save(drafts(ready))) }
        guard let handsOff = now.handsOff ?? (now.request.canAsk ? nil : false) else { return .ask(.handOff) }
        return .finish(.configured(now.configured, handsOff: handsOff))
    }

    private func drafts(_ ready: [(draft: BridgeDraft, entry: BridgeEntry)]) -> [EntryDraft] {
        ready.compactMap { draft, entry in
            draft.token.map { token in
                EntryDraft(
                    entry: entry, token: token.origin == .stored ? nil : token.value,
                    basis: draft.replaces ?? now.entries[entry.id])
            }
        }
    }

    private func review(_ ready: [(draft: BridgeDraft, entry: BridgeEntry)], _ plans: [SavePlan]) -> Review {
        Review(
            bridges: zip(ready.map(\.draft), plans).map {
                Review.Bridge(entry: $1.entry, slots: $0.slots, replaces: $0.replaces)
            },
            leftOut: now.drafts.filter { $0.failure != nil }.map(\.title), files: Review.files(of: plans),
            pollSeconds: facts.pollSeconds, home: facts.home)
    }

    /// Takes what concerns the review, its rows, and what follows.
    mutating func review(_ event: SetupEvent) {
        switch event {
        case .planned(let plans): planned(plans)
        case .accepted: now.isAccepted = true
        case .choseChange: now.detour = .change(changes)
        case .choseRow(let bridge, let row): change(row, of: bridge)
        case .choseSignIn(let choice): takeSignIn(choice)
        case .typed(let id, let text): typed(id, text)
        case .saved(let plans): saved(plans)
        case .choseHandOff(let next): handOff(next)
        default: break
        }
    }

    /// What is as it should be needs no review and no writing, unless somebody came to change something.
    private mutating func planned(_ plans: [SavePlan]) {
        now.plans = plans
        guard !now.opensChange else {
            now.opensChange = false
            now.detour = .change(changes)
            return
        }
        let isChange = plans.contains { $0.isChange }
        if !isChange, !now.request.isDryRun { saved(plans) }
    }

    private mutating func saved(_ plans: [SavePlan]) {
        now.plans = plans
        now.isSaved = true
        now.journal = nil
        now.configured += zip(now.ready, plans).compactMap { pair, plan in
            pair.draft.token.map { token in
                ConfiguredBridge(
                    entry: plan.entry, token: token.value, report: pair.draft.report, written: plan,
                    answers: SetupAnswers(pair.draft, plan.entry))
            }
        }
        let written = plans.map(\.entry)
        let gone = written.map(\.id) + now.ready.compactMap(\.draft.replaces?.id)
        now.entries = EntryFile(entries: now.entries.entries.filter { !gone.contains($0.id) } + written)
        say([WizardWords.wrote(Review.files(of: plans).count)])
    }

    private mutating func handOff(_ next: HandOff) {
        switch next {
        case .startLoop: now.handsOff = true
        case .leave: now.handsOff = false
        case .showService: say(facts.advice.service)
        case .addAnother:
            let before = now
            now = SetupState(request: before.request.withoutBridge, entries: before.entries, isAccepted: false)
            now.task = .add
            now.configured = before.configured
            now.transcript = before.transcript
        }
    }
}

// "Change something"

extension SetupCore {
    /// What can be changed, bridge by bridge.
    private var changes: [Question.Change] {
        zip(now.drafts.indices, now.drafts).flatMap { index, draft -> [Question.Change] in
            guard draft.failure == nil, let entry = draft.entry(among: now.entries) else { return [] }
            return ReviewRow.allCases.map { row in
                Question.Change(
                    bridge: index, title: now.drafts.count > 1 ? draft.title : nil, row: row,
                    value: WizardWords.value(row, of: entry))
            }
        }
    }

    private mutating func change(_ row: ReviewRow, of bridge: Int) {
        now.changing = bridge
        now.detour = nil
        guard let entry = now.drafts[bridge].entry(among: now.entries) else { return }
        switch row {
        case .name: askForName(bridge, like: entry.name)
        case .address:
            now.detour = .text(Question.TextPrompt(id: .host, initial: entry.endpoint.host.description))
        case .port: now.detour = .text(Question.TextPrompt(id: .port, initial: entry.endpoint.port.description))
        case .updates: now.detour = .text(Question.TextPrompt(id: .callback, initial: entry.callback.description))
        case .signIn: now.detour = .signIn
        case .token: now.drafts[bridge].forgetToken(way: nil)
        }
        now.plans = nil
    }

    private mutating func takeSignIn(_ choice: SetupRequest.SignInChoice) {
        now.detour = nil
        now.drafts[now.changing].request.signIn = choice
        now.drafts[now.changing].forgetReport()
        now.drafts[now.changing].course.begin()
    }

    /// A line of text is an answer about the bridge that is being changed, or about where a new one is.
    private mutating func typed(_ id: SetupQuestion.ID, _ text: String) {
        now.detour = nil
        guard let question = SetupQuestion[id] else { return }
        guard now.drafts.indices.contains(now.changing), now.homeless == nil else {
            _ = question.answer(text, in: &now.request)
            if let host = now.request.host { settle(host) }
            return
        }
        var draft = now.drafts[now.changing]
        guard question.answer(text, in: &draft.request) == nil else { return }
        if id == .host || id == .port {
            let host = id == .host ? draft.request.host ?? draft.place.endpoint.host : draft.place.endpoint.host
            draft.move(to: Endpoint(host: host, port: draft.request.port))
            if draft.entry(among: now.entries) == nil { say([WizardWords.chose(draft.place)]) }
        }
        now.drafts[now.changing] = draft
        now.plans = nil
    }
}
