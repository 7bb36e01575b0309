import BridgeSimulator
import FoundationEssentials
import Glibc
import TestKit
import Testing

@Suite("watch, status and token with a loop", .timeLimit(.minutes(1)))
struct WatchTests {
    @Test("Without a loop there is nothing to watch")
    func nothing() async throws {
        try await Stage.run { stage in
            try stage.configure()
            let outcome = try await stage.keyturn.run(["watch", "--json", "--config", stage.config])
            #expect(outcome.status == .code(5))
            #expect(try outcome.error?["id"] == "KT-NO-LOOP")
        }
    }

    @Test("watch prints what happens, as JSON and as text, until Ctrl-C ends it with 0 or the loop ends it with 5")
    func events() async throws {
        try await Stage.run { stage in
            try stage.configure()
            let pace = ["KEYTURN_POLL_SECONDS": "0.5", "KEYTURN_REQUEST_GAP_SECONDS": "0.02"]
            let loop = try stage.keyturn.start(["run", "--config", stage.config], environment: pace)
            try await loop.line(with: "Intercom")
            let lines = try stage.keyturn.start(["watch", "--json", "--config", stage.config])
            let text = try stage.keyturn.start(["watch", "--config", stage.config])
            // A reader gets what comes after it; until both are there, the door goes to and fro.
            let moving = Task {
                for command in ["unlock", "lock", "unlock", "lock", "unlock", "lock", "unlock", "lock"] {
                    _ = try await stage.keyturn.run([command, "Front door", "--config", stage.config])
                }
            }
            let event = try JSONValue(parsing: try await lines.line(with: "device.state"))
            #expect(event["bridge"] == "0A2B3C4D")
            #expect(event["device"] == "21DF943C")
            #expect(event["entity_id"] == "lock.front_door")
            #expect(event["name"] == "Front door")
            #expect(try await text.line(with: "device.state").contains("Front door   device.state "))
            lines.send(SIGINT)
            #expect(try await lines.end().status == .code(0))
            moving.cancel()
            _ = await moving.result
            loop.send(SIGTERM)
            #expect(try await loop.end().status == .code(0))
            #expect(try await text.end().status == .code(5))
        }
    }

    @Test("status shows what the loop knows, without a request to the bridge")
    func status() async throws {
        try await ServedLoop.run(environment: ["KEYTURN_POLL_SECONDS": "600"]) { loop in
            let before = await loop.stage.bridge.truth.requestCount
            let outcome = try await loop.command("status", "--json")
            #expect(outcome.status == .code(0))
            let bridge = try outcome.json["bridges"]?[0]
            #expect(bridge?["state"] == "online")
            #expect(bridge?["callback"] != nil)
            #expect(bridge?["devices"]?[0]?["entities"]?[0] != nil)
            let text = try await loop.command("status")
            #expect(text.output.first == "Hallway   \(loop.stage.bridge.endpoint)   online")
            try #require(text.output.count > 1)
            #expect(text.output[1].hasPrefix("  Front door   locked, door closed, battery 85 %, read "))
            // Callbacks are looked after meanwhile; devices are not asked for.
            let later = await loop.stage.bridge.truth.requests.dropFirst(before)
            #expect(!later.contains { $0.path == "/list" })
        }
    }

    @Test("A token is shown once, kept as its digest, and removed by its name")
    func tokens() async throws {
        let keyturn = try KeyturnBinary()
        let config = keyturn.home("config")
        let made = try await keyturn.run(
            ["token", "add", "phone", "--scope", "read", "--scope", "lock", "--json", "--config", config])
        #expect(made.status == .code(0))
        let token = try #require(try made.json["token"]?.text)
        #expect(token.utf8.count == 43)
        let file = try #require(try keyturn.home.text(of: "config/api-tokens.json"))
        #expect(!file.contains(token))
        let mode = try FileManager.default.attributesOfItem(atPath: keyturn.home("config/api-tokens.json"))
        #expect(mode[.posixPermissions] as? Int == 0o600)
        let listed = try await keyturn.run(["token", "list", "--config", config])
        #expect(listed.output == ["  phone   read, lock"])
        let again = try await keyturn.run(["token", "add", "phone", "--config", config])
        #expect(again.status == .code(3))
        let odd = try await keyturn.run(["token", "add", "my phone", "--config", config])
        #expect(odd.status == .code(64))
        #expect(try await keyturn.run(["token", "remove", "phone", "--config", config]).status == .code(0))
        #expect(try await keyturn.run(["token", "remove", "phone", "--config", config]).status == .code(3))
        #expect(try await keyturn.run(["token", "list", "--config", config]).output == [])
    }
}
