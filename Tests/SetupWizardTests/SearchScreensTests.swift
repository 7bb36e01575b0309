import BridgeAPI
import Discovery
import Entries
import Guidance
import NukiDomain
import PacketCapture
import Sightings
import TestKit
import Testing

@testable import SetupWizard
@testable import TerminalUI

@Suite("The search on a terminal, screen by screen", .timeLimit(.minutes(1)))
struct SearchScreensTests {
    @Test("Nothing discovered: again, elsewhere, the cloud with consent, or by hand", arguments: [80, 40, 20])
    func nothingFound(columns: Int) async throws {
        let searches = (1...3).map { _ in ScriptedWorld.Search() }
        let world = ScriptedWorld(.init(searches: searches))
        let stage = Stage(
            world, columns: columns, facts: SetupFacts(otherInterfaces: ["wlan0"]), frames: SearchScreens.frames)
        async let outcome = stage.play()
        try await stage.see("Looking on")
        searches[0].feed.finish()
        try await stage.see("› Unplug", as: "nothing", then: .down, .down, .enter)
        try await stage.see("Yes, once", as: "cloud", then: columns == 20 ? .up : .left, .enter)
        let listed = BridgeCandidate(
            id: nil, hostName: nil, address: Sample.address, port: .bridgeDefault,
            serverID: BridgeID(rawValue: 0x1B2C_3D4E), source: .cloud, seen: Sample.candidate.seen)
        let strange = BridgeCandidate(
            id: nil, hostName: nil, address: IPv4Address(192, 168, 0, 14), port: .bridgeDefault,
            serverID: BridgeID(rawValue: 0x7E37_41AB), source: .cloud, seen: Sample.candidate.seen)
        for news: SearchNews in [
            .source(.cloud, .read(2)), .change(.found(listed, answers: true)), .change(.found(strange, answers: false)),
            .remark(Diagnosis(SourceRemark.cloudHides(serverID: BridgeID(rawValue: 0x0C2A_77A2)))),
        ] { searches[1].feed.yield(news) }
        try await stage.see("0C2A77A2", as: "listed", then: .character("r"))
        try await stage.see("Nothing yet?", then: .enter)
        try await stage.see("Address of the bridge")
        stage.terminal.type("192.168.1.520")
        stage.terminal.press(.enter)
        try await stage.see("Did you mean", as: "address", then: .tab, .enter)
        try await stage.see("› Press", then: .interrupt)
        #expect(await outcome.exit == .interrupted)
        #expect(world.done == ["search by flags", "search cloud", "search by flags"])
        #expect(world.journal?.title == "192.168.1.52")
    }

    @Test("Without the right to listen: a fork in the road, and how to allow it", arguments: [80, 40, 20])
    func noRight(columns: Int) async throws {
        let world = ScriptedWorld(.init(searches: [.init()]))
        let deafness = Diagnosis(CaptureError.noRight(interface: "eth0"))
        let stage = Stage(world, columns: columns, facts: SetupFacts(deafness: deafness), frames: SearchScreens.frames)
        async let outcome = stage.play()
        try await stage.see("› Go on", as: "deaf", then: .down, .enter)
        try await stage.see("setcap", then: .enter)
        try await stage.see("Looking on", then: .interrupt)
        #expect(await outcome.exit == .interrupted)
        #expect(world.done == ["search deaf"])
    }

    @Test("Leaving at the fork keeps its exit code")
    func leaveDeaf() async throws {
        let deafness = Diagnosis(CaptureError.noRight(interface: "eth0"))
        let stage = Stage(ScriptedWorld(.init()), columns: 80, facts: SetupFacts(deafness: deafness))
        async let outcome = stage.play()
        try await stage.see("› Go on", then: .end, .enter)
        #expect(await outcome.exit == .noRight)
    }

    @Test("Two bridges: both ticked, a token question for each, one review", arguments: [80, 40, 20])
    func several(columns: Int) async throws {
        let search = ScriptedWorld.Search(
            .change(.found(Sample.candidate, answers: true)), .change(.found(Sample.otherCandidate, answers: true)))
        let world = ScriptedWorld(
            .init(
                searches: [search], presses: [.success(try Sample.token()), .success(try Sample.token())],
                signIns: [
                    .success(Sample.report()), .success(Sample.report(id: BridgeID(rawValue: 0x5E6F_7081))),
                ]))
        let stage = Stage(world, columns: columns, frames: SearchScreens.frames)
        async let outcome = stage.play()
        try await stage.see("s several", then: .character("s"))
        try await stage.see("bridges answered", as: "several", then: .character("a"), .enter)
        try await stage.see("(1 of 2", as: "first", then: .enter)
        try await stage.see("(2 of 2", then: .enter)
        try await stage.see("› Write", as: "review-both", then: .enter)
        try await stage.see("› Start", then: .end, .enter)
        guard case .configured(let bridges, handsOff: false) = await outcome else { throw WrongOutcome() }
        #expect(bridges.map(\.entry.id.description) == ["0A2B3C4D", "5E6F7081"])
        #expect(world.done.suffix(2) == ["save Bridge 0A2B3C4D", "save Bridge 5E6F7081"])
    }

    @Test("Press to pick: the bridge whose button is pressed is set up, with its token", arguments: [80, 40, 20])
    func pick(columns: Int) async throws {
        let search = ScriptedWorld.Search(
            .change(.found(Sample.candidate, answers: true)), .change(.found(Sample.otherCandidate, answers: true)))
        let world = ScriptedWorld(
            .init(
                searches: [search],
                picks: [.success(ButtonPress(endpoint: Sample.endpoint, token: try Sample.token()))],
                signIns: [.success(Sample.report())]))
        let stage = Stage(world, columns: columns, frames: SearchScreens.frames)
        async let outcome = stage.play()
        try await stage.see("s several", then: .character("s"))
        try await stage.see("p press", then: .character("p"))
        try await stage.see("› Write", as: "picked", then: .interrupt)
        #expect(await outcome.exit == .interrupted)
        #expect(world.done[1] == #"any of ["192.168.1.52:8080", "192.168.1.61:8080"]"#)
    }

    @Test("Two addresses that claim one id cannot be told apart by a button")
    func disputed() async throws {
        var elsewhere = Sample.candidate
        elsewhere = BridgeCandidate(
            id: elsewhere.id, hostName: elsewhere.hostName, address: IPv4Address(192, 168, 1, 99), source: .dhcp,
            seen: elsewhere.seen)
        let search = ScriptedWorld.Search(
            .change(.found(Sample.candidate, answers: true)), .change(.found(Sample.otherCandidate, answers: true)),
            .change(.moved(elsewhere, from: Sample.address, answers: true)))
        let stage = Stage(ScriptedWorld(.init(searches: [search])), columns: 80)
        async let outcome = stage.play()
        try await stage.see("192.168.1.99", then: .character("s"))
        try await stage.see("Two addresses say")
        #expect(!stage.terminal.screen.text.contains("press to pick"))
        stage.terminal.press(.interrupt)
        #expect(await outcome.exit == .interrupted)
    }
}
