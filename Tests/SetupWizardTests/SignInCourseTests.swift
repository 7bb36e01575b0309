import BridgeAPI
import Discovery
import Entries
import FoundationEssentials
import Guidance
import NukiDomain
import Testing

@testable import SetupWizard

@Suite("The wizard, where only the token in clear is answered")
struct SignInCourseTests {
    private static func answer(_ offset: Int) -> ProbeError {
        let here = Date(timeIntervalSince1970: 1_787_391_082)
        return .onlyPlain(
            PlainAnswer(clocks: ClockComparison(bridge: here + Double(offset), here: here), firmware: "2.14.0"))
    }

    /// The wizard after an answer in clear by a bridge whose clock is so far ahead.
    private static func core(_ offset: Int, canAsk: Bool) throws -> SetupCore {
        var request = SetupRequest()
        request.canAsk = canAsk
        request.allowsPlain = true
        request.tokenFile = "t"
        request.host = .address(.v4(Sample.address))
        var core = SetupCore(request)
        core.take(.gotToken(try Sample.token(), .file))
        #expect(core.step.name == "sign in 192.168.1.52:8080 encrypted+hashed+plain?, backward expecting any")
        core.take(.signInFailed(answer(offset)))
        return core
    }

    @Test("a person chooses: by the bridge's clock, mend it, plain, or leave", arguments: [-430, 430, 61])
    func choices(_ offset: Int) throws {
        let core = try Self.core(offset, canAsk: true)
        #expect(core.ways == [.bridgeClock(offset), .mended(.bridgeClock), .keepPlain, .leave])

        var byClock = core
        byClock.take(.choseWayOut(.bridgeClock(offset)))
        #expect(byClock.step.name == "sign in 192.168.1.52:8080 encrypted+hashed, \(offset) s expecting any")

        var mended = core
        mended.take(.choseWayOut(.mended(.bridgeClock)))
        #expect(mended.step.name == "sign in 192.168.1.52:8080 encrypted+hashed+plain?, backward expecting any")

        var plain = core
        plain.take(.choseWayOut(.keepPlain))
        #expect(plain.step.name == "sign in 192.168.1.52:8080 plain expecting any")

        var left = core
        left.take(.choseWayOut(.leave))
        guard case .finish(.gaveUp(let diagnosis)) = left.step else { throw WrongStep(left.step) }
        #expect(diagnosis.id == .clocksDiffer && diagnosis.exit == .signInRefused)
    }

    @Test("a bridge hours ahead is right, and this machine's clock is what to mend")
    func ownClock() throws {
        let core = try Self.core(3 * 3600, canAsk: true)
        #expect(core.ways == [.bridgeClock(10_800), .mended(.ownClock), .keepPlain, .leave])
    }

    @Test("clocks that agree offer no clock to sign in by", arguments: [0, 60, -60])
    func agreeing(_ offset: Int) throws {
        #expect(try Self.core(offset, canAsk: true).ways == [.mended(.firmware), .keepPlain, .leave])
    }

    @Test("where the bridge's own time is refused as well, the clock is not blamed any more")
    func refusedByItsClock() throws {
        var core = try Self.core(-430, canAsk: true)
        core.take(.choseWayOut(.bridgeClock(-430)))
        core.take(.signInFailed(.tokenRefused(SignInRefusal(tried: [.encrypted, .hashed], statuses: [401]))))
        #expect(core.ways == [.mended(.firmware), .keepPlain, .leave])
    }

    @Test(
        "with nobody to ask, a slow clock is signed in by and one that is ahead is not",
        arguments: [
            (-61, "encrypted+hashed, -61 s"), (-1_787_391_000, "encrypted+hashed, -1787391000 s"), (-60, "plain"),
            (0, "plain"), (61, "plain"), (3600, "plain"),
        ])
    func unattended(_ offset: Int, _ plan: String) throws {
        let core = try Self.core(offset, canAsk: false)
        #expect(core.step.name == "sign in 192.168.1.52:8080 \(plan) expecting any")
    }

    @Test("with nobody to ask and the bridge's own time refused, the token stays in clear")
    func unattendedRefused() throws {
        var core = try Self.core(-430, canAsk: false)
        core.take(.signInFailed(.tokenRefused(SignInRefusal(tried: [.encrypted, .hashed], statuses: [401]))))
        #expect(core.step.name == "sign in 192.168.1.52:8080 plain expecting any")
    }

    @Test("a switched-off API offers to try again, and nothing in clear")
    func switchedOff() {
        let refusal = SignInRefusal(tried: [.encrypted, .hashed], statuses: [403])
        #expect(SignInCourse.waysOut(of: .tokenRefused(refusal)) == [.again, .typeToken])
    }

    @Test("after the token in clear was refused only another token helps")
    func wrongInClear() {
        let refusal = SignInRefusal(
            tried: [.encrypted, .hashed, .plain], statuses: [401], searched: [.backward], searchEnd: .exhausted)
        #expect(SignInCourse.waysOut(of: .tokenRefused(refusal)) == [.pressButton, .typeToken])
    }
}
