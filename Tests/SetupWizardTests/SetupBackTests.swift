import Discovery
import Entries
import Guidance
import NukiDomain
import Testing

@testable import SetupWizard

@Suite("Going back in the wizard")
struct SetupBackTests {
    private static func core() -> SetupCore {
        var request = SetupRequest()
        request.canAsk = true
        return SetupCore(request)
    }

    @Test("there is nothing before the first question")
    func first() {
        var core = Self.core()
        #expect(!core.canGoBack)
        core.take(.back)
        #expect(core.step.name == "ask for the bridge, by flags")
    }

    @Test("each step back is the question before, with its answer kept, and what was said is taken back")
    func back() throws {
        var core = Self.core()
        _ = core.takeNews()
        core.take(.choseBridges([Sample.candidate]))
        core.take(.choseTokenWay(.typed))
        #expect(core.step.name == "ask for the token")
        #expect(core.takeNews().lines.count == 1)

        core.take(.back)
        guard case .ask(let way) = core.step, case .choseTokenWay(.typed)? = core.keptAnswer(to: way) else {
            throw WrongStep(core.step)
        }
        core.take(.back)
        guard case .ask(let place) = core.step, case .choseBridges(let chosen)? = core.keptAnswer(to: place) else {
            throw WrongStep(core.step)
        }
        #expect(chosen == [Sample.candidate])
        let news = core.takeNews()
        #expect(news.unsaid.count == 1 && news.lines.isEmpty)
        // Going on again, the later answer is still there.
        core.take(.choseBridges([Sample.otherCandidate]))
        guard case .ask(let again) = core.step, case .choseTokenWay(.typed)? = core.keptAnswer(to: again) else {
            throw WrongStep(core.step)
        }
    }

    @Test("back from the review asks for the way to the token, and signs in anew")
    func fromReview() throws {
        var core = Self.core()
        core.take(.choseBridges([Sample.candidate]))
        core.take(.choseTokenWay(.button))
        core.take(.gotToken(try Sample.token(), .button))
        core.take(.signedIn(Sample.report()))
        core.take(.planned([Sample.plan(try core.planned())]))
        #expect(core.step.name == "ask for consent to Bridge 0A2B3C4D")
        core.take(.back)
        #expect(core.step.name == "ask for the way to the token")
        core.take(.choseTokenWay(.button))
        #expect(core.step.name == "press 192.168.1.52:8080")
    }

    @Test("who stops the waiting for the button is asked again, and goes back from there to the question before")
    func stopped() {
        var core = Self.core()
        core.take(.choseBridges([Sample.candidate]))
        core.take(.choseTokenWay(.button))
        core.take(.stopped)
        #expect(core.step.name == "ask for the way to the token")
        core.take(.choseTokenWay(.button))
        core.take(.failed(.notPressed))
        core.take(.choseWayOut(.again))
        core.take(.stopped)
        #expect(core.step.name == "ask for the way to the token")
        core.take(.back)
        #expect(core.step.name == "ask for the bridge, by flags")
        core.take(.chosePress([Sample.candidate, Sample.otherCandidate]))
        core.take(.stopped)
        #expect(core.step.name == "ask for the bridge, by flags")
        #expect(!core.canGoBack)
    }

    @Test("what is written is not gone back from")
    func written() throws {
        var core = Self.core()
        core.take(.choseBridges([Sample.candidate]))
        core.take(.choseTokenWay(.typed))
        core.take(.gotToken(try Sample.token(), .typed))
        core.take(.signedIn(Sample.report()))
        let plan = Sample.plan(try core.planned())
        core.take(.planned([plan]))
        core.take(.accepted)
        #expect(core.step.name == "save Bridge 0A2B3C4D")
        core.take(.saved([plan]))
        #expect(core.step.name == "ask what now")
        #expect(!core.canGoBack)
        #expect(core.journal == nil)
    }

    @Test("a refused token is not there for whoever goes back")
    func forgotten() throws {
        var core = try SetupCoreTests.refusedCore()
        core.take(.choseWayOut(.typeToken))
        core.take(.back)
        #expect(core.ways.contains(.typeToken))
        core.take(.choseWayOut(.again))
        #expect(core.step.name == "ask for the way to the token")
    }

    @Test("the consent to ask the cloud can be taken back, and holds for one search")
    func cloud() {
        var core = Self.core()
        core.take(.choseCloud)
        #expect(core.step.name == "ask about the cloud")
        core.take(.back)
        #expect(core.step.name == "ask for the bridge, by flags")
        core.take(.choseCloud)
        core.take(.allowedCloud(false))
        #expect(core.step.name == "ask for the bridge, by flags")
        core.take(.choseCloud)
        core.take(.allowedCloud(true))
        #expect(core.step.name == "ask for the bridge, cloud")
        core.take(.choseSearch(interface: "wlan0"))
        #expect(core.step.name == "ask for the bridge, on wlan0")
    }
}
