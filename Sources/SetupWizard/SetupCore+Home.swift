import Discovery
import Entries
import Guidance
import NukiDomain

// What is there already: an interrupted setup, configured bridges.

extension SetupCore {
    /// A configured machine, and no flag that says what is to be done.
    var isAtHome: Bool {
        now.request.canAsk && !now.entries.entries.isEmpty && now.drafts.isEmpty && !now.request.isDirected
    }

    /// Takes what the flags say, or what is there to begin with.
    mutating func begin() {
        let request = now.request
        if let renewal = request.renewal {
            let way: TokenOrigin? = request.namesSignIn ? .stored : nil
            return reauthorize(BridgeDraft.Place(renewal.entry, isChosen: renewal.hardwareMatches), by: way)
        }
        if request.host == nil, request.allowsPlain || (request.signIn == .only(.plain) && !request.canAsk) {
            let flag = request.allowsPlain ? "--allow-plain" : "--auth plain"
            return fail(.unusable(flag, WizardWords.plainNeedsHost, fix: WizardWords.giveHost), [])
        }
        if let host = request.host { return settle(host) }
        // Nobody is there to choose: a bridge that is configured is looked for where it was.
        if !request.canAsk, let entry = request.bridge.flatMap({ now.entries[$0] }) {
            return add(BridgeDraft.Place(entry, isChosen: false))
        }
        if let journal = facts.journal, request.canAsk, !request.isDirected { now.detour = .resume(journal) }
    }

    /// Takes what concerns the configured bridges.
    mutating func atHome(_ event: SetupEvent) {
        switch event {
        case .choseResume(let goesOn):
            guard case .resume(let journal)? = now.detour else { return }
            now.detour = nil
            now.journal = nil
            if goesOn { resume(journal) }
        case .choseTask(let task): begin(task)
        case .choseEntry(let id):
            guard case .entry(let task, _)? = now.detour, let entry = now.entries[id] else { return }
            now.detour = nil
            begin(task, entry)
        case .choseRemoval(let goes):
            guard case .removal(let entry)? = now.detour else { return }
            now.detour = nil
            if goes { now.leaving = entry }
        case .choseReauth(let way):
            guard case .reauth(let condition)? = now.detour else { return }
            now.detour = nil
            guard let way else { return }
            reauthorize(BridgeDraft.Place(condition.entry, isChosen: condition.hardwareMatches), by: way)
        case .checked(let conditions): checked(conditions)
        case .removed(let entry, let callbacks):
            now.leaving = nil
            now.conditions = now.conditions?.filter { $0.entry.id != entry.id }
            now.entries = EntryFile(entries: now.entries.entries.filter { $0.id != entry.id })
            say([WizardWords.removed(entry, callbacks)])
            if now.entries.entries.isEmpty { now.outcome = .looked }
        default: break
        }
    }

    private mutating func resume(_ journal: SetupJournal) {
        now.task = .add
        for place in journal.chosen { add(place) }
        guard now.drafts.count == 1 else { return }
        now.drafts[0].request.name = journal.name
        now.drafts[0].request.callback = journal.callback.flatMap { CallbackMode($0) }
    }

    private mutating func begin(_ task: Question.Task) {
        switch task {
        case .check, .add: now.task = task
        case .export: say(WizardWords.exports(facts.advice.exports))
        case .leave: now.outcome = .looked
        case .change, .remove:
            let entries = now.entries.entries
            if entries.count == 1 { begin(task, entries[0]) } else { now.detour = .entry(task, entries) }
        }
    }

    private mutating func begin(_ task: Question.Task, _ entry: BridgeEntry) {
        guard task == .change else { return now.detour = .removal(entry) }
        let condition = now.conditions?.first { $0.entry.id == entry.id }
        change(BridgeDraft.Place(entry, isChosen: condition?.hardwareMatches ?? false))
    }

    /// Takes a configured bridge to be changed, with the token that it has; where it has moved, that is tested first.
    mutating func change(_ place: BridgeDraft.Place) {
        now.task = .change
        now.opensChange = true
        add(place)
        now.drafts[0].tokenWay = now.drafts[0].tokenWay ?? .stored
        let entry = place.id.flatMap { now.entries[$0] }
        if entry?.endpoint == place.endpoint, now.drafts[0].tokenWay == .stored { now.drafts[0].standing = entry }
    }

    /// The first look comes before the choice of a task; a check that was asked for tells everything.
    private mutating func checked(_ conditions: [BridgeCondition]) {
        now.conditions = conditions
        if now.task == .check {
            now.task = nil
            say(WizardWords.check(conditions))
        }
        if let refused = conditions.first(where: \.isRefused) { now.detour = .reauth(refused) }
    }

    /// Another token for a configured bridge, or another sign-in; nil asks for the way to the token, unless a flag says it.
    private mutating func reauthorize(_ place: BridgeDraft.Place, by way: TokenOrigin?) {
        now.task = .change
        add(place)
        now.drafts[0].tokenWay = now.drafts[0].tokenWay ?? way
    }
}

extension BridgeCondition {
    /// The stored token does not sign in any more.
    var isRefused: Bool { if case .refused = answer { true } else { false } }
}
