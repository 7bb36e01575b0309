import BridgeSimulator
import NukiDomain
import TestKit
import Testing

@Suite("Recorded answers: setup --answers", .timeLimit(.minutes(1)))
struct SetupReplayTests {
    /// Runs a setup by recorded answers alone.
    private static func replay(_ stage: Stage, _ answers: String, _ more: String...) async throws -> ProcessOutcome {
        try await stage.keyturn.run(
            ["setup", "--no-input", "--answers", "-", "--yes", "--json", "--config", stage.config] + more,
            environment: ["KEYTURN_REQUEST_GAP_SECONDS": "0"], input: .bytes(Array(answers.utf8)))
    }

    @Test("What a report prints sets up the same bridge in another configuration, and the same report comes out")
    func replay() async throws {
        try await Stage.run { stage in
            let first = try await stage.setUp("--name", "Hallway", "--callback", "off", "--config", stage.config + "-1")
            let answers = try #require(try first.json["answers"])
            let text = try #require(first.output.first?.firstMatch(of: /"answers":({[^}]*})/)?.1)
            let second = try await Self.replay(stage, String(text))
            #expect(second.status == .code(0))
            #expect(try second.json["answers"] == answers)
            #expect(try second.json["bridge"] == first.json["bridge"])
            let entries = try JSONValue(parsing: try #require(try stage.keyturn.home.text(of: "config/entries.json")))
            #expect(entries["entries"]?[0]?["name"] == "Hallway")
            #expect(entries["entries"]?[0]?["callback"] == "off")
            #expect(try await Self.replay(stage, String(text)).json["changed"] == false)
        }
    }

    @Test("A file holds them as well, and flags win over them")
    func file() async throws {
        try await Stage.run { stage in
            let answers = #"{"host":"192.0.2.1","port":\#(stage.bridge.endpoint.port),"name":"Attic"}"#
            try stage.keyturn.home.write(answers, to: "answers.json")
            let outcome = try await stage.setUp(without: ["--port"], "--answers", stage.keyturn.home("answers.json"))
            #expect(outcome.status == .code(0))
            #expect(try outcome.json["bridge"]?["host"] == "127.0.0.1")
            #expect(try outcome.json["answers"]?["name"] == "Attic")
        }
    }

    @Test(
        "What is no answer is refused by its name, and nothing is asked of anybody",
        arguments: [
            (#"{"host":"127.0.0.1","colour":"red"}"#, "The key colour is no question's."),
            (#"{"host":"127.0.0.1","port":70000}"#, "Port is a number from 1 to 65535."),
            (#"{"host":"192.168.1.300"}"#, "each part goes up to 255."), (#"{"host":{}}"#, "host has to be a text"),
            (#"{"host":"#, "It ends too soon."), (#"["host"]"#, "has to be an object"), ("", "It ends too soon."),
            (#"{"auth":"loud"}"#, "It is auto, encrypted, hashed or plain."),
        ])
    func refused(_ answers: String, _ sentence: String) async throws {
        try await Stage.run { stage in
            let outcome = try await Self.replay(stage, answers)
            #expect(outcome.status == .code(3))
            #expect(try outcome.error?["id"] == "KT-INPUT")
            #expect(try outcome.error?["why"]?.text?.contains(sentence) == true)
            #expect(await stage.bridge.truth.requests.isEmpty)
            #expect(try stage.keyturn.home.names == ["token"])
        }
    }

    @Test("Only one thing comes on stdin, whoever says that it does")
    func stdin() async throws {
        let keyturn = try KeyturnBinary()
        for pair in [["--token-file", "--answers"], ["--answers", "--read"], ["--token-file", "--read"]] {
            let outcome = try await keyturn.run(["setup"] + pair.flatMap { [$0, "-"] })
            #expect(outcome.status == .code(64))
        }
        let recorded = try await keyturn.run(
            ["setup", "--answers", "-"], input: .bytes(Array(#"{"host":"192.0.2.1","token_file":"-"}"#.utf8)))
        #expect(recorded.status == .code(64))
    }
}
