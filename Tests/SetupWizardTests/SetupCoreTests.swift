import BridgeAPI
import Discovery
import Entries
import Guidance
import NukiDomain
import Sightings
import TerminalUI
import TestKit
import Testing

@testable import SetupWizard

@Suite("The core of the wizard, without any face")
struct SetupCoreTests {
    @Test("Flags answer everything: sign in, plan, save, done")
    func unattended() throws {
        var request = SetupRequest()
        request.host = .address(.v4(Sample.address))
        request.tokenFile = "t"
        request.accepts = true
        var core = SetupCore(request)

        #expect(core.step.name == "read t")
        core.take(.gotToken(try Sample.token(), .file))
        #expect(core.step.name == "sign in 192.168.1.52:8080 encrypted+hashed, backward expecting any")
        core.take(.signedIn(Sample.report()))
        let entry = try core.planned()
        #expect(entry.name == "Bridge 0A2B3C4D")
        #expect(entry.source == .manual)
        core.take(.planned([Sample.plan(entry)]))
        #expect(core.step.name == "save Bridge 0A2B3C4D")
        core.take(.saved([Sample.plan(entry)]))
        guard case .finish(.configured(let configured, handsOff: false)) = core.step else { throw WrongStep(core.step) }
        #expect(configured.map(\.entry.id) == [Sample.id])
    }

    @Test("Without a person each missing answer is KT-INPUT with its own flag")
    func missing() throws {
        var request = SetupRequest()
        request.host = .address(.v4(Sample.address))
        #expect(try Self.failure(SetupCore(request)).fixes[0].contains("--token-file"))

        request.tokenFile = "t"
        var core = SetupCore(request)
        core.take(.gotToken(try Sample.token(), .file))
        core.take(.signedIn(Sample.report()))
        core.take(.planned([Sample.plan(Self.entry)]))
        let diagnosis = try Self.failure(core)
        #expect(diagnosis.id == .inputMissing)
        #expect(diagnosis.exit == .answerMissing)
        #expect(diagnosis.fixes[0].contains("--yes"))
    }

    @Test("An unattended search takes the only bridge, or the one that was named, and never guesses")
    func unattendedSearch() throws {
        let other = BridgeCandidate(
            id: BridgeID(rawValue: 0x5E6F_7081), hostName: "Nuki_Bridge_5E6F7081",
            address: IPv4Address(192, 168, 1, 61),
            source: .dhcp, seen: Sample.candidate.seen)
        var core = SetupCore(SetupRequest())
        #expect(core.step.name == "search settles")
        core.take(.searched([Sample.candidate, other]))
        #expect(try Self.failure(core).fixes[0].contains("--bridge ID: 0A2B3C4D at 192.168.1.52, 5E6F7081"))

        core = SetupCore(SetupRequest())
        core.take(.searched([]))
        #expect(try Self.failure(core).id == .nothingFound)

        var named = SetupRequest()
        named.bridge = other.id
        named.pressesButton = true
        core = SetupCore(named)
        core.take(.searched([Sample.candidate, other]))
        #expect(core.step.name == "press 192.168.1.61:8080")
        core.take(.gotToken(try Sample.token(), .button))
        #expect(core.step.name == "sign in 192.168.1.61:8080 encrypted+hashed expecting 5E6F7081")
    }

    @Test("A bridge from the list has to be the one that was announced")
    func expectsTheAnnounced() throws {
        var request = SetupRequest()
        request.canAsk = true
        var core = SetupCore(request)
        #expect(core.step.name == "ask for the bridge, by flags")
        core.take(.choseBridges([Sample.candidate]))
        core.take(.gotToken(try Sample.token(), .typed))
        #expect(core.step.name == "sign in 192.168.1.52:8080 encrypted+hashed, backward expecting 0A2B3C4D")
        core.take(.signedIn(Sample.report()))
        let entry = try core.planned()
        #expect(entry.mac == Sample.candidate.mac)
        #expect(entry.source == .dhcp)
    }

    @Test("The token goes in clear only with consent, and consent needs a host that a person gave")
    func plainNeedsConsent() throws {
        var request = SetupRequest()
        request.allowsPlain = true
        #expect(try Self.failure(SetupCore(request)).fixes[0].contains("--host"))

        request.allowsPlain = false
        request.signIn = .only(.plain)
        #expect(try Self.failure(SetupCore(request)).what.contains("--auth plain"))

        request.host = .address(.v4(Sample.address))
        request.allowsPlain = true
        request.signIn = .auto
        #expect(request.plan.plain == .settles && request.plan.signed == [.encrypted, .hashed])
        request.allowsPlain = false
        #expect(request.plan.plain == .never)
        request.signIn = .only(.plain)
        #expect(request.plan.plain == .signsIn && request.plan.signed.isEmpty)
    }

    @Test("After a refused token: another token, the button, or in clear; leaving keeps the failure's exit code")
    func refused() throws {
        var core = try Self.refusedCore()
        guard case .ask(.wayOut(_, let ways, _)) = core.step else { throw WrongStep(core.step) }
        #expect(ways == [.pressButton, .typeToken, .lookAhead, .allowPlain, .leave])

        var plain = core
        plain.take(.choseWayOut(.allowPlain))
        #expect(plain.step.name == "sign in 192.168.1.52:8080 plain? expecting any")

        var ahead = core
        ahead.take(.choseWayOut(.lookAhead))
        #expect(ahead.step.name == "sign in 192.168.1.52:8080 encrypted+hashed, forward expecting any")
        ahead.take(.signInFailed(Self.refusal([.forward])))
        #expect(ahead.ways == [.pressButton, .typeToken, .allowPlain, .leave])
        // Another token is another consent.
        ahead.take(.choseWayOut(.typeToken))
        ahead.take(.gotToken(try Sample.token(), .typed))
        #expect(ahead.step.name == "sign in 192.168.1.52:8080 encrypted+hashed, backward expecting any")

        var typed = core
        typed.take(.choseWayOut(.typeToken))
        #expect(typed.step.name == "ask for the token")

        core.take(.choseWayOut(.leave))
        guard case .finish(let outcome) = core.step else { throw WrongStep(core.step) }
        #expect(outcome.exit == .signInRefused)
    }

    @Test("Ctrl-C ends with 130 wherever it comes")
    func left() throws {
        var core = try Self.refusedCore()
        core.take(.left)
        guard case .finish(let outcome) = core.step else { throw WrongStep(core.step) }
        #expect(outcome.exit == .interrupted)
    }

    @Test("What an entry says already is kept; a clock within the noise of measuring changes nothing")
    func keepsWhatIsThere() throws {
        var known = Self.entry
        known.name = "Hallway"
        known.followsAddress = false
        known.pollSeconds = 60
        known.mac = Sample.candidate.mac
        known.clockOffset = -430
        let file = EntryFile(entries: [known])
        var request = SetupRequest()
        request.host = .address(.v4(Sample.address))
        var core = SetupCore(request, SetupFacts(entries: file))
        core.take(.gotToken(try Sample.token(), .typed))
        core.take(.signedIn(Sample.report(offset: -427)))
        let entry = try core.planned()
        #expect(entry == known)
    }

    @Test("The offset of the entry at this address is tried first, and at another address it is not")
    func knownOffset() throws {
        var known = Self.entry
        known.clockOffset = 300
        var request = SetupRequest()
        request.host = .address(.v4(Sample.address))
        var core = SetupCore(request, SetupFacts(entries: EntryFile(entries: [known])))
        core.take(.gotToken(try Sample.token(), .typed))
        #expect(core.step.name == "sign in 192.168.1.52:8080 encrypted+hashed, 300 s, backward expecting any")
        request.port = try #require(Port("8081"))
        core = SetupCore(request, SetupFacts(entries: EntryFile(entries: [known])))
        core.take(.gotToken(try Sample.token(), .typed))
        #expect(core.step.name == "sign in 192.168.1.52:8081 encrypted+hashed, backward expecting any")
    }

    @Test("The bridge's clock is not looked for at an address that nobody chose")
    func nobodyChose() throws {
        var request = SetupRequest()
        request.tokenFile = "t"
        var core = SetupCore(request)
        core.take(.searched([Sample.candidate]))
        core.take(.gotToken(try Sample.token(), .file))
        #expect(core.step.name == "sign in 192.168.1.52:8080 encrypted+hashed expecting 0A2B3C4D")
    }

    @Test("A name that another bridge has is refused with its id")
    func nameTaken() throws {
        let file = EntryFile(entries: [Self.entry])
        var request = SetupRequest()
        request.host = .address(.v4(Sample.address))
        request.name = Self.entry.name
        var core = SetupCore(request, SetupFacts(entries: file))
        core.take(.gotToken(try Sample.token(), .typed))
        core.take(.signedIn(Sample.report(id: BridgeID(rawValue: 9))))
        #expect(try Self.failure(core).why.contains("0A2B3C4D"))
    }

    @Test("What is as it should be is neither reviewed nor written")
    func unchanged() throws {
        var request = SetupRequest()
        request.host = .address(.v4(Sample.address))
        request.canAsk = true
        var core = SetupCore(request)
        core.take(.gotToken(try Sample.token(), .typed))
        core.take(.signedIn(Sample.report()))
        _ = try core.planned()
        core.take(.planned([SavePlan(entry: Self.entry, files: [], steps: [])]))
        #expect(core.step.name == "ask what now")
    }

    @Test("After a dead end at the button another address can be typed, and the way to the token is asked again")
    func wrongAddress() throws {
        var request = SetupRequest()
        request.host = .address(.v4(Sample.address))
        request.canAsk = true
        var core = SetupCore(request)
        core.take(.choseTokenWay(.button))
        core.take(.failed(Diagnosis(.notABridge("it answered 404"), at: Sample.endpoint)))
        guard case .ask(.wayOut(_, let ways, _)) = core.step else { throw WrongStep(core.step) }
        #expect(ways == [.again, .byHand, .leave])
        core.take(.choseWayOut(.byHand))
        #expect(core.step.name == "ask for the host (192.168.1.52)")
        core.take(.typed(.host, "bridge.lan"))
        #expect(core.step.name == "ask for the way to the token")
    }

    @Test("The entry gets the offset that stamps are made with, unless it is within the noise of measuring")
    func stampOffset() throws {
        var request = SetupRequest()
        request.host = .address(.v4(Sample.address))
        for (measured, kept) in [(-430, -430), (300, 300), (12, 0), (-20, 0)] {
            var core = SetupCore(request)
            core.take(.gotToken(try Sample.token(), .typed))
            core.take(.signedIn(Sample.report(offset: measured)))
            let entry = try core.planned()
            #expect(entry.clockOffset == kept)
        }
    }

    @Test("In lines the button is waited for twice before anything is asked")
    func twoWindows() throws {
        var request = SetupRequest()
        request.host = .address(.v4(Sample.address))
        request.canAsk = true
        var core = SetupCore(request, SetupFacts(form: .line))
        core.take(.choseTokenWay(.button))
        core.take(.failed(.notPressed))
        #expect(core.step.name == "press 192.168.1.52:8080")
        core.take(.failed(.notPressed))
        #expect(core.ways == [.again, .typeToken, .leave])
    }

    @Test("A bridge without a hardware id is asked about, and known by its server id then")
    func serverID() throws {
        var request = SetupRequest()
        request.host = .address(.v4(Sample.address))
        request.canAsk = true
        var core = SetupCore(request)
        core.take(.gotToken(try Sample.token(), .typed))
        core.take(.signInFailed(.noHardwareID))
        #expect(core.ways == [.useServerID, .byHand, .leave])
        core.take(.choseWayOut(.useServerID))
        guard case .perform(.signIn(_, _, let plan, _)) = core.step else { throw WrongStep(core.step) }
        #expect(plan.takesServerID)
    }

    @Test("Another bridge at the address leads back to the search, and the answers go along")
    func otherBridge() throws {
        var request = SetupRequest()
        request.canAsk = true
        var core = SetupCore(request)
        core.take(.choseBridges([Sample.candidate]))
        core.take(.choseTokenWay(.typed))
        core.take(.gotToken(try Sample.token(), .typed))
        core.take(.signInFailed(.otherBridge(expected: Sample.id, found: BridgeID(rawValue: 9))))
        #expect(core.ways == [.search, .byHand, .leave])
        core.take(.choseWayOut(.search))
        #expect(core.step.name == "ask for the bridge, by flags")
        core.take(.choseBridges([Sample.otherCandidate]))
        #expect(core.step.name == "sign in 192.168.1.61:8080 encrypted+hashed, backward expecting 5E6F7081")
    }

    @Test("A token of odd length is used only where a person or a flag says so")
    func oddToken() throws {
        let long = try BridgeToken(parsing: String(repeating: "k", count: 31), anyLength: true)
        var request = SetupRequest()
        request.host = .address(.v4(Sample.address))
        request.tokenFile = "t"
        var core = SetupCore(request)
        core.take(.gotToken(long, .file))
        #expect(try Self.failure(core).id == .inputMissing)

        request.anyTokenLength = true
        core = SetupCore(request)
        core.take(.gotToken(long, .file))
        #expect(core.step.name == "sign in 192.168.1.52:8080 encrypted+hashed, backward expecting any")

        request.anyTokenLength = false
        request.canAsk = true
        core = SetupCore(request)
        core.take(.gotToken(long, .file))
        #expect(core.step.name == "ask about 31 characters")
        var used = core
        used.take(.choseOddToken(true))
        #expect(used.step.name == "sign in 192.168.1.52:8080 encrypted+hashed, backward expecting any")
        core.take(.choseOddToken(false))
        #expect(core.step.name == "ask for the token")
    }

    @Test("What cannot be saved is tried again or left, with its own exit code")
    func notSaved() throws {
        var request = SetupRequest()
        request.host = .address(.v4(Sample.address))
        request.canAsk = true
        var core = SetupCore(request)
        core.take(.gotToken(try Sample.token(), .typed))
        core.take(.signedIn(Sample.report()))
        core.take(.planned([Sample.plan(try core.planned())]))
        core.take(.accepted)
        core.take(.failed(Diagnosis(.saveDenied, "no", exit: .notWritten)))
        #expect(core.ways == [.again, .leave])
        var again = core
        again.take(.choseWayOut(.again))
        #expect(again.step.name == "save Bridge 0A2B3C4D")
        core.take(.choseWayOut(.leave))
        guard case .finish(let outcome) = core.step else { throw WrongStep(core.step) }
        #expect(outcome.exit == .notWritten)
    }

    @Test("A dry run stops before anything is written")
    func dryRun() throws {
        var request = SetupRequest()
        request.host = .address(.v4(Sample.address))
        request.isDryRun = true
        var core = SetupCore(request)
        core.take(.gotToken(try Sample.token(), .typed))
        core.take(.signedIn(Sample.report()))
        core.take(.planned([Sample.plan(Self.entry)]))
        guard case .finish(.wouldWrite) = core.step else { throw WrongStep(core.step) }
    }
}

extension SetupCoreTests {
    fileprivate static let entry = BridgeEntry(
        id: Sample.id, name: "Bridge 0A2B3C4D", endpoint: Sample.endpoint, auth: .encrypted, serverID: 7,
        firmware: "2.14.0", source: .manual, devices: Sample.report().listing.devices.map { EntryDevice($0) })

    static func refusedCore() throws -> SetupCore {
        var request = SetupRequest()
        request.canAsk = true
        request.host = .address(.v4(Sample.address))
        var core = SetupCore(request)
        core.take(.gotToken(try Sample.token(), .typed))
        core.take(.signInFailed(refusal([.backward])))
        return core
    }

    static func refusal(_ searched: [ClockSearch.Direction]) -> ProbeError {
        .tokenRefused(
            SignInRefusal(
                tried: [.encrypted, .hashed], statuses: [401], searched: searched, searchEnd: .exhausted))
    }

    fileprivate static func failure(_ core: SetupCore) throws -> Diagnosis {
        guard case .finish(.failed(let diagnosis)) = core.step else { throw WrongStep(core.step) }
        return diagnosis
    }
}
