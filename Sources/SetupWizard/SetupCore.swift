import BridgeAPI
import Discovery
public import Entries
import Guidance
import NukiDomain
public import TerminalUI

/// The wizard without its faces: from what is known follows what is needed next, and nothing else happens.
public struct SetupCore: Sendable {
    private let request: SetupRequest
    private var course = SignInCourse()
    private let entries: EntryFile
    private var place: Place?
    private var isTypingHost = false
    private var tokenWay: TokenOrigin?
    private var token: (value: BridgeToken, origin: TokenOrigin)?
    private var report: ProbeReport?
    private var plan: SavePlan?
    private var isAccepted = false
    private var saved: SavePlan?
    private var handsOff: Bool?
    private var failure: Failure?
    private var outcome: SetupOutcome?
    private var lines: [Passage] = []

    private struct Place {
        let endpoint: Endpoint
        let announced: BridgeCandidate?
        /// A person chose or typed it, now or on the command line.
        let isChosen: Bool
    }

    private struct Failure {
        let diagnosis: Diagnosis
        let waysOut: [WayOut]
    }

    /// Begins with what the flags answered and the bridges that are configured already.
    public init(_ request: SetupRequest, entries: EntryFile) {
        self.request = request
        self.entries = entries
        tokenWay = request.tokenFile != nil ? .file : request.pressesButton ? .button : nil
        handsOff = request.handsOff
        isAccepted = request.accepts
        if request.canAsk { lines = WizardWords.opening }
        if let host = request.host { settle(Endpoint(host: host, port: request.port)) }
        if request.host == nil, request.allowsPlain || (request.signIn == .only(.plain) && !request.canAsk) {
            let flag = request.allowsPlain ? "--allow-plain" : "--auth plain"
            fail(.unusable(flag, WizardWords.plainNeedsHost, fix: WizardWords.giveHost), [])
        }
    }

    /// What is needed next.
    public var step: SetupStep {
        if let outcome { return .finish(outcome) }
        if let failure {
            return .ask(.wayOut(failure.diagnosis, failure.waysOut + [.leave], at: place?.endpoint.host))
        }
        guard let place else { return placeStep }
        guard let token else { return tokenStep(place) }
        guard let report else {
            let expected = request.bridge ?? place.announced?.id
            let plan = course.plan(request, isChosen: place.isChosen, known: knownOffset(at: place.endpoint))
            return .perform(.signIn(place.endpoint, token.value, plan, expected: expected))
        }
        guard let plan else { return .perform(.plan(entry(place, report), token.value)) }
        if request.isDryRun { return .finish(.wouldWrite(plan)) }
        guard isAccepted else {
            return asked(.review(plan), else: WizardWords.consentMissing)
        }
        guard let saved else { return .perform(.save(plan.entry, token.value)) }
        guard let handsOff = handsOff ?? (request.canAsk ? nil : false) else { return .ask(.handOff) }
        let answers = SetupAnswers(
            request, endpoint: place.endpoint, name: saved.entry.name, mode: saved.entry.auth, token: token.origin,
            callback: saved.entry.callback.description)
        return .finish(
            .configured(
                ConfiguredBridge(
                    entry: saved.entry, token: token.value, report: report, written: saved, answers: answers),
                handsOff: handsOff))
    }

    /// The transcript since the last time it was asked for.
    public mutating func takeLines() -> [Passage] {
        defer { lines = [] }
        return lines
    }

    /// Takes what happened.
    public mutating func take(_ event: SetupEvent) {
        switch event {
        case .searched(let found): choose(among: found)
        case .choseBridge(let candidate): choose(candidate, isChosen: true)
        case .choseByHand: isTypingHost = true
        case .typedHost(let host): settle(Endpoint(host: host, port: request.port))
        case .choseTokenWay(let way): tokenWay = way
        case .gotToken(let value, let origin): received(value, origin)
        case .signedIn(let report): signedIn(report)
        case .signInFailed(let error): signInFailed(error)
        case .planned(let plan): planned(plan)
        case .accepted: isAccepted = true
        case .saved(let plan): wrote(plan)
        case .choseHandOff(let starts): handsOff = starts
        case .failed(let diagnosis): fail(diagnosis, waysOut(of: diagnosis))
        case .choseWayOut(let way): leave(by: way)
        case .gaveUp(let diagnosis): outcome = .gaveUp(diagnosis)
        case .left: outcome = .left(wrote: saved != nil)
        }
    }
}

extension SetupCore {
    private var placeStep: SetupStep {
        guard request.canAsk else { return .perform(.search) }
        return .ask(isTypingHost ? .host : .bridge)
    }

    private func tokenStep(_ place: Place) -> SetupStep {
        switch tokenWay {
        case .file?: .perform(.readToken(request.tokenFile ?? "-"))
        case .button?: .perform(.pressButton(place.endpoint))
        case .typed?: asked(.token, else: WizardWords.tokenMissing)
        case nil: asked(.tokenWay(at: place.endpoint.host), else: WizardWords.tokenMissing)
        }
    }

    private func asked(_ question: Question, else diagnosis: Diagnosis) -> SetupStep {
        request.canAsk ? .ask(question) : .finish(.failed(diagnosis))
    }

    private mutating func choose(_ candidate: BridgeCandidate, isChosen: Bool) {
        let endpoint = Endpoint(host: .address(.v4(candidate.address)), port: candidate.port ?? request.port)
        settle(endpoint, candidate, isChosen: isChosen)
    }

    /// Nobody is there to choose: the bridge that was asked for, or the only one.
    private mutating func choose(among found: [BridgeCandidate]) {
        let wanted = request.bridge.map { id in found.filter { $0.id == id } } ?? found
        switch wanted.count {
        case 0: fail(.nothingFound(where: WizardWords.searched), [])
        // A program's choice of a bridge is no person's choice of the address that claims to be it.
        case 1: choose(wanted[0], isChosen: false)
        default: fail(WizardWords.choiceMissing(wanted), [])
        }
    }

    private mutating func settle(_ endpoint: Endpoint, _ announced: BridgeCandidate? = nil, isChosen: Bool = true) {
        place = Place(endpoint: endpoint, announced: announced, isChosen: isChosen)
        isTypingHost = false
        lines.append(WizardWords.chose(endpoint, announced))
    }

    private mutating func received(_ value: BridgeToken, _ origin: TokenOrigin) {
        token = (value, origin)
        lines.append(WizardWords.received(value, origin))
    }

    private mutating func signedIn(_ report: ProbeReport) {
        if let name = request.name, let other = entries.entries.first(where: { $0.name == name && $0.id != report.id })
        {
            return fail(
                .unusable("--name", WizardWords.nameTaken(by: other.id), fix: WizardWords.anotherName(than: name)), [])
        }
        self.report = report
        lines += WizardWords.signedIn(report)
    }

    private mutating func signInFailed(_ error: ProbeError) {
        guard let place, let error = course.take(error, canAsk: request.canAsk) else { return }
        let diagnosis = Diagnosis(error, at: place.endpoint)
        fail(diagnosis, SignInCourse.waysOut(of: error), said: WizardWords.refusal(error, diagnosis))
    }

    /// What is as it should be needs no review and no writing.
    private mutating func planned(_ plan: SavePlan) {
        self.plan = plan
        if !plan.isChange, !request.isDryRun { wrote(plan) }
    }

    private mutating func wrote(_ plan: SavePlan) {
        saved = plan
        isAccepted = true
        lines.append(WizardWords.wrote(plan))
    }

    /// A failure with ways out is said now and asked about; one without is the end, and is said there.
    private mutating func fail(_ diagnosis: Diagnosis, _ waysOut: [WayOut], said passage: Passage? = nil) {
        guard request.canAsk, !waysOut.isEmpty else { return outcome = .failed(diagnosis) }
        failure = Failure(diagnosis: diagnosis, waysOut: waysOut)
        lines.append(passage ?? WizardWords.failure(diagnosis))
    }

    /// What may help where the wizard stands now.
    private func waysOut(of diagnosis: Diagnosis) -> [WayOut] {
        if place == nil { return [.again, .byHand] }
        if token == nil { return waysToAToken(after: diagnosis) }
        return [.again]
    }

    private func waysToAToken(after diagnosis: Diagnosis) -> [WayOut] {
        guard tokenWay == .button else { return [.typeToken, .pressButton] }
        switch diagnosis.id {
        case .connectionRefused?, .noAnswer?, .notABridge?: return [.again, .byHand]
        default: return [.again, .typeToken]
        }
    }

    private mutating func leave(by way: WayOut) {
        guard let failure else { return }
        self.failure = nil
        course.follow(way)
        switch way {
        case .again, .lookAhead, .allowPlain, .bridgeClock, .mended, .keepPlain: break
        case .byHand:
            place = nil
            isTypingHost = true
            // Another bridge's light is lit by another consent.
            if tokenWay == .button, !request.pressesButton { tokenWay = nil }
        case .pressButton, .typeToken:
            token = nil
            tokenWay = way == .pressButton ? .button : .typed
        case .leave: outcome = .gaveUp(failure.diagnosis)
        }
    }
}

extension SetupCore {
    /// The entry that the report asks for; what an entry of this bridge already says about other things is kept.
    private func entry(_ place: Place, _ report: ProbeReport) -> BridgeEntry {
        let old = entries[report.id]
        let isSameAddress = old?.endpoint == place.endpoint
        var entry = BridgeEntry(
            id: report.id, name: request.name ?? old?.name ?? WizardWords.name(report.id), endpoint: place.endpoint,
            auth: report.mode, serverID: report.serverID?.rawValue,
            mac: report.hardware ?? place.announced?.mac ?? old?.mac,
            firmware: report.firmware,
            source: place.announced?.addressSource ?? (isSameAddress ? old?.source ?? .manual : .manual),
            clockOffset: settledOffset(report.stampOffset, old?.clockOffset ?? 0),
            devices: report.listing.devices.map { EntryDevice($0) })
        if let old {
            entry.followsAddress = old.followsAddress
            entry.callback = old.callback
            entry.pollSeconds = old.pollSeconds
        }
        return entry
    }

    /// Two measurements a moment apart differ by a second or two: what makes no difference to a sign-in changes nothing.
    private func settledOffset(_ measured: Int, _ old: Int) -> Int {
        let noise = 20
        return abs(measured - old) > noise ? measured : old
    }

    /// The offset of the entry that has this address: the bridge's clock may still be as it was.
    private func knownOffset(at endpoint: Endpoint) -> Int {
        entries.entries.first { $0.endpoint == endpoint }?.clockOffset ?? 0
    }
}
