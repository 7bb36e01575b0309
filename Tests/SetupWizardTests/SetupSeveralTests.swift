import BridgeAPI
import Discovery
import Entries
import Guidance
import NukiDomain
import TerminalUI
import Testing

@testable import SetupWizard

@Suite("The wizard with several bridges")
struct SetupSeveralTests {
    private static let other = BridgeID(rawValue: 0x5E6F_7081)

    /// Both chosen, the first signed in.
    private static func core() throws -> SetupCore {
        var request = SetupRequest()
        request.canAsk = true
        var core = SetupCore(request)
        core.take(.choseBridges([Sample.candidate, Sample.otherCandidate]))
        #expect(core.step.name == "ask for the way to the token of 0A2B3C4D")
        core.take(.choseTokenWay(.button))
        core.take(.gotToken(try Sample.token(), .button))
        core.take(.signedIn(Sample.report()))
        #expect(core.step.name == "count the callbacks of Bridge 0A2B3C4D")
        core.take(.counted(nil))
        #expect(core.step.name == "ask for the way to the token of 5E6F7081")
        core.take(.choseTokenWay(.button))
        core.take(.gotToken(try Sample.token(), .button))
        return core
    }

    @Test("the token question comes for each, and one review and one write for both")
    func both() throws {
        var core = try Self.core()
        core.take(.signedIn(Sample.report(id: Self.other)))
        core.take(.counted(nil))
        guard case .perform(.plan(let drafts)) = core.step else { throw WrongStep(core.step) }
        let plans = drafts.map { Sample.plan($0.entry) }
        core.take(.planned(plans))
        #expect(core.step.name == "ask for consent to Bridge 0A2B3C4D, Bridge 5E6F7081")
        core.take(.accepted)
        core.take(.saved(plans))
        core.take(.choseHandOff(.leave))
        guard case .finish(.configured(let bridges, handsOff: false)) = core.step else { throw WrongStep(core.step) }
        #expect(bridges.map(\.entry.id) == [Sample.id, Self.other])
    }

    @Test("if the second fails, the first is still offered")
    func leftOut() throws {
        var core = try Self.core()
        core.take(.signInFailed(.bridge(.busy)))
        #expect(core.ways == [.again, .byHand, .leaveOut, .leave])
        core.take(.choseWayOut(.leaveOut))
        guard case .perform(.plan(let drafts)) = core.step else { throw WrongStep(core.step) }
        #expect(drafts.map(\.entry.id) == [Sample.id])
        core.take(.planned([Sample.plan(drafts[0].entry)]))
        guard case .ask(.review(let review)) = core.step else { throw WrongStep(core.step) }
        #expect(review.leftOut == ["5E6F7081"])
        #expect(WizardWords.reviewMenu(review).choices[0].label == "Write the one that works")
    }

    @Test("if none works, leaving the last one out is leaving")
    func none() throws {
        var request = SetupRequest()
        request.canAsk = true
        var core = SetupCore(request)
        core.take(.choseBridges([Sample.candidate, Sample.otherCandidate]))
        for _ in 0..<2 {
            core.take(.choseTokenWay(.button))
            core.take(.failed(.notPressed))
            core.take(.choseWayOut(.leaveOut))
        }
        guard case .finish(.gaveUp(let diagnosis)) = core.step else { throw WrongStep(core.step) }
        #expect(diagnosis.id == .notPressed)
    }

    @Test("two bridges do not get one name")
    func names() throws {
        var core = try Self.core()
        core.take(.signedIn(Sample.report(id: Self.other)))
        core.take(.counted(nil))
        guard case .perform(.plan(let drafts)) = core.step else { throw WrongStep(core.step) }
        core.take(.planned(drafts.map { Sample.plan($0.entry) }))
        core.take(.choseChange)
        core.take(.choseRow(bridge: 1, .name))
        guard case .ask(.text(let prompt)) = core.step else { throw WrongStep(core.step) }
        let field = WizardWords.field(prompt, canGoBack: true)
        let complaint = field.check("Bridge 0A2B3C4D")
        #expect(complaint?.sentence == "Already used by bridge 0A2B3C4D.")
        #expect(complaint?.suggestion == "Bridge 0A2B3C4D 2")
        #expect(field.check("Hallway") == nil)
    }

    @Test("a pressed button picks its bridge, and the search is shown again where none was pressed")
    func pick() throws {
        var request = SetupRequest()
        request.canAsk = true
        var core = SetupCore(request)
        core.take(.chosePress([Sample.candidate, Sample.otherCandidate]))
        #expect(core.step.name == "press any of 192.168.1.52:8080, 192.168.1.61:8080")
        var nobody = core
        nobody.take(.failed(.notPressed))
        #expect(nobody.step.name == "ask for the bridge, by flags")
        var stopped = core
        stopped.take(.stopped)
        #expect(stopped.step.name == "ask for the bridge, by flags")
        core.take(.pressed(ButtonPress(endpoint: Sample.endpoint, token: try Sample.token())))
        #expect(core.step.name == "sign in 192.168.1.52:8080 encrypted+hashed, backward expecting 0A2B3C4D")
    }

    @Test("another bridge begins anew, without the answers about the first")
    func addAnother() throws {
        var request = SetupRequest()
        request.canAsk = true
        request.host = .address(.v4(Sample.address))
        request.name = "Hallway"
        var core = SetupCore(request)
        core.take(.choseTokenWay(.typed))
        core.take(.gotToken(try Sample.token(), .typed))
        core.take(.signedIn(Sample.report()))
        let plan = Sample.plan(try core.planned())
        core.take(.planned([plan]))
        core.take(.accepted)
        core.take(.saved([plan]))
        core.take(.choseHandOff(.addAnother))
        #expect(core.step.name == "ask for the bridge, by flags")
        core.take(.left)
        guard case .finish(.left(wrote: true)) = core.step else { throw WrongStep(core.step) }
    }
}
