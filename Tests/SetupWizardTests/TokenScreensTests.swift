import BridgeAPI
import Discovery
import Entries
import Guidance
import NukiDomain
import TestKit
import Testing

@testable import SetupWizard
@testable import TerminalUI

@Suite("The token on a terminal, screen by screen", .timeLimit(.minutes(1)))
struct TokenScreensTests {
    private static var request: SetupRequest {
        var request = SetupRequest()
        request.host = .address(.v4(Sample.address))
        return request
    }

    @Test(
        "A short token is answered in place, a long one is asked about, and a refused one has ways out",
        arguments: [80, 40, 20])
    func typed(columns: Int) async throws {
        let refusal = SignInRefusal(tried: [.encrypted, .hashed], statuses: [401])
        let world = ScriptedWorld(.init(signIns: [.failure(.tokenRefused(refusal))]))
        let stage = Stage(world, columns: columns, request: Self.request, frames: TokenScreens.frames)
        async let outcome = stage.play()
        try await stage.see("› Press", then: .down, .enter)
        try await stage.see("Token:")
        stage.terminal.type("aB3xY")
        stage.terminal.press(.enter)
        try await stage.see("6 to 20", as: "short")
        stage.terminal.type(String(repeating: "z", count: 20))
        stage.terminal.press(.enter)
        try await stage.see("› Type it", as: "long", then: .enter)
        try await stage.see("Token:")
        stage.terminal.type("aB3xY9zz")
        stage.terminal.press(.enter)
        try await stage.see("› Press", as: "refused", then: .end, .enter)
        #expect(await outcome.exit == .signInRefused)
        #expect(!stage.terminal.written.contains("aB3xY"))
        #expect(!stage.terminal.written.contains("zzz"))
    }

    @Test("The button: its window, no press, and switched off", arguments: [80, 40, 20])
    func button(columns: Int) async throws {
        let world = ScriptedWorld(
            .init(presses: [.failure(.notPressed), .failure(.buttonOff(at: Sample.endpoint))]))
        let stage = Stage(world, columns: columns, request: Self.request, frames: TokenScreens.frames)
        async let outcome = stage.play()
        try await stage.see("› Press", then: .enter)
        try await stage.see("› Start again", as: "not-pressed", then: .enter)
        try await stage.see("› Paste", as: "button-off", then: .end, .enter)
        #expect(await outcome.exit == .signInRefused)
    }

    @Test("Esc stops the window of the button and asks for the way to the token again", arguments: [80, 40, 20])
    func stop(columns: Int) async throws {
        let world = ScriptedWorld(.init(pressesForEver: true))
        let stage = Stage(world, columns: columns, request: Self.request, frames: TokenScreens.frames)
        async let outcome = stage.play()
        try await stage.see("› Press", then: .enter)
        try await stage.see("30 s left", as: "window", then: .escape)
        try await stage.see("› Press", then: .interrupt)
        #expect(await outcome.exit == .interrupted)
    }

    @Test("A token of odd length from the button is asked about and never cut", arguments: [80, 40, 20])
    func odd(columns: Int) async throws {
        let token = try BridgeToken(parsing: String(repeating: "k", count: 31), anyLength: true)
        let world = ScriptedWorld(.init(presses: [.success(token)], signIns: [.success(Sample.report())]))
        let stage = Stage(world, columns: columns, request: Self.request, frames: TokenScreens.frames)
        async let outcome = stage.play()
        try await stage.see("› Press", then: .enter)
        try await stage.see("31 char", as: "odd", then: .down, .enter)
        try await stage.see("› Write")
        #expect(!stage.terminal.written.contains("kkk"))
        stage.terminal.press(.interrupt)
        #expect(await outcome.exit == .interrupted)
    }
}
