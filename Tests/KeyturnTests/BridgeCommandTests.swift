import TestKit
import Testing

@Suite("keyturn bridge", .timeLimit(.minutes(1)))
struct BridgeCommandTests {
    private static let info = """
        {"bridgeType": 1, "ids": {"hardwareId": 170605645, "serverId": 71129620}, "versions": {"firmwareVersion": \
        "2.18.0", "wifiFirmwareVersion": "2.2.0"}, "uptime": 5152, "currentTime": "2026-08-22T09:31:22+00:00", \
        "wlanConnected": true, "serverConnected": false, "scanResults": [{"deviceType": 0, "nukiId": 568300604, \
        "name": "Nuki_\u{1B}[2J21DF943C", "rssi": -63, "paired": true}]}
        """
    private static let log = """
        [{"timestamp": "2026-08-22T09:31:22+00:00", "type": "BLE-Connect", "nukiId": "21DF943C", "pairIndex": 3}, \
        {"timestamp": "2026-08-22T09:31:20+00:00", "type": "HTTP-\u{1B}[2JList"}, 7]
        """
    private static let callbacks = """
        {"callbacks": [{"id": 0, "url": "http://192.168.1.5:8123/api/webhook/0123"}, \
        {"id": 2, "url": "http://192.168.1.9/\u{1B}[2Jx"}]}
        """
    private static let fewer = #"{"callbacks": [{"id": 2, "url": "http://192.168.1.9/x"}]}"#
    private static let success = #"{"success": true}"#

    @Test("A bridge is named by its name or its id, padded or not", arguments: ["Hallway", "0A2B3C4D", "a2b3c4d"])
    func naming(_ word: String) async throws {
        let bridge = try ScriptedBridge(["/info": [.json(Self.info)]])
        #expect(try await bridge.run("info", word).status == .code(0))
        #expect(bridge.targets == ["/info"] && bridge.isSigned)
        let outcome = try await bridge.run("info", "Kitchen", "--json")
        #expect(outcome.status == .code(3))
        #expect(try outcome.error?["id"] == "KT-INPUT")
        #expect(bridge.targets == ["/info"])
    }

    @Test("Shared options may stand before, within and behind the two words", arguments: [0, 1, 2, 3])
    func sharedOptions(_ place: Int) async throws {
        let bridge = try ScriptedBridge(["/info": [.json(Self.info)]])
        var words = ["bridge", "info", "Hallway"]
        words.insert(contentsOf: ["--json", "--config", bridge.config, "--color=never"], at: place)
        let outcome = try await bridge.keyturn.run(words, environment: bridge.environment)
        #expect(outcome.status == .code(0))
        #expect(try outcome.json["id"] == "0A2B3C4D")
    }

    @Test("info shows what the bridge says, and no more than it says")
    func info() async throws {
        let bridge = try ScriptedBridge(["/info": [.json(Self.info), .json(Self.info), .json(#"{"ids": {}}"#)]])
        let text = try await bridge.run("info", "Hallway")
        #expect(text.output.first?.hasPrefix("Hallway   127.0.0.1:") == true)
        #expect(text.output.contains("  Hardware id      0A2B3C4D"))
        #expect(text.output.contains("  Wi-Fi firmware   2.2.0"))
        #expect(text.output.contains("  Running for      1 h 25 min"))
        #expect(text.output.contains("  Nuki's server    not connected"))
        #expect(text.output.last == "  In range         Nuki_\\u{1B}[2J21DF943C, -63 dBm, paired")
        let json = try await bridge.run("info", "Hallway", "--json").json
        #expect(json["id"] == "0A2B3C4D" && json["server_id"] == "043D5A14" && json["firmware"] == "2.18.0")
        #expect(json["uptime"] == 5152 && json["wlan_connected"] == true && json["server_connected"] == false)
        #expect(json["time"] == "2026-08-22T09:31:22Z" && (json["clock_offset"]?.number ?? 0) < 0)
        #expect(
            json["in_range"]?[0]?.keys == ["id", "nuki_id", "type", "name", "rssi", "paired"])
        let bare = try await bridge.run("info", "Hallway")
        #expect(bare.status == .code(0) && bare.output.count == 1)
    }

    @Test("log shows the entries that can be read, and asks for those that are wanted")
    func log() async throws {
        let bridge = try ScriptedBridge(["/log": [.json(Self.log)]])
        let text = try await bridge.run("log", "Hallway", "--offset", "5", "--count", "2")
        #expect(text.status == .code(0))
        #expect(
            text.output == [
                "  2026-08-22T09:31:22Z   BLE-Connect   21DF943C   pairIndex=3",
                "  2026-08-22T09:31:20Z   HTTP-\\u{1B}[2JList",
            ])
        #expect(text.errors == ["warning: entry 3 of the log has no readable type"])
        let json = try await bridge.run("log", "Hallway", "--json").json
        let first: JSONValue = [
            "at": "2026-08-22T09:31:22Z", "type": "BLE-Connect", "device": "21DF943C", "more": ["pairIndex": 3],
        ]
        #expect(json["entries"]?[0] == first)
        #expect(bridge.targets == ["/log?offset=5&count=2", "/log?offset=0&count=100"])
        #expect(try await bridge.run("log", "Hallway", "--count", "0").status == .code(64))
    }

    @Test("callbacks shows each with its owner, and --json as the contract has it", arguments: [[], ["list"]])
    func callbacks(_ action: [String]) async throws {
        let bridge = try ScriptedBridge(["/callback/list": [.json(Self.callbacks)]])
        let arguments = ["bridge", "callbacks", "Hallway"] + action + ["--config", bridge.config]
        let text = try await bridge.keyturn.run(arguments, environment: bridge.environment)
        #expect(
            text.output == [
                "  0   home-assistant   http://192.168.1.5:8123/api/webhook/0123",
                "  2   unknown          http://192.168.1.9/\\u{1B}[2Jx",
            ])
        let json = try await bridge.keyturn.run(["--json"] + arguments, environment: bridge.environment).json
        #expect(
            json["callbacks"]?[0] == [
                "id": 0, "url": "http://192.168.1.5:8123/api/webhook/0123", "owner": "home-assistant", "ours": false,
            ])
        #expect(json["callbacks"]?[1]?.keys == ["id", "url", "ours"])
    }

    @Test("A callback of somebody else is not removed unasked")
    func removeUnasked() async throws {
        let bridge = try ScriptedBridge(["/callback/list": [.json(Self.callbacks)]])
        let outcome = try await bridge.run("callbacks", "Hallway", "remove", "0", "--json")
        #expect(outcome.status == .code(3))
        #expect(try outcome.error?["id"] == "KT-INPUT")
        #expect(outcome.conversation.contains("--yes"))
        let unknown = try await bridge.run("callbacks", "Hallway", "remove", "1", "--yes")
        #expect(unknown.status == .code(3) && unknown.conversation.contains("no callback 1"))
        #expect(bridge.targets == ["/callback/list", "/callback/list"])
        for line in [["callbacks", "Hallway", "remove"], ["callbacks", "Hallway", "list", "0"]] {
            #expect(try await bridge.keyturn.run(["bridge"] + line).status == .code(64))
        }
    }

    @Test("With --yes it is removed, and what is left is shown")
    func remove() async throws {
        let bridge = try ScriptedBridge([
            "/callback/list": [.json(Self.callbacks), .json(Self.fewer)], "/callback/remove": [.json(Self.success)],
        ])
        let outcome = try await bridge.run("callbacks", "Hallway", "remove", "0", "--yes", "--json")
        #expect(outcome.status == .code(0))
        #expect(try outcome.json["callbacks"]?.values.count == 1)
        #expect(bridge.targets == ["/callback/list", "/callback/remove?id=0", "/callback/list"] && bridge.isSigned)
    }

    @Test("At a terminal it is asked, and Enter alone changes nothing")
    func asked() async throws {
        let bridge = try ScriptedBridge([
            "/callback/list": [.json(Self.callbacks)], "/callback/remove": [.json(Self.success)],
        ])
        let arguments = ["bridge", "callbacks", "Hallway", "remove", "0", "--config", bridge.config]
        var environment = bridge.environment
        environment["TERM"] = "xterm-256color"
        let no = try bridge.keyturn.sit(arguments, environment: environment)
        let question = try await no.sees("Remove this callback?")
        #expect(question.text.contains("home-assistant"))
        try no.types("\r")
        #expect(try await no.end() == .code(130))
        #expect(try no.isRestored)
        #expect(no.transcript.contains { $0.contains("Nothing was changed.") })
        #expect(bridge.targets == ["/callback/list"])
        let yes = try bridge.keyturn.sit(arguments, environment: environment)
        try await yes.sees("Remove this callback?")
        try yes.types("\u{1B}[C\r")
        #expect(try await yes.end() == .code(0))
        #expect(bridge.targets.contains("/callback/remove?id=0"))
    }

    @Test("reboot is taken when the bridge says so, and when it breaks the connection")
    func reboot() async throws {
        let bridge = try ScriptedBridge(["/reboot": [.status(200, ""), .reset, .status(503, "")]])
        for isConfirmed in [true, false] {
            let outcome = try await bridge.run("reboot", "Hallway", "--json")
            #expect(outcome.status == .code(0))
            #expect(try outcome.json == ["result": "taken", "confirmed": .boolean(isConfirmed)])
            #expect(outcome.conversation.contains("some tens of seconds"))
        }
        #expect(try await bridge.run("reboot", "Hallway").status == .code(8))
    }

    @Test("fwupdate asks, updates the bridge alone, and does not know what a broken connection means")
    func update() async throws {
        let bridge = try ScriptedBridge(["/fwupdate": [.status(200, ""), .reset, .brokenChunks]])
        let unasked = try await bridge.run("fwupdate", "Hallway", "--json")
        #expect(unasked.status == .code(3))
        #expect(try unasked.error?["id"] == "KT-INPUT")
        #expect(bridge.targets == [])
        let done = try await bridge.run("fwupdate", "Hallway", "--yes", "--json")
        #expect(done.status == .code(0))
        #expect(try done.json == ["result": "taken", "confirmed": true])
        #expect(bridge.targets == ["/fwupdate?scope=1"])
        let lost = try await bridge.run("fwupdate", "Hallway", "--yes", "--json")
        #expect(lost.status == .code(9))
        #expect(try lost.error?["id"] == "KT-CMD-UNKNOWN")
    }

    @Test(
        "What goes wrong ends with the code of its kind",
        arguments: [
            (ScriptedBridge.Answer.status(503, "HTTP 503 Unavailable"), 8 as Int32, "KT-BUSY" as String?),
            (.status(401, "HTTP 401 Unauthorized"), 4, "KT-AUTH-TOKEN"), (.status(403, ""), 4, "KT-AUTH-OFF"),
            (.status(400, ""), 8, nil), (.json(#"{"callbacks": [{"id": 0, "ur"#), 5, "KT-NET-TIME"),
            (.json("<html>"), 5, "KT-NET-OTHER"), (.reset, 5, "KT-NET-TIME"),
        ])
    func failures(_ answer: ScriptedBridge.Answer, _ code: Int32, _ id: String?) async throws {
        let bridge = try ScriptedBridge(["/callback/list": [answer]])
        let outcome = try await bridge.run("callbacks", "Hallway", "--json")
        #expect(outcome.status == .code(code))
        #expect(try outcome.error?["id"]?.text == id)
        #expect(try outcome.error?["what"]?.text?.isEmpty == false)
    }

    @Test("A bridge that says no to a removal is quoted safely")
    func refusedRemoval() async throws {
        let bridge = try ScriptedBridge([
            "/callback/list": [.json(Self.callbacks)],
            "/callback/remove": [.json("{\"success\": false, \"message\": \"no \u{1B}[2J\"}")],
        ])
        let outcome = try await bridge.run("callbacks", "Hallway", "remove", "0", "--yes")
        #expect(outcome.status == .code(8))
        #expect(outcome.conversation.contains("It says: no \\u{1B}[2J."))
    }
}
