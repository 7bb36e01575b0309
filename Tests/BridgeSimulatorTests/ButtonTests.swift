import NukiDomain
import TestKit
import Testing

@testable import BridgeSimulator

@Suite("The button", .timeLimit(.minutes(1)))
struct ButtonTests {
    @Test("A press gives the token away")
    func pressed() async throws {
        try await Stage.play { stage throws in
            async let answer = stage.send("GET /auth")
            await stage.clock.sleepers(1)
            #expect(await stage.bridge.pressButton())
            #expect(try await answer.body == #"{"success": true, "token": "SimulatedBridge1"}"#)
        }
    }

    @Test("Without a press the answer comes after 30 s and has no token, and the bridge is busy until then")
    func notPressed() async throws {
        try await Stage.play { stage throws in
            async let answer = stage.send("GET /auth")
            await stage.clock.sleepers(1)
            stage.clock.advance(by: .milliseconds(29_999))
            #expect(try await stage.ask("/info").body == "HTTP 503 Unavailable")
            stage.clock.advance(by: .milliseconds(1))
            #expect(try await answer.body == #"{"success": false}"#)
            #expect(try await stage.ask("/info").statusLine == "HTTP/1.1 200 OK")
        }
    }

    @Test("A press counts neither before the window nor after it")
    func outside() async throws {
        try await Stage.play { stage throws in
            #expect(await !stage.bridge.pressButton())
            async let answer = stage.send("GET /auth")
            await stage.clock.sleepers(1)
            stage.clock.advance(by: .seconds(30))
            #expect(try await answer.body == #"{"success": false}"#)
            #expect(await !stage.bridge.pressButton())
        }
    }

    @Test("Where it is switched off the answer is 403 at once")
    func switchedOff() async throws {
        var household = try Household.builtIn()
        household.isAuthEnabled = false
        try await Stage.play(household) { stage throws in
            let answer = try await stage.send("GET /auth")
            #expect(answer.statusLine == "HTTP/1.1 403 Forbidden")
            #expect(answer.body == "HTTP 403 Forbidden")
        }
    }

    @Test("The control port presses it")
    func control() async throws {
        try await Stage.play { stage throws in
            let control = try await BridgeControl.start(stage.bridge)
            func press() async throws -> RawAnswer? {
                RawAnswer(try await RawConnection.exchange("POST /_control/press HTTP/1.1\r\n\r\n", with: control.port))
            }
            #expect(try await press()?.body == #"{"pressed":false}"#)
            async let answer = stage.send("GET /auth")
            await stage.clock.sleepers(1)
            #expect(try await press()?.body == #"{"pressed":true}"#)
            #expect(try await answer.body.contains("token"))
            await control.stop()
        }
    }
}
