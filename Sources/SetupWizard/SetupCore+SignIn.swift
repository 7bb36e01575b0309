import Discovery
import Entries
import Guidance
import NukiDomain

// The token of one bridge, and whether it signs in.

extension SetupCore {
    /// What one bridge needs next.
    func step(of index: Int) -> SetupStep {
        let draft = now.drafts[index]
        guard let token = draft.token else { return tokenStep(draft, turn(index)) }
        guard let report = draft.report else {
            let plan = draft.course.plan(
                draft.request, isChosen: draft.place.isChosen, known: knownOffset(at: draft.place.endpoint))
            return .perform(
                .signIn(draft.place.endpoint, token.value, plan, expected: draft.request.bridge ?? draft.place.id))
        }
        return .perform(.callbacks(draft.entry(report, among: now.entries), token.value))
    }

    private func tokenStep(_ draft: BridgeDraft, _ turn: Question.Turn) -> SetupStep {
        switch draft.tokenWay {
        case .file?: .perform(.readToken(draft.request.tokenFile ?? "-"))
        case .button?: .perform(.pressButton(draft.place.endpoint, turn))
        case .stored?: storedStep(draft, turn)
        case .typed?: asked(.token(turn), else: .missing(.token))
        case nil: asked(.tokenWay(turn), else: .missing(.token))
        }
    }

    private func storedStep(_ draft: BridgeDraft, _ turn: Question.Turn) -> SetupStep {
        guard let entry = draft.place.id.flatMap({ now.entries[$0] }) else {
            return asked(.tokenWay(turn), else: .missing(.token))
        }
        return .perform(.storedToken(entry))
    }

    private func turn(_ index: Int) -> Question.Turn {
        Question.Turn(number: index + 1, count: now.drafts.count, title: now.drafts[index].title)
    }

    /// What a line calls the bridge, where there are several.
    private func heading(_ index: Int) -> String? { now.drafts.count > 1 ? now.drafts[index].title : nil }

    /// The offset of the entry that has this address: the bridge's clock may still be as it was.
    private func knownOffset(at endpoint: Endpoint) -> Int {
        now.entries.entries.first { $0.endpoint == endpoint }?.clockOffset ?? 0
    }

    /// Takes what concerns the bridge whose turn it is.
    mutating func signIn(_ event: SetupEvent) {
        if case .choseReplacement(let isIt) = event { return decideReplacement(isIt) }
        guard let index = now.unready else { return }
        switch event {
        case .choseTokenWay(let way): now.drafts[index].tokenWay = way
        case .gotToken(let value, let origin): received(BridgeDraft.Token(value: value, origin: origin), index)
        case .choseOddToken(let isUsed): decideOddToken(isUsed, index)
        case .signedIn(let report): signedIn(report, index)
        case .signInFailed(let error): signInFailed(error, index)
        case .counted(let slots):
            now.drafts[index].slots = slots
            now.drafts[index].isCounted = true
        default: break
        }
    }

    /// Takes a token, and asks about one that no bridge should have.
    mutating func received(_ token: BridgeDraft.Token, _ index: Int) {
        let draft = now.drafts[index]
        let isOdd = !BridgeToken.allowedLength.contains(token.value.count)
        guard isOdd, !draft.request.anyTokenLength else {
            now.drafts[index].token = token
            return say(WizardWords.received(token, of: heading(index)))
        }
        guard now.request.canAsk else {
            let reason = TokenError.length(token.value.count)
            return now.outcome = .failed(
                token.origin == .file
                    ? .tokenFile(draft.request.tokenFile ?? "-", InputWords.sentence(reason)) : .oddToken(reason))
        }
        now.drafts[index].oddToken = token
        now.detour = .oddToken(token.value.count, token.origin)
    }

    private mutating func decideOddToken(_ isUsed: Bool, _ index: Int) {
        now.detour = nil
        guard let token = now.drafts[index].oddToken else { return }
        now.drafts[index].oddToken = nil
        guard isUsed else { return now.drafts[index].tokenWay = .typed }
        now.drafts[index].token = token
        say(WizardWords.received(token, of: heading(index)))
    }

    private mutating func signedIn(_ report: ProbeReport, _ index: Int) {
        now.drafts[index].report = report
        say(WizardWords.signedIn(report, of: heading(index)))
        meetPredecessor(of: index, report)
        if now.detour == nil, now.outcome == nil { checkName(of: index) }
    }

    /// A name that was given beforehand has to be free.
    mutating func checkName(of index: Int) {
        guard let name = now.drafts[index].request.name, let other = namesTaken(besides: index)[name] else { return }
        if now.request.canAsk {
            now.drafts[index].request.name = nil
            askForName(index, like: name)
            say([WizardWords.nameTaken(name, by: other)])
        } else {
            fail(.unusable("--name", WizardWords.nameTaken(by: other), fix: WizardWords.anotherName(than: name)), [])
        }
    }

    private mutating func signInFailed(_ error: ProbeError, _ index: Int) {
        let endpoint = now.drafts[index].place.endpoint
        guard let error = now.drafts[index].course.take(error, canAsk: now.request.canAsk) else { return }
        let diagnosis = Diagnosis(error, at: endpoint)
        fail(
            diagnosis, SignInCourse.waysOut(of: error), said: WizardWords.refusal(error, diagnosis), at: endpoint.host)
    }

    /// The names that other bridges have, or are about to get.
    func namesTaken(besides index: Int) -> [String: BridgeID] {
        let own = now.drafts[index].entry(among: now.entries)?.id
        var taken = now.ready.filter { $0.entry.id != own }.map { ($0.entry.name, $0.entry.id) }
        let leaving = now.drafts.compactMap(\.replaces?.id)
        taken += now.entries.entries.filter { $0.id != own && !leaving.contains($0.id) }.map { ($0.name, $0.id) }
        return Dictionary(taken) { first, _ in first }
    }

    /// Asks for another name, beginning with this one.
    mutating func askForName(_ index: Int, like name: String) {
        now.changing = index
        now.detour = .text(Question.TextPrompt(id: .name, initial: name, taken: namesTaken(besides: index)))
    }
}
