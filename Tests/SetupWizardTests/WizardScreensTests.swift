import BridgeAPI
import Discovery
import Entries
import Guidance
import NukiDomain
import PacketCapture
import TestKit
import Testing

@testable import SetupWizard
@testable import TerminalUI

@Suite("The wizard on a terminal, screen by screen", .timeLimit(.minutes(1)))
struct WizardScreensTests {
    @Test("A first run from the frame to the hand-off", arguments: [80, 40, 38, 20])
    func firstRun(columns: Int) async throws {
        let search = ScriptedWorld.Search(
            .source(.neighbours, .read(0)), .source(.leases, .absent), .source(.dhcp, .listening))
        let world = ScriptedWorld(
            .init(
                searches: [search], presses: [.success(try Sample.token("aB3xY9"))],
                signIns: [.success(Sample.report(findings: [.weakToken(6)]))]))
        let stage = Stage(world, columns: columns, frames: FirstRunScreens.frames)
        async let outcome = stage.play()
        try await stage.see("listening", as: "searching")
        search.feed.yield(.change(.found(Sample.candidate, answers: true)))
        try await stage.see("› Nuki", as: "found", then: .enter)
        try await stage.see("› Press", as: "token", then: .enter)
        try await stage.see("› Write", as: "review", then: .enter)
        try await stage.see("› Start the", as: "hand-off", then: .end, .enter)
        guard case .configured(_, handsOff: false) = await outcome else { throw WrongOutcome() }
        stage.expectFrame("end")
        #expect(
            world.done == [
                "search by flags", "button 192.168.1.52:8080",
                "sign in at 192.168.1.52:8080 encrypted+hashed, backward expecting 0A2B3C4D",
                "save Bridge 0A2B3C4D",
            ])
    }
}

extension WizardScreensTests {
    @Test("Ctrl-C at every question of a first run: 130, and nothing was saved", arguments: 0..<4)
    func leave(question: Int) async throws {
        let search = ScriptedWorld.Search()
        let world = ScriptedWorld(
            .init(searches: [search], presses: [.success(try Sample.token())], signIns: [.success(Sample.report())]))
        let stage = Stage(world, columns: 80)
        async let outcome = stage.play()
        search.feed.yield(.change(.found(Sample.candidate, answers: true)))
        for text in ["› Nuki", "› Press", "› Write it", "› Start the"].prefix(question) {
            try await stage.terminal.shows(text)
            stage.terminal.press(.enter)
        }
        try await stage.terminal.shows(["› Nuki", "› Press", "› Write it", "› Start the"][question])
        stage.terminal.press(.interrupt)
        #expect(await outcome.exit == .interrupted)
        let isSaved = question == 3
        #expect(world.done.contains("save Bridge 0A2B3C4D") == isSaved)
        #expect(stage.terminal.screen.text.contains("Nothing was written") != isSaved)
    }

    @Test("The file is shown before it is written, and a change leads back to the review", arguments: [80, 40, 20])
    func show(columns: Int) async throws {
        var request = SetupRequest()
        request.host = .address(.v4(Sample.address))
        request.tokenFile = "t"
        let world = ScriptedWorld(
            .init(tokens: [.success(try Sample.token())], signIns: [.success(Sample.report())]))
        let stage = Stage(
            world, columns: columns, rows: 100, request: request, frames: FirstRunScreens.frames)
        async let outcome = stage.play()
        let (back, on): (Key, Key) = columns == 80 ? (.left, .right) : (.up, .down)
        try await stage.see("› Write", then: on, on, .enter)
        try await stage.see("x x x Review", as: "file", then: on, on, back, .enter)
        try await stage.see("What should change?", then: .end, .enter)
        try await stage.see("Callback", as: "callback", then: .eraseLine)
        stage.terminal.type("https://a.example/x")
        stage.terminal.press(.enter)
        try await stage.see("cannot call https", as: "https", then: .eraseLine)
        stage.terminal.type("off")
        stage.terminal.press(.enter)
        try await stage.see("every 30 s Writes", then: .interrupt)
        #expect(await outcome.exit == .interrupted)
    }

    @Test("A typed address that cannot be one is answered in place, and the typed token is never shown")
    func byHand() async throws {
        let world = ScriptedWorld(.init(searches: [.init()], signIns: [.success(Sample.report())]))
        let stage = Stage(world, columns: 80)
        async let outcome = stage.play()
        try await stage.terminal.shows("› Enter an address")
        stage.terminal.press(.enter)
        try await stage.terminal.shows("Address of the bridge")
        stage.terminal.type("192.168.1.520")
        stage.terminal.press(.enter)
        try await stage.terminal.shows("192.168.1.520 is not an address: each part goes up to 255.")
        stage.terminal.press(.backspace, .enter)
        try await stage.terminal.shows("› Press")
        stage.terminal.press(.down, .enter)
        try await stage.terminal.shows("Token")
        stage.terminal.type("aB3xY")
        stage.terminal.press(.enter)
        try await stage.terminal.shows("5 characters.  A bridge token has 6 to 20.")
        stage.terminal.type("9zzzzzz")
        stage.terminal.press(.enter)
        try await stage.terminal.shows("› Write it")
        #expect(!stage.terminal.written.contains("aB3xY"))
        stage.terminal.press(.interrupt)
        #expect(await outcome.exit == .interrupted)
    }

    @Test("A search that may not listen says so and goes on by hand; leaving there keeps its exit code")
    func noRight() async throws {
        let search = ScriptedWorld.Search()
        let world = ScriptedWorld(.init(searches: [search]))
        let stage = Stage(world, columns: 80)
        async let outcome = stage.play()
        search.feed.finish(throwing: Diagnosis(CaptureError.noRight(interface: "eth0")))
        try await stage.terminal.shows("KT-CAP-RIGHT")
        stage.terminal.press(.end, .enter)
        #expect(await outcome.exit == .noRight)
    }

    @Test("A search that finds nothing says what to try")
    func nothingFound() async throws {
        let search = ScriptedWorld.Search()
        let world = ScriptedWorld(.init(searches: [search]))
        let stage = Stage(world, columns: 80)
        async let outcome = stage.play()
        search.feed.finish()
        try await stage.terminal.shows("KT-FIND-NONE")
        stage.terminal.press(.end, .enter)
        #expect(await outcome.exit == .nothingFound)
    }
}

struct WrongOutcome: Error {}
