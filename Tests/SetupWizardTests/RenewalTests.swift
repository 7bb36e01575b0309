import Discovery
import Entries
import Guidance
import NukiDomain
import Testing

@testable import SetupWizard

@Suite("reauth: a configured bridge is signed in to anew")
struct RenewalTests {
    private static let hallway = ConfiguredScreensTests.entry

    private static func core(
        hardwareMatches: Bool = true, _ change: (inout SetupRequest) -> Void = { _ in }
    ) -> SetupCore {
        var request = SetupRequest()
        request.canAsk = true
        request.bridge = hallway.id
        request.host = hallway.endpoint.host
        request.accepts = true
        request.handsOff = false
        request.renewal = SetupRequest.Renewal(hallway, hardwareMatches: hardwareMatches)
        change(&request)
        return SetupCore(request, SetupFacts(entries: EntryFile(entries: [hallway])))
    }

    @Test("it begins at the token, and ends with the writing: neither a review nor a hand-off is asked about")
    func course() throws {
        var core = Self.core()
        #expect(core.step.name == "ask for the way to the token")
        core.take(.choseTokenWay(.typed))
        core.take(.gotToken(try Sample.token(), .typed))
        #expect(core.step.name == "sign in 192.168.1.52:8080 encrypted+hashed, backward expecting 0A2B3C4D")
        core.take(.signedIn(Sample.report()))
        #expect(core.step.name == "plan Hallway")
        core.take(.planned([Sample.plan(Self.hallway)]))
        #expect(core.step.name == "save Hallway")
        core.take(.saved([Sample.plan(Self.hallway)]))
        guard case .finish(.configured(let bridges, handsOff: false)) = core.step else { throw WrongStep(core.step) }
        #expect(bridges.map(\.entry.name) == ["Hallway"])
    }

    @Test("a sign-in that is named goes with the stored token, unless a flag says where another one is")
    func signIn() {
        #expect(Self.core { $0.signIn = .only(.hashed) }.step.name == "read the token of Hallway")
        #expect(
            Self.core {
                $0.signIn = .only(.hashed)
                $0.tokenFile = "t"
            }.step.name == "read t")
        #expect(Self.core { $0.pressesButton = true }.step.name == "press 192.168.1.52:8080")
    }

    @Test("without a person and without a token the missing answer is named")
    func missing() throws {
        let step = Self.core { $0.canAsk = false }.step
        guard case .finish(.failed(let diagnosis)) = step else { throw WrongStep(step) }
        #expect(diagnosis.what == "the token is missing" && diagnosis.exit == .answerMissing)
    }

    @Test("the bridge's clock is looked for only where its own hardware answers")
    func clock() throws {
        var core = Self.core(hardwareMatches: false) { $0.tokenFile = "t" }
        core.take(.gotToken(try Sample.token(), .file))
        #expect(core.step.name == "sign in 192.168.1.52:8080 encrypted+hashed expecting 0A2B3C4D")
    }

    @Test("another bridge is refused; no search is offered, and at another address the same one has to be")
    func other() throws {
        let other = BridgeID(rawValue: 1)
        var core = Self.core { $0.tokenFile = "t" }
        core.take(.gotToken(try Sample.token(), .file))
        core.take(.signInFailed(.otherBridge(expected: Self.hallway.id, found: other)))
        #expect(core.ways == [.byHand, .leave])
        core.take(.choseWayOut(.byHand))
        core.take(.typed(.host, "192.168.1.77"))
        #expect(core.step.name == "sign in 192.168.1.77:8080 encrypted+hashed, backward expecting 0A2B3C4D")

        var silent = Self.core {
            $0.tokenFile = "t"
            $0.canAsk = false
        }
        silent.take(.gotToken(try Sample.token(), .file))
        silent.take(.signInFailed(.otherBridge(expected: Self.hallway.id, found: other)))
        guard case .finish(.failed(let diagnosis)) = silent.step else { throw WrongStep(silent.step) }
        #expect(diagnosis.id == .otherBridge && diagnosis.exit == .unreachable)
    }
}
