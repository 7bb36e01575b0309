import BridgeSimulator
import NukiDomain
import TestKit
import Testing

@Suite("setup without a person, where the sign-in fails", .timeLimit(.minutes(1)))
struct SetupFailureTests {
    @Test("A wrong token: KT-AUTH-TOKEN, and the token itself never left")
    func wrongToken() async throws {
        try await Stage.run { stage in
            try stage.keyturn.home.write(FixtureTokens.wrong, to: "token")
            let outcome = try await stage.setUp()
            #expect(outcome.status == .code(4))
            let error = try #require(try outcome.error)
            #expect(error.keys == ["id", "what", "why", "fixes", "exit"])
            #expect(error["id"] == "KT-AUTH-TOKEN")
            #expect(error["exit"] == 4)
            #expect((1...3).contains(error["fixes"]?.values.count ?? 0))
            #expect(outcome.conversation.contains("KT-AUTH-TOKEN"))
            #expect(await stage.signIns == [nil] + Stage.refusedAndSearched)
            #expect(try stage.keyturn.home.names == ["token"])
        }
    }

    @Test("A wrong token in clear settles it: the clock is not blamed")
    func wrongTokenInClear() async throws {
        try await Stage.run { stage in
            try stage.keyturn.home.write(FixtureTokens.wrong, to: "token")
            let outcome = try await stage.setUp("--allow-plain")
            #expect(outcome.status == .code(4))
            #expect(try outcome.error?["id"] == "KT-AUTH-TOKEN")
            #expect(try outcome.error?["why"]?.text?.contains("clock") == false)
            #expect(await stage.signIns == [nil] + Stage.refusedAndSearched + [.plain, .plain])
        }
    }

    @Test("Nothing listens: KT-NET-REFUSED")
    func refused() async throws {
        try await Stage.run { stage in
            let port = try SilentPort(.refuses)
            let outcome = try await stage.setUp("--port", "\(port.endpoint.port)")
            #expect(outcome.status == .code(5))
            #expect(try outcome.error?["id"] == "KT-NET-REFUSED")
            #expect(try outcome.error?["what"]?.text?.contains("127.0.0.1:\(port.endpoint.port)") == true)
        }
    }

    @Test("Nobody answers: KT-NET-TIME")
    func silent() async throws {
        try await Stage.run { stage in
            let port = try SilentPort(.ignores)
            let outcome = try await stage.setUp("--port", "\(port.endpoint.port)")
            #expect(outcome.status == .code(5))
            #expect(try outcome.error?["id"] == "KT-NET-TIME")
        }
    }

    @Test("Something else answers: KT-NET-OTHER, and no sign-in is tried there")
    func other() async throws {
        try await Stage.run { stage in
            // The simulator's control port speaks HTTP and is no bridge.
            let control = try await BridgeControl.start(stage.bridge)
            let outcome = try await stage.setUp("--port", "\(control.port)")
            await control.stop()
            #expect(outcome.status == .code(5))
            #expect(try outcome.error?["id"] == "KT-NET-OTHER")
            #expect(try outcome.error?["why"]?.text?.contains("405") == true)
        }
    }

    @Test("Another bridge than the one asked for: KT-ID-OTHER, and nothing is written")
    func otherBridge() async throws {
        try await Stage.run { stage in
            let outcome = try await stage.setUp("--bridge", "1A2B3C4D")
            #expect(outcome.status == .code(5))
            #expect(try outcome.error?["id"] == "KT-ID-OTHER")
            #expect(outcome.conversation.contains("0A2B3C4D"))
            #expect(try stage.keyturn.home.names == ["token"])
        }
    }

    @Test("--auth names the only sign-in that is tried", arguments: ["plain", "encrypted", "hashed"])
    func onlyOne(_ word: String) async throws {
        try await Stage.run { stage in
            let outcome = try await stage.setUp("--auth", word)
            #expect(outcome.status == .code(0))
            #expect(try outcome.json["bridge"]?["auth"] == .text(word))
            #expect(try outcome.json["answers"]?["auth"] == .text(word))
            let mode = try #require(AuthMode(rawValue: word))
            #expect(await stage.signIns == [nil, mode, mode, mode])
        }
    }

    @Test("A short token is a warning: KT-TOKEN-WEAK")
    func weakToken() async throws {
        try await Stage.run(household: { $0.token = try BridgeToken(parsing: "kQ3x9w") }) { stage in
            let outcome = try await stage.setUp()
            #expect(outcome.status == .code(0))
            #expect(try outcome.json["warnings"]?.values.map { $0["id"] } == ["KT-TOKEN-WEAK"])
        }
    }
}
