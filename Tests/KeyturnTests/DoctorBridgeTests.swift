import BridgeSimulator
import FoundationEssentials
import NukiDomain
import TestKit
import Testing

@Suite("doctor and a bridge", .timeLimit(.minutes(2)))
struct DoctorBridgeTests {
    @Test("A wrong token is a failure that says how to get a right one")
    func wrongToken() async throws {
        try await Stage.run { stage in
            try stage.configure()
            try stage.keyturn.home.write(FixtureTokens.wrong + "\n", to: "config/tokens/0A2B3C4D")
            let outcome = try await stage.doctor()
            #expect(outcome.status == .code(1))
            let check = try outcome.check(Doctor.bridge)
            #expect(check["state"] == "failed" && check["error"] == "KT-AUTH-TOKEN")
            #expect(check["fix"]?.text?.hasSuffix("keyturn reauth --config \(stage.config) 0A2B3C4D") == true)
            #expect(try outcome.ids.filter { $0.hasPrefix(Doctor.bridge) } == [Doctor.bridge])
        }
    }

    @Test("Without the bridge's lock it is asked nothing, whatever else goes on beside")
    func noLane() async throws {
        try await Stage.run { stage in
            try stage.configure()
            try stage.keyturn.home.write("", to: "config/run/bridges/0A2B3C4D/a folder")
            let outcome = try await stage.doctor()
            #expect(outcome.status == .code(1))
            #expect(try outcome.check(Doctor.bridge)["error"] == "KT-SAVE-DENIED")
            #expect(await stage.bridge.truth.requests.isEmpty)
        }
    }

    @Test("Callbacks are checked at the port that the settings name")
    func callbackPort() async throws {
        try await Stage.run { stage in
            try stage.configure()
            let port = try SilentPort(.refuses).endpoint.port
            try stage.keyturn.home.write("{\"callback\": {\"port\": \(port)}}", to: "config/settings.json")
            let check = try await stage.doctor().check("\(Doctor.bridge).callback")
            #expect(check["what"]?.text?.hasSuffix("port \(port)") == true)
        }
    }

    @Test("A bridge that is down and one that is another are failures")
    func wrongBridge() async throws {
        try await Stage.run { stage in
            try stage.configure(port: try SilentPort(.refuses).endpoint.port)
            let down = try await stage.doctor()
            #expect(down.status == .code(1))
            #expect(try down.check(Doctor.bridge)["error"] == "KT-NET-REFUSED")
            #expect(try down.check(Doctor.bridge)["fix"]?.text?.isEmpty == false)

            try stage.configure()
            let text = try #require(try stage.keyturn.home.text(of: "config/entries.json"))
            try stage.keyturn.home.write(text.replacing("0A2B3C4D", with: "1A2B3C4D"), to: "config/entries.json")
            try stage.keyturn.home.write(FixtureTokens.own, to: "config/tokens/1A2B3C4D")
            let other = try await stage.doctor()
            #expect(other.status == .code(1))
            #expect(try other.check("bridge.1A2B3C4D")["error"] == "KT-ID-OTHER")
        }
    }

    @Test(
        "A bridge's clock that drifts is a warning before it is too late, and one that sign-ins go by too",
        arguments: [(45, 0), (-45, 0), (-300, -300)])
    func clock(offset: Int, known: Int) async throws {
        try await Stage.run(household: { $0.clockOffset = offset }) { stage in
            try stage.configure()
            let text = try #require(try stage.keyturn.home.text(of: "config/entries.json"))
            try stage.keyturn.home.write(
                text.replacing("\"clock_offset\":0", with: "\"clock_offset\":\(known)"), to: "config/entries.json")
            let outcome = try await stage.doctor()
            #expect(try outcome.check(Doctor.bridge)["state"] == "ok")
            let check = try outcome.check("\(Doctor.bridge).clock")
            #expect(check["state"] == "warning" && check["error"] == "KT-AUTH-CLOCK")
            #expect(check["what"]?.text?.contains(offset < 0 ? "behind ours" : "ahead of ours") == true)
            #expect(check["what"]?.text?.contains(known == 0 ? "at 60 s it refuses" : "sign-ins go by it") == true)
            #expect(outcome.status == .code(Doctor.mayListen ? 0 : 1))
        }
    }

    @Test("Callback slots that others hold are named, and a warning when none is left")
    func slots() async throws {
        try await Stage.run { stage in
            try stage.configure()
            var faults = Faults()
            faults.areSlotsFull = true
            await stage.bridge.suffer(faults)
            let check = try await stage.doctor().check("\(Doctor.bridge).slots")
            #expect(check["state"] == "warning")
            #expect(
                check["what"]?.text?.hasSuffix(
                    "0 unknown at 127.0.0.1:9; 1 unknown at 127.0.0.1:9; 2 unknown at 127.0.0.1:9") == true)
            #expect(
                check["fix"]?.text?.hasSuffix(
                    "keyturn bridge --config \(stage.config) callbacks 0A2B3C4D remove NUMBER") == true)
            let text = try #require(try stage.keyturn.home.text(of: "config/entries.json"))
            try stage.keyturn.home.write(text.replacing("\"auto\"", with: "\"off\""), to: "config/entries.json")
            #expect(try await stage.doctor().check("\(Doctor.bridge).slots")["state"] == "ok", "nobody wants one")
        }
    }

    @Test("A slot of keyturn's shape serves, and what an address holds beside its place is not shown")
    func owners() async throws {
        let info = #"{"ids": {"hardwareId": 170605645}}"#
        let others =
            #"{"id": 0, "url": "http://192.168.1.9:8123/api/webhook/s3cret"}, {"id": 1, "url": "http://a\u001b[2J/x"}"#
        let own = #"{"id": 2, "url": "http://192.168.1.20:18581/callback/\#(String(repeating: "a1", count: 16))"}"#
        let bridge = try ScriptedBridge([
            "/info": [.json(info)],
            "/callback/list": [
                .json("{\"callbacks\": [\(others), {}]}"), .json("{\"callbacks\": [\(others), \(own)]}"),
            ],
        ])
        let arguments = ["doctor", "--json", "--config", bridge.config]
        let taken = try await bridge.keyturn.run(arguments, environment: bridge.environment)
        #expect(try taken.check("\(Doctor.bridge).slots")["state"] == "warning")
        #expect(
            try taken.check("\(Doctor.bridge).slots")["what"]?.text
                == "All callback slots are taken: 0 home-assistant at 192.168.1.9:8123; "
                + #"1 unknown at a\u{1B}[2J; one that cannot be read"#)
        let served = try await bridge.keyturn.run(arguments, environment: bridge.environment)
        #expect(try served.check("\(Doctor.bridge).slots")["state"] == "ok")
        #expect(try !served.ids.contains("\(Doctor.bridge).clock"), "what the bridge does not say is not judged")
    }

    @Test("Firmware from before encrypted sign-in is a warning, and so is a sign-in below what the firmware can do")
    func firmware() async throws {
        for (version, word) in [("2.10.4", "too old"), ("2.18.0", "knows encrypted")] {
            try await Stage.run(household: { $0.firmware = version }) { stage in
                try stage.configure()
                let text = try #require(try stage.keyturn.home.text(of: "config/entries.json"))
                try stage.keyturn.home.write(
                    text.replacing("\"encrypted\"", with: "\"hashed\""), to: "config/entries.json")
                let check = try await stage.doctor().check("\(Doctor.bridge).firmware")
                #expect(check["state"] == "warning")
                #expect(check["what"]?.text?.contains(word) == true)
            }
        }
    }

    @Test("Firmware that is too old for the sign-in that is configured is the first thing to think of")
    func tooOld() async throws {
        try await Stage.run(household: { $0.firmware = "2.10.4" }) { stage in
            try stage.configure()
            let text = try #require(try stage.keyturn.home.text(of: "config/entries.json"))
            try stage.keyturn.home.write(text.replacing("2.18.0", with: "2.10.4"), to: "config/entries.json")
            let check = try await stage.doctor().check(Doctor.bridge)
            #expect(check["state"] == "failed")
            #expect(check["what"]?.text?.contains("its firmware is too old") == true)
        }
    }

    @Test("A bridge that is known by a name has that name looked up")
    func name() async throws {
        try await Stage.run { stage in
            try stage.configure()
            let text = try #require(try stage.keyturn.home.text(of: "config/entries.json"))
            try stage.keyturn.home.write(text.replacing("127.0.0.1", with: "localhost"), to: "config/entries.json")
            let outcome = try await stage.doctor()
            #expect(try outcome.check("dns.localhost")["state"] == "ok")
            #expect(try outcome.check(Doctor.bridge)["state"] == "ok")
            #expect(
                try outcome.check("\(Doctor.bridge).callback")["what"]?.text?.hasPrefix("It can call back at") == true)
            #expect(try !outcome.ids.contains("dns.own"))
        }
    }
}
