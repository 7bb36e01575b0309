import BridgeSimulator
import NukiDomain
import TestKit
import Testing

@Suite("import", .timeLimit(.minutes(1)))
struct ImportTests {
    /// Bridges want a pause between two requests; this one does not.
    private static let quickly = ["KEYTURN_REQUEST_GAP_SECONDS": "0"]

    private func run(_ stage: Stage, _ words: String..., input: String? = nil) async throws -> ProcessOutcome {
        try await stage.keyturn.run(
            ["import"] + words + ["--config", stage.keyturn.home("other")], environment: Self.quickly,
            input: input.map { .bytes(Array($0.utf8)) } ?? .nothing)
    }

    /// An export of the stage's configuration.
    private func exported(_ stage: Stage, from config: String? = nil, _ more: String...) async throws -> String {
        let outcome = try await stage.keyturn.run(
            ["export", "json", "--config", config ?? stage.config] + more, showsTokens: true)
        #expect(outcome.status == .code(0))
        return outcome.output.map { $0 + "\n" }.joined()
    }

    private func homeAssistant(_ stage: Stage, id: String = "\"A2B3C4D\"", token: String = FixtureTokens.own) -> String
    {
        """
        {"version":1,"minor_version":5,"key":"core.config_entries","data":{"entries":[
         {"domain":"nuki","unique_id":\(id),"title":\(id),"version":1,
          "data":{"host":"127.0.0.1","port":\(stage.bridge.endpoint.port),"token":"\(token)"}},
         {"domain":"nuki","unique_id":"01E3FB39","title":"Nuki","source":"ignore","data":{}}]}}
        """
    }

    @Test("Export with tokens, import on an empty machine with a look at the bridge, export: the same text")
    func roundTrip() async throws {
        try await Stage.run { stage in
            try stage.configure(name: "q\\\"b\\\\s n 😀")
            let text = try await exported(stage, "--include-token")
            let outcome = try await run(stage, "json", "-", "--yes", "--json", input: text)
            #expect(outcome.status == .code(0))
            #expect(try outcome.json["changed"] == true)
            #expect(try outcome.json["bridges"]?[0]?["result"] == "added")
            #expect(try await exported(stage, from: stage.keyturn.home("other"), "--include-token") == text)
            #expect(await stage.bridge.truth.requests.contains { $0.signIn == .encrypted })
            let again = try await run(stage, "json", "-", "--json", input: text)
            #expect(again.status == .code(0), "nothing to ask about")
            #expect(try again.json["changed"] == false)
            #expect(try again.json["bridges"]?[0]?["result"] == "unchanged")
        }
    }

    @Test("Without a terminal and --yes nothing is written, and nobody is asked: 3")
    func unasked() async throws {
        try await Stage.run { stage in
            try stage.configure()
            let text = try await exported(stage, "--include-token")
            let outcome = try await run(stage, "json", "-", input: text)
            #expect(outcome.status == .code(3))
            #expect(outcome.conversation.contains("+ Hallway (0A2B3C4D): \(stage.bridge.endpoint), sign-in encrypted"))
            #expect(outcome.conversation.contains("--yes"))
            let dry = try await run(stage, "json", "-", "--dry-run", input: text)
            #expect(dry.status == .code(0))
            #expect(dry.output.last == "nothing was written")
            #expect(try !stage.keyturn.home.names.contains("other/entries.json"))
            #expect(await stage.bridge.truth.requests.isEmpty)
        }
    }

    @Test(
        "Home Assistant's entry is taken over, and the bridge tells the rest", arguments: ["\"A2B3C4D\"", "170605645"])
    func homeAssistant(_ id: String) async throws {
        try await Stage.run { stage in
            let outcome = try await run(stage, "home-assistant", "-", "--yes", input: homeAssistant(stage, id: id))
            #expect(outcome.status == .code(0))
            #expect(
                outcome.conversation.contains("note: Home Assistant ignores the bridge 01E3FB39; it is passed over."))
            let entry = try #require(
                try JSONValue(parsing: try stage.keyturn.home.text(of: "other/entries.json") ?? "")["entries"]?[0])
            #expect(entry["id"] == "0A2B3C4D" && entry["name"] == "Bridge 0A2B3C4D" && entry["auth"] == "encrypted")
            #expect(entry["server_id"] != nil && entry["firmware"] != nil)
            #expect(entry["devices"]?.values.isEmpty == false)
            let status = try await stage.keyturn.run(["status", "--config", stage.keyturn.home("other")])
            #expect(status.status == .code(0))
        }
    }

    @Test("A wrong token, another bridge, and nobody there: not imported, each with its id and code")
    func refused() async throws {
        try await Stage.run { stage in
            let wrong = try await run(
                stage, "home-assistant", "-", "--yes", input: homeAssistant(stage, token: FixtureTokens.wrong))
            #expect(wrong.status == .code(4))
            #expect(wrong.conversation.contains("(KT-AUTH-TOKEN)"))
            let other = try await run(
                stage, "home-assistant", "-", "--yes", "--json", input: homeAssistant(stage, id: "\"1A2B3C4D\""))
            #expect(other.status == .code(5))
            #expect(try other.json["bridges"]?[0]?["result"] == "refused")
            #expect(try other.json["bridges"]?[0]?["error"]?["id"] == "KT-ID-OTHER")
            let text = homeAssistant(stage)
            await stage.bridge.stop()
            let nobody = try await run(stage, "home-assistant", "-", "--yes", input: text)
            #expect(nobody.status == .code(5))
            #expect(nobody.conversation.contains("--no-probe"))
            #expect(try !stage.keyturn.home.names.contains("other/entries.json"))
            let unchecked = try await run(stage, "home-assistant", "-", "--yes", "--no-probe", input: text)
            #expect(unchecked.status == .code(0))
            #expect(try stage.keyturn.home.names.contains("other/tokens/0A2B3C4D"))
        }
    }

    @Test("A name that bridges rename would not take is not imported: 3, with the name and what to do")
    func names() async throws {
        try await Stage.run { stage in
            let text = homeAssistant(stage).replacing("\"title\":\"A2B3C4D\"", with: "\"title\":\"a\\u0007b\"")
            let outcome = try await run(stage, "home-assistant", "-", "--yes", "--json", input: text)
            #expect(outcome.status == .code(3))
            let error = try outcome.json["bridges"]?[0]?["error"]
            #expect(error?["what"] == "Bridge 0A2B3C4D cannot be called “a\\u{7}b”")
            #expect(outcome.conversation.contains("Write another name for 0A2B3C4D into the file"))
            #expect(try !stage.keyturn.home.names.contains("other/entries.json"))
        }
    }

    @Test("A name is not given twice because the bridge that was to give it up is refused", arguments: [false, true])
    func keptName(_ isDry: Bool) async throws {
        try await Stage.run { stage in
            try stage.configure(name: "Home")
            let text = try await exported(stage, "--include-token")
            let nobody = try SilentPort(.refuses)
            func other(_ name: String) -> String {
                "{\"id\":\"00000007\",\"name\":\"\(name)\",\"host\":\"127.0.0.1\",\"port\":\(nobody.endpoint.port),"
                    + "\"auth\":\"plain\",\"token\":\"\(FixtureTokens.own)\"}"
            }
            let first = "{\"schema\":1,\"entries\":[\(other("Home"))]}"
            #expect(try await run(stage, "json", "-", "--yes", "--no-probe", input: first).status == .code(0))
            let renamed = isDry ? other("X").replacing("\"X\"", with: "\"\\u0007\"") : other("X")
            let both = text.replacing("\"entries\" : [", with: "\"entries\" : [\(renamed),")
                .replacing("\"entries\": [", with: "\"entries\": [\(renamed),")
            #expect(both != text)
            let words = ["json", "-", "--json"] + [isDry ? "--dry-run" : "--yes"]
            let outcome = try await stage.keyturn.run(
                ["import"] + words + ["--config", stage.keyturn.home("other")], environment: Self.quickly,
                input: .bytes(Array(both.utf8)))
            #expect(try outcome.json["bridges"]?.values.map { $0["result"] } == ["refused", "refused"])
            #expect(outcome.conversation.contains("Bridge 00000007 has it."))
            let entries = try JSONValue(parsing: try stage.keyturn.home.text(of: "other/entries.json") ?? "")["entries"]
            #expect(entries?.values.map { $0["name"] } == ["Home"])
        }
    }

    @Test("One bridge that is refused keeps no other from being imported")
    func several() async throws {
        try await Stage.run { stage in
            let text = homeAssistant(stage).replacing(
                "{\"domain\":\"nuki\",\"unique_id\":\"01E3FB39\"",
                with: "{\"domain\":\"nuki\",\"unique_id\":\"9\",\"data\":{\"host\":\"127.0.0.1\"}},"
                    + "{\"domain\":\"nuki\",\"unique_id\":\"01E3FB39\"")
            let outcome = try await run(stage, "home-assistant", "-", "--yes", "--json", input: text)
            #expect(outcome.status == .code(3))
            #expect(try outcome.json["bridges"]?.values.map { $0["result"] } == ["added", "refused"])
            let entries = try JSONValue(parsing: try stage.keyturn.home.text(of: "other/entries.json") ?? "")["entries"]
            #expect(entries?.values.map { $0["id"] } == ["0A2B3C4D"])
        }
    }

    @Test("REDACTED and no token here: said with what to do, and nothing is written")
    func tokenMissing() async throws {
        try await Stage.run { stage in
            try stage.configure()
            let outcome = try await run(stage, "json", "-", "--yes", input: try await exported(stage))
            #expect(outcome.status == .code(3))
            #expect(outcome.conversation.contains("! Hallway (0A2B3C4D): the token is missing"))
            #expect(outcome.conversation.contains("--include-token"))
            #expect(try !stage.keyturn.home.names.contains("other/entries.json"))
        }
    }

    @Test(
        "A file that cannot be read, or says nothing of a bridge, says what is wrong with it",
        arguments: [
            ("json", "{\"schema\":1,\n \"entries\":[{\"nmae\":1}]}", 65, "line 2"),
            ("json", "", 65, "KT-READ-FILE"), ("json", "{\"schema\":2,\"later\":1}", 65, "newer"),
            ("json", "{\"schema\":1,\"entries\":[]}", 3, "no bridge"), ("home-assistant", "[]", 65, "config entries"),
        ])
    func unreadable(_ format: String, _ text: String, _ code: Int32, _ words: String) async throws {
        try await Stage.run { stage in
            let outcome = try await run(stage, format, "-", "--yes", input: text)
            #expect(outcome.status == .code(code))
            #expect(outcome.conversation.contains(words))
            #expect(outcome.output == [])
        }
    }

    @Test("A file that is not there: KT-READ-FILE; another format: 64")
    func nowhere() async throws {
        let keyturn = try KeyturnBinary()
        let missing = try await keyturn.run(["import", "json", keyturn.home("none"), "--config", keyturn.home("c")])
        #expect(missing.status == .code(65))
        #expect(missing.conversation.contains("(KT-READ-FILE)"))
        #expect(try await keyturn.run(["import", "openhab", "x"]).status == .code(64))
    }

    @Test("At a terminal a person is asked, and no leaves everything as it is")
    func asked() async throws {
        try await Stage.run { stage in
            try stage.configure()
            try stage.keyturn.home.write(try await exported(stage, "--include-token"), to: "bridges.json")
            let words = ["import", "json", stage.keyturn.home("bridges.json"), "--config", stage.keyturn.home("other")]
            let no = try stage.keyturn.sit(words)
            try await no.sees("Import the bridge?")
            try no.types("\r")
            #expect(try await no.end() == .code(130))
            #expect(try no.isRestored)
            #expect(try !stage.keyturn.home.names.contains("other/entries.json"))
            let yes = try stage.keyturn.sit(words)
            try await yes.sees("Import the bridge?")
            try yes.types("\u{1B}[C\r")
            #expect(try await yes.end() == .code(0))
            #expect(try stage.keyturn.home.names.contains("other/tokens/0A2B3C4D"))
        }
    }

    @Test("A person may import a bridge that does not answer, and is told of it once")
    func unreached() async throws {
        try await Stage.run { stage in
            try stage.keyturn.home.write(homeAssistant(stage), to: "ha.json")
            await stage.bridge.stop()
            let words = [
                "import", "home-assistant", stage.keyturn.home("ha.json"), "--config", stage.keyturn.home("other"),
            ]
            for (answer, code) in [("\r", 5), ("\u{1B}[C\r", 0)] as [(String, Int32)] {
                let sitting = try stage.keyturn.sit(words)
                try await sitting.sees("Import the bridge?")
                try sitting.types("\u{1B}[C\r")
                try await sitting.sees("Import it unchecked?")
                try sitting.types(answer)
                #expect(try await sitting.end() == .code(code))
                #expect(sitting.transcript.count { $0.contains("(KT-NET-REFUSED)") } == 1)
                #expect(try stage.keyturn.home.names.contains("other/entries.json") == (code == 0))
            }
        }
    }
}
