import Discovery
import Entries
import Guidance
import NukiDomain

// Where the bridge is.

extension SetupCore {
    /// What is needed to know where the bridge is.
    var placeStep: SetupStep {
        guard now.request.canAsk else {
            var scope = now.scope
            scope.settles = true
            return .perform(.search(scope))
        }
        if let deafness = facts.deafness, now.scope.listens { return .ask(.deafness(deafness)) }
        return .ask(.bridge(now.scope))
    }

    /// Takes what concerns the search.
    mutating func place(_ event: SetupEvent) {
        switch event {
        case .choseDeafness: now.scope.listens = false
        case .choseBridges(let candidates): choose(candidates)
        case .chosePress(let candidates):
            now.contenders = candidates.map { BridgeDraft.Place($0, port: now.request.port, isChosen: true) }
        case .choseByHand: now.detour = .text(Question.TextPrompt(id: .host))
        case .choseCloud: now.detour = .cloud
        case .allowedCloud(let isAllowed):
            now.detour = nil
            now.scope.asksCloud = isAllowed
        case .choseSearch(let interface):
            now.scope.interface = interface
            now.scope.asksCloud = false
        case .searched(let found): choose(among: found)
        case .pressed(let press): pressed(press)
        default: break
        }
    }

    /// A person's choice.
    private mutating func choose(_ candidates: [BridgeCandidate]) {
        let places = candidates.map { BridgeDraft.Place($0, port: now.request.port, isChosen: true) }
        if places.count == 1, let id = places[0].id, now.entries[id] != nil { return change(places[0]) }
        for place in places { add(place) }
    }

    /// Nobody is there to choose: the bridge that was asked for, or the only one.
    private mutating func choose(among found: [BridgeCandidate]) {
        let wanted = now.request.bridge.map { id in found.filter { $0.id == id } } ?? found
        switch wanted.count {
        case 0: fail(.nothingFound(where: WizardWords.searched), [])
        // A program's choice of a bridge is no person's choice of the address that claims to be it.
        case 1: add(BridgeDraft.Place(wanted[0], port: now.request.port, isChosen: false))
        default: fail(WizardWords.choiceMissing(wanted), [])
        }
    }

    /// The first of several whose button was pressed.
    private mutating func pressed(_ press: ButtonPress) {
        guard let place = now.contenders.first(where: { $0.endpoint == press.endpoint }) else { return }
        now.contenders = []
        say([WizardWords.pressed(place)])
        add(place)
        received(BridgeDraft.Token(value: press.token, origin: .button), 0)
    }

    /// The address that a person gave.
    mutating func settle(_ host: Host) {
        add(BridgeDraft.Place(endpoint: Endpoint(host: host, port: now.request.port)))
    }

    /// One more bridge, or another address for the answers that had the wrong one.
    mutating func add(_ place: BridgeDraft.Place) {
        var draft = now.homeless ?? BridgeDraft(now.request, at: place)
        draft.place = place
        now.homeless = nil
        now.drafts.append(draft)
        say([WizardWords.chose(place)])
    }
}
