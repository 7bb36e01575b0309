import BridgeAPI
import Discovery
import Entries
import Guidance
import NukiDomain
import Testing

@testable import SetupWizard

@Suite("A new bridge with the devices of a configured one")
struct ReplacementTests {
    private static let newID = BridgeID(rawValue: 0x7788_99AA)

    /// Configured, with a device that the sample bridge lists, and settings of its own.
    private static var hallway: BridgeEntry {
        var entry = ConfiguredScreensTests.entry
        entry.devices = [EntryDevice(key: Sample.report().listing.devices[0].key, name: "Front door")]
        entry.callback = .off
        entry.pollSeconds = 77
        entry.clockOffset = -500
        return entry
    }

    /// Up to the sign-in of a bridge with a new id.
    private static func core(
        _ entries: [BridgeEntry] = [hallway], id: BridgeID = newID, _ change: (inout SetupRequest) -> Void = { _ in }
    ) throws -> SetupCore {
        var request = SetupRequest()
        request.canAsk = true
        request.host = .name("bridge.lan")
        request.tokenFile = "t"
        change(&request)
        var core = SetupCore(request, SetupFacts(entries: EntryFile(entries: entries)))
        core.take(.gotToken(try Sample.token(), .file))
        core.take(.signedIn(Sample.report(id: id)))
        return core
    }

    @Test("it is asked, and yes gives it the name and the settings of the old one, and nothing of its hardware")
    func yes() throws {
        var core = try Self.core()
        #expect(core.step.name == "ask whether 778899AA replaces Hallway")
        core.take(.choseReplacement(true))
        let entry = try core.planned()
        #expect(entry.id == Self.newID && entry.name == "Hallway")
        #expect(entry.callback == .off && entry.pollSeconds == 77)
        #expect(entry.mac != Self.hallway.mac && entry.clockOffset == 0)
        guard case .perform(.plan(let drafts)) = core.step else { throw WrongStep(core.step) }
        #expect(drafts[0].replaces == Self.hallway.id)
        core.take(.planned([Sample.plan(entry)]))
        guard case .ask(.review(let review)) = core.step else { throw WrongStep(core.step) }
        #expect(review.bridges[0].replaces?.id == Self.hallway.id)
        core.take(.accepted)
        core.take(.saved([Sample.plan(entry)]))
        #expect(core.now.entries.entries.map(\.id) == [Self.newID])
        #expect(core.now.configured[0].answers.replace == "0A2B3C4D")
    }

    @Test("no makes it a bridge of its own")
    func no() throws {
        var core = try Self.core()
        core.take(.choseReplacement(false))
        let entry = try core.planned()
        #expect(entry.name == "Bridge 778899AA" && entry.callback == .auto)
    }

    @Test("nothing is asked of a bridge that is configured, or that has no device of another")
    func notAsked() throws {
        var core = try Self.core(id: Self.hallway.id)
        _ = try core.planned()
        var other = Self.hallway
        other.devices = []
        core = try Self.core([other])
        _ = try core.planned()
    }

    @Test("the name of the old one is free after a yes, and taken after a no", arguments: [true, false])
    func name(_ isIt: Bool) throws {
        var core = try Self.core { $0.name = "Hallway" }
        core.take(.choseReplacement(isIt))
        if isIt {
            #expect(try core.planned().name == "Hallway")
        } else {
            #expect(core.step.name == "ask for the name (Hallway)")
        }
    }

    @Test("without a person it is said and not done; --replace does it", arguments: [nil, "Hallway", "0a2b3c4d"])
    func flag(_ word: String?) throws {
        var core = try Self.core {
            $0.canAsk = false
            $0.replaces = word
        }
        let said = core.takeNews().lines.map { "\($0)" }.joined()
        #expect(said.contains("--replace 0A2B3C4D") == (word == nil))
        #expect(try core.planned().name == (word == nil ? "Bridge 778899AA" : "Hallway"))
    }

    @Test("--replace that cannot be meant ends the setup")
    func refused() throws {
        var cellar = Self.hallway
        cellar.devices = []
        for (entries, word, id, what) in [
            ([Self.hallway], "Attic", Self.newID, "No configured bridge is called Attic"),
            ([cellar], "Hallway", Self.newID, "--replace cannot be used"),
            ([Self.hallway, Self.second], "Hallway", Self.second.id, "--replace cannot be used"),
        ] {
            let core = try Self.core(entries, id: id) { $0.replaces = word }
            guard case .finish(.failed(let diagnosis)) = core.step else { throw WrongStep(core.step) }
            #expect(diagnosis.what == what && diagnosis.exit == .answerMissing)
        }
    }

    @Test("--replace once more, after it was done, changes nothing", arguments: ["Hallway", "0A2B3C4D"])
    func again(_ word: String) throws {
        var now = Self.second
        now.name = "Hallway"
        var core = try Self.core([now], id: now.id) { $0.replaces = word }
        #expect(try core.planned().name == "Hallway")
    }

    private static let second = BridgeEntry(
        id: newID, name: "Attic",
        endpoint: Endpoint(host: .address(.v4(IPv4Address(192, 168, 1, 61))), port: .bridgeDefault), auth: .encrypted,
        source: .manual)
}
