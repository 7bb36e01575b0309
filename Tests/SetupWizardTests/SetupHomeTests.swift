import Discovery
import Entries
import FoundationEssentials
import Guidance
import NukiDomain
import Sightings
import TerminalUI
import Testing

@testable import SetupWizard

@Suite("The wizard on a configured machine, and after an interruption")
struct SetupHomeTests {
    private static let hallway = ConfiguredScreensTests.entry
    private static let cellar = BridgeEntry(
        id: BridgeID(rawValue: 0x5E6F_7081), name: "Cellar",
        endpoint: Endpoint(host: .address(.v4(IPv4Address(192, 168, 1, 61))), port: .bridgeDefault), auth: .encrypted,
        source: .manual)

    private static func core(
        _ entries: [BridgeEntry], journal: SetupJournal? = nil, _ change: (inout SetupRequest) -> Void = { _ in }
    ) -> SetupCore {
        var request = SetupRequest()
        request.canAsk = true
        change(&request)
        return SetupCore(request, SetupFacts(entries: EntryFile(entries: entries), journal: journal))
    }

    private static func online(_ entry: BridgeEntry) -> BridgeCondition {
        BridgeCondition(entry: entry, answer: .online(latency: .milliseconds(9), devices: 1), hardwareMatches: true)
    }

    @Test("every bridge is looked at first, and any flag about a bridge goes straight on")
    func begin() {
        var core = Self.core([Self.hallway, Self.cellar])
        #expect(core.step.name == "check Hallway, Cellar")
        core.take(.checked([Self.hallway, Self.cellar].map(Self.online)))
        #expect(core.step.name == "ask what to do with Hallway, Cellar")
        core.take(.choseTask(.leave))
        #expect(core.step.name == "finish")

        core = Self.core([Self.hallway]) { $0.bridge = Self.cellar.id }
        #expect(core.step.name == "ask for the bridge, by flags")
    }

    @Test("with several bridges, change and remove ask which")
    func which() {
        var core = Self.core([Self.hallway, Self.cellar])
        core.take(.checked([Self.hallway, Self.cellar].map(Self.online)))
        core.take(.choseTask(.remove))
        #expect(core.step.name == "ask which to remove: Hallway, Cellar")
        core.take(.choseEntry(Self.cellar.id))
        #expect(core.step.name == "ask whether to remove Cellar")
        core.take(.choseRemoval(false))
        #expect(core.step.name == "ask what to do with Hallway, Cellar")
        core.take(.choseTask(.remove))
        core.take(.choseEntry(Self.cellar.id))
        core.take(.choseRemoval(true))
        #expect(core.step.name == "remove Cellar")
        core.take(.removed(Self.cellar, .none))
        #expect(core.step.name == "ask what to do with Hallway")
        core.take(.choseTask(.change))
        #expect(core.step.name == "read the token of Hallway")
    }

    @Test("what cannot be removed is said, and the menu is asked again")
    func notRemoved() {
        var core = Self.core([Self.hallway])
        core.take(.checked([Self.online(Self.hallway)]))
        core.take(.choseTask(.remove))
        core.take(.choseRemoval(true))
        core.take(.failed(.missing("the right", how: [])))
        #expect(core.step.name == "ask what to do with Hallway")
    }

    @Test(
        "each row of a change leads to its question, and to the bridge only where it has to agree",
        arguments: ReviewRow.allCases)
    func change(_ row: ReviewRow) throws {
        var core = Self.core([Self.hallway])
        core.take(.checked([Self.online(Self.hallway)]))
        core.take(.choseTask(.change))
        core.take(.gotToken(try Sample.token(), .stored))
        let before = try core.planned()
        #expect(before == Self.hallway)
        core.take(.planned([SavePlan(entry: before, files: [], steps: [])]))
        #expect(core.step.name == "ask what to change")
        core.take(.choseRow(bridge: 0, row))
        let (question, answer, next): (String, SetupEvent, String) =
            switch row {
            case .name: ("ask for the name (Hallway)", .typed(.name, "Entrance"), "plan Entrance")
            case .address:
                (
                    "ask for the host (192.168.1.52)", .typed(.host, "192.168.1.53:8081"),
                    "sign in 192.168.1.53:8081 encrypted+hashed, backward expecting 0A2B3C4D"
                )
            case .port:
                (
                    "ask for the port (8080)", .typed(.port, "8082"),
                    "sign in 192.168.1.52:8082 encrypted+hashed, backward expecting 0A2B3C4D"
                )
            case .token: ("ask for the way to the token", .choseTokenWay(.typed), "ask for the token")
            case .signIn:
                (
                    "ask for the sign-in", .choseSignIn(.only(.hashed)),
                    "sign in 192.168.1.52:8080 hashed, backward expecting 0A2B3C4D"
                )
            case .updates: ("ask for the callback (auto)", .typed(.callback, "off"), "plan Hallway")
            }
        #expect(core.step.name == question)
        core.take(answer)
        #expect(core.step.name == next)
        guard row == .name || row == .updates else { return }
        let entry = try core.planned()
        var changed = Self.hallway
        if row == .name { changed.name = "Entrance" } else { changed.callback = .off }
        #expect(entry == changed)
        core.take(.planned([Sample.plan(entry)]))
        #expect(core.step.name == "ask for consent to \(entry.name)")
        #expect(core.journal == nil, "a change is not what an interrupted setup goes on with")
        core.take(.accepted)
        core.take(.saved([Sample.plan(entry)]))
        core.take(.choseHandOff(.leave))
        guard case .finish(.configured(let bridges, _)) = core.step else { throw WrongStep(core.step) }
        let report = String(decoding: try JSONEncoder().encode(SetupReport(bridges[0])), as: UTF8.self)
        #expect(!report.contains("state"), "nobody asked the bridge")
    }

    @Test("a configured bridge at another address has to sign in there before anything is changed")
    func moved() throws {
        var core = Self.core([Self.hallway])
        core.take(.checked([Self.online(Self.hallway)]))
        core.take(.choseTask(.add))
        core.take(
            .choseBridges([
                BridgeCandidate(
                    id: Sample.id, hostName: "Nuki_Bridge_0A2B3C4D", address: IPv4Address(192, 168, 1, 77),
                    source: .dhcp, seen: Sample.candidate.seen)
            ]))
        core.take(.gotToken(try Sample.token(), .stored))
        #expect(core.step.name == "sign in 192.168.1.77:8080 encrypted+hashed, backward expecting 0A2B3C4D")
    }

    @Test("a refused token is asked about before anything else, and the same bridge has to answer")
    func reauth() throws {
        var core = Self.core([Self.hallway])
        core.take(.checked([BridgeCondition(entry: Self.hallway, answer: .refused)]))
        #expect(core.step.name == "ask about the token of Hallway")
        var later = core
        later.take(.choseReauth(nil))
        #expect(later.step.name == "ask what to do with Hallway")
        core.take(.choseReauth(.typed))
        #expect(core.step.name == "ask for the token")
        core.take(.gotToken(try Sample.token(), .typed))
        // Nothing tells that this is the bridge's own address: its clock is not looked for there.
        #expect(core.step.name == "sign in 192.168.1.52:8080 encrypted+hashed expecting 0A2B3C4D")
    }

    @Test("with nobody to ask, a configured bridge is looked for where it was, and equal answers write nothing")
    func unattended() throws {
        var core = Self.core([Self.hallway]) {
            $0.canAsk = false
            $0.bridge = Sample.id
            $0.tokenFile = "t"
        }
        #expect(core.step.name == "read t")
        core.take(.gotToken(try Sample.token(), .file))
        #expect(core.step.name == "sign in 192.168.1.52:8080 encrypted+hashed expecting 0A2B3C4D")
        core.take(.signedIn(Sample.report()))
        core.take(.planned([SavePlan(entry: Self.hallway, files: [], steps: [])]))
        guard case .finish(.configured(let bridges, handsOff: false)) = core.step else { throw WrongStep(core.step) }
        #expect(bridges.map(\.written.isChange) == [false])
    }

    @Test("what cannot be continued is not said to be", arguments: [true, false])
    func resumable(_ isResumable: Bool) {
        var request = SetupRequest()
        request.canAsk = true
        var facts = SetupFacts()
        facts.isResumable = isResumable
        var core = SetupCore(request, facts)
        core.take(.choseBridges([Sample.candidate]))
        core.take(.left)
        #expect((core.journal != nil) == isResumable)
    }

    @Test("after an interruption the chosen bridge is offered, for a day, and no secret is in the journal")
    func resume() throws {
        var first = Self.core([])
        first.take(.choseBridges([Sample.candidate]))
        first.take(.choseTokenWay(.typed))
        first.take(.gotToken(try Sample.token("aB3xY9zzzzzz"), .typed))
        first.take(.left)
        var journal = try #require(first.journal)
        let now = Date(timeIntervalSince1970: 1_800_000_000)
        journal.written = now
        #expect(journal.isFresh(at: now + 24 * 3600 - 1))
        #expect(!journal.isFresh(at: now + 24 * 3600))
        #expect(!journal.isFresh(at: now - 1))
        let text = String(decoding: try JSONEncoder().encode(journal), as: UTF8.self)
        #expect(!text.contains("aB3xY9"))
        journal = try JSONDecoder().decode(SetupJournal.self, from: Data(text.utf8))

        var core = Self.core([], journal: journal)
        #expect(core.step.name == "ask whether to go on with Nuki_Bridge_0A2B3C4D")
        #expect(core.journal == journal)
        var anew = core
        anew.take(.choseResume(false))
        #expect(anew.step.name == "ask for the bridge, by flags")
        #expect(anew.journal == nil)
        core.take(.choseResume(true))
        #expect(core.step.name == "ask for the way to the token")
        core.take(.choseTokenWay(.typed))
        core.take(.gotToken(try Sample.token(), .typed))
        #expect(core.step.name == "sign in 192.168.1.52:8080 encrypted+hashed, backward expecting 0A2B3C4D")
        core.take(.signedIn(Sample.report()))
        #expect(try core.planned().mac == Sample.candidate.mac)
    }

    @Test("nothing is kept of a dry run, of a run without a person, or before a bridge is chosen")
    func noJournal() {
        #expect(Self.core([]).journal == nil)
        #expect(
            Self.core([]) {
                $0.isDryRun = true; $0.host = .name("bridge.lan")
            }.journal == nil)
        #expect(
            Self.core([]) {
                $0.canAsk = false; $0.host = .name("bridge.lan")
            }.journal == nil)
        #expect(Self.core([]) { $0.host = .name("bridge.lan") }.journal?.title == "bridge.lan")
    }
}
