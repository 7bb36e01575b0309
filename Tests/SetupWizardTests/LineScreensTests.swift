import BridgeAPI
import Discovery
import Entries
import Guidance
import NukiDomain
import TestKit
import Testing

@testable import SetupWizard
@testable import TerminalUI

@Suite("The wizard in lines, screen by screen", .timeLimit(.minutes(1)))
struct LineScreensTests {
    @Test("The same first run with numbers", arguments: [80, 40, 20])
    func firstRun(columns: Int) async throws {
        let search = ScriptedWorld.Search()
        let world = ScriptedWorld(.init(searches: [search], signIns: [.success(Sample.report())]))
        let stage = Stage(
            world, columns: columns, rows: 120, facts: SetupFacts(form: .line), frames: LineScreens.frames)
        async let outcome = stage.play()
        try await stage.see("r. restart")
        search.feed.yield(.source(.dhcp, .listening))
        try await stage.see("listening")
        search.feed.yield(.change(.found(Sample.candidate, answers: true)))
        try await stage.see("Nuki_B")
        stage.terminal.type("3")
        stage.terminal.press(.enter)
        try await stage.see("Paste it")
        stage.terminal.type("2")
        stage.terminal.press(.enter)
        try await stage.see("not shown")
        stage.terminal.type("aB3xY9zzzzzz")
        stage.terminal.press(.enter)
        try await stage.see("Write it", then: .enter)
        try await stage.see("Start the")
        stage.terminal.type("4")
        stage.terminal.press(.enter)
        guard case .configured(_, handsOff: false) = await outcome else { throw WrongOutcome() }
        stage.expectFrame("end")
    }
}
