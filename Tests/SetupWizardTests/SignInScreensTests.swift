import BridgeAPI
import Discovery
import Entries
import FoundationEssentials
import Guidance
import NukiDomain
import TestKit
import Testing

@testable import SetupWizard
@testable import TerminalUI

@Suite("A refused sign-in on a terminal, screen by screen", .timeLimit(.minutes(1)))
struct SignInScreensTests {
    private static func refusal(_ end: ClockSearch.End) -> ProbeError {
        .tokenRefused(
            SignInRefusal(tried: [.encrypted, .hashed], statuses: [401], searched: [.backward], searchEnd: end))
    }

    private static var slowClock: ProbeError {
        let here = Date(timeIntervalSince1970: 1_787_391_082)
        let clocks = ClockComparison(bridge: Date(timeIntervalSince1970: 720), here: here)
        return .onlyPlain(PlainAnswer(clocks: clocks, firmware: "2.14.0"))
    }

    private static var request: SetupRequest {
        var request = SetupRequest()
        request.host = .address(.v4(Sample.address))
        request.tokenFile = "t"
        return request
    }

    @Test("From the search over the refusal and the clock to a sign-in by the bridge's clock", arguments: [80, 40])
    func clock(columns: Int) async throws {
        let offset = 720 - 1_787_391_082
        let world = ScriptedWorld(
            .init(
                tokens: [.success(try Sample.token())],
                signIns: [
                    .failure(Self.refusal(.stopped)), .failure(Self.slowClock),
                    .success(Sample.report(offset: offset, findings: [.signsByBridgeClock(offset)])),
                ],
                tries: (1...4).map { ClockSearch.Progress(.backward, step: $0, steps: 9) }))
        let stage = Stage(world, columns: columns, request: Self.request, frames: SignInScreens.frames)
        async let outcome = stage.play()
        try await stage.terminal.shows("4 of 9")
        stage.expectFrame("searching")
        stage.terminal.press(.escape)
        try await stage.terminal.shows("› Press the button")
        stage.expectFrame("refused")
        stage.terminal.press(.down, .down, .down, .enter)
        try await stage.terminal.shows("› Sign in by")
        stage.expectFrame("clock")
        stage.terminal.press(.enter)
        try await stage.terminal.shows("› Write it")
        stage.expectFrame("review")
        stage.terminal.press(.interrupt)
        #expect(await outcome.exit == .interrupted)
        #expect(
            world.done == [
                "read t", "sign in at 192.168.1.52:8080 encrypted+hashed, backward expecting any",
                "sign in at 192.168.1.52:8080 plain? expecting any",
                "sign in at 192.168.1.52:8080 encrypted+hashed, \(offset) s expecting any",
            ])
    }

    @Test(
        "Ctrl-C during the search leaves with 130; leaving the refusal's menu keeps its code", arguments: [true, false])
    func leave(during: Bool) async throws {
        let world = ScriptedWorld(
            .init(
                tokens: [.success(try Sample.token())], signIns: [.failure(Self.refusal(.stopped))],
                tries: [ClockSearch.Progress(.backward, step: 1, steps: 9)]))
        let stage = Stage(world, columns: 80, request: Self.request, frames: SignInScreens.frames)
        async let outcome = stage.play()
        try await stage.terminal.shows("1 of 9")
        if during {
            stage.terminal.press(.interrupt)
            #expect(await outcome.exit == .interrupted)
        } else {
            stage.terminal.press(.escape)
            try await stage.terminal.shows("› Press the button")
            stage.terminal.press(.end, .enter)
            #expect(await outcome.exit == .signInRefused)
        }
    }
}
