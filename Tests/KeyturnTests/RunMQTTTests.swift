import BridgeSimulator
import Glibc
import NukiDomain
import TestKit
import Testing

@Suite("run with a broker", .enabled(if: MosquittoBroker.missing == nil, "mosquitto is not installed"))
struct RunMQTTTests {
    private static let side = "keyturn/0A2B3C4D/3C88A2ED"

    @Test("The loop publishes its bridge, carries out what is published to it, and says goodbye")
    func wholeWay() async throws {
        let folder = try TemporaryFolder()
        try folder.write("a-password-of-ours\n", to: "password")
        let made = try await ChildProcess.run(
            "mosquitto_passwd", ["-b", "-c", folder("passwords"), "keyturn", "a-password-of-ours"])
        #expect(made.status == .code(0))
        let login = ["-u", "keyturn", "-P", "a-password-of-ours"]
        let mosquitto = try await MosquittoBroker("allow_anonymous false\npassword_file \(folder("passwords"))")
        try await Stage.run { stage in
            try stage.configure()
            let running = try stage.keyturn.start(
                ["run", "--config", stage.config],
                environment: [
                    "KEYTURN_POLL_SECONDS": "0.2", "KEYTURN_REQUEST_GAP_SECONDS": "0.05",
                    "KEYTURN_MQTT_HOST": "127.0.0.1", "KEYTURN_MQTT_PORT": "\(mosquitto.port)",
                    "KEYTURN_MQTT_USER": "keyturn", "KEYTURN_MQTT_PASSWORD_FILE": folder("password"),
                ])
            let ear = try await mosquitto.listen(to: "#", login)
            #expect(await ear.waits { $0.contains { $0.contains(" \(Self.side)/state {") } })
            // What was retained before comes in no order that is promised.
            let description = "homeassistant/device/keyturn_3C88A2ED/config"
            #expect(await ear.waits { $0.contains { $0.contains(" \(description) {") } })
            let key = try #require(
                await ear.payloads(of: description).first.flatMap { try? JSONValue(parsing: $0) })
            #expect(key["cmps"]?["lock"]?["cmd_t"]?.text == "\(Self.side)/set")

            try await mosquitto.publish("\(Self.side)/set", "OPEN", login)
            try await mosquitto.publish("\(Self.side)/set", "LOCK", login)
            #expect(await ear.waits { $0.contains { $0.contains("\(Self.side)/state") && $0.contains("LOCKED") } })
            #expect(await ear.waits { $0.contains { $0.contains("command.result") && $0.contains("done") } })
            let truth = await stage.bridge.truth
            #expect(truth.lockActions == 1, "the one that opens was refused")

            running.send(SIGTERM)
            let outcome = try await running.end()
            #expect(outcome.status == .code(0))
            #expect(await ear.waits { $0.contains { $0.hasSuffix(" keyturn/status offline") } })
            #expect(!outcome.errors.contains { $0.contains("a-password-of-ours") })
            #expect(outcome.errors.contains { $0.contains("mqtt.actions and mqtt.devices do not allow it") })
        }
    }

    @Test("Who may open is taken over while the loop runs, and said to be no matter for the next start")
    func reload() async throws {
        let folder = try TemporaryFolder()
        let made = try await ChildProcess.run(
            "mosquitto_passwd", ["-b", "-c", folder("passwords"), "keyturn", "a-password-of-ours"])
        #expect(made.status == .code(0))
        try folder.write("a-password-of-ours\n", to: "password")
        let login = ["-u", "keyturn", "-P", "a-password-of-ours"]
        let mosquitto = try await MosquittoBroker("allow_anonymous false\npassword_file \(folder("passwords"))")
        try await Stage.run { stage in
            try stage.configure()
            let mqtt =
                #""mqtt":{"host":"127.0.0.1","port":\#(mosquitto.port),"user":"keyturn","password_file":"\#(folder("password"))"}"#
            try stage.keyturn.home.write("{\(mqtt)}", to: "config/settings.json")
            let running = try stage.keyturn.start(["run", "--config", stage.config])
            let ear = try await mosquitto.listen(to: "#", login)
            let description = "homeassistant/device/keyturn_3C88A2ED/config"
            #expect(await ear.waits { $0.contains { $0.contains(" \(description) ") && !$0.contains("pl_open") } })
            try stage.keyturn.home.write(
                #"{"devices":{"3C88A2ED":{"open":true}},\#(mqtt)}"#, to: "config/settings.json")
            #expect(await ear.waits { $0.contains { $0.contains(" \(description) ") && $0.contains("pl_open") } })
            try await mosquitto.publish("\(Self.side)/set", "OPEN", login)
            #expect(await ear.waits { $0.contains { $0.contains("command.result") && $0.contains("done") } })
            running.send(SIGTERM)
            let outcome = try await running.end()
            #expect(outcome.status == .code(0))
            #expect(!outcome.errors.contains { $0.contains("next start") })
        }
    }
}
