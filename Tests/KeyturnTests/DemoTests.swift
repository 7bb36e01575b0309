import FoundationEssentials
import Glibc
import TestKit
import Testing

@Suite("setup --demo without a terminal", .timeLimit(.minutes(1)))
struct DemoTests {
    private static let household = """
        {"id": "1F00BA47", "server_id": "2C5E90A7", "token": "\(FixtureTokens.own)", "mac": "54:d2:72:0b:a4:07",
         "devices": [
           {"type": 0, "id": "2AB34CD5", "name": "Haustür", "state": 3, "door_sensor": 3, "battery": 40},
           {"type": 2, "id": "0E5FE23A", "name": "\\u001b[31mBell\\r\\n\\u0007\\u202eend", "state": 3}
         ]}
        """

    @Test("It takes the defaults, shows the devices, and ends by itself")
    func defaults() async throws {
        let keyturn = try KeyturnBinary()
        let outcome = try await keyturn.run(["setup", "--demo"])
        #expect(outcome.status == .code(0))
        #expect(
            outcome.output.map { $0.dropFirst(9) } == [
                "Bridge 0A2B3C4D   online, 3 devices", "Front door        locked, door closed, battery 85 %",
                "Side door         unlocked, battery 96 %", "Intercom          ready",
            ])
        let said = outcome.conversation
        #expect(said.contains("A simulated bridge answers at 127.0.0.1:"))
        #expect(said.contains("ok: Bridge     Nuki_Bridge_0A2B3C4D at 127.0.0.1"))
        #expect(said.contains("ok: Token      from the bridge, 16 characters"))
        #expect(said.contains("ok: Sign-in    encrypted, "))
        #expect(said.contains("ok: Wrote 2 files."))
    }

    @Test("The folder that it names holds the entry and the token, for the owner only")
    func files() async throws {
        let keyturn = try KeyturnBinary()
        let outcome = try await keyturn.run(["setup", "--demo", "--no-run"])
        // A long path stands on a line of its own.
        let words = outcome.errors.joined(separator: " ").split(separator: " ")
        let folder = try #require(words.first { $0.hasPrefix(keyturn.home.path + "/") }).description
        for (name, mode) in [("", 0o700), ("/tokens", 0o700), ("/entries.json", 0o600), ("/tokens/0A2B3C4D", 0o600)] {
            let attributes = try FileManager.default.attributesOfItem(atPath: folder + name)
            #expect(attributes[.posixPermissions] as? Int == mode, "mode of \(folder + name)")
        }
        let name = folder.dropFirst(keyturn.home.path.count + 1)
        let entries = try #require(try keyturn.home.text(of: "\(name)/entries.json"))
        let entry = try #require(try JSONValue(parsing: entries)["entries"]?[0])
        #expect(entry["id"] == "0A2B3C4D")
        #expect(entry["source"] == "dhcp")
        #expect(!entries.contains(FixtureTokens.builtIn))
        #expect(try keyturn.home.text(of: "\(name)/tokens/0A2B3C4D") == FixtureTokens.builtIn + "\n")
        let left = try keyturn.home.names.filter { !$0.contains("/config/") }
        #expect(left.count == 1, "the frames are removed: \(left)")
    }

    @Test("Another household brings its own names, ids and states, through the frames and HTTP")
    func household() async throws {
        let keyturn = try KeyturnBinary()
        try keyturn.home.write(Self.household, to: "household.json")
        let outcome = try await keyturn.run(["setup", "--demo", "--household", keyturn.home("household.json")])
        #expect(outcome.status == .code(0))
        #expect(outcome.output.first?.hasSuffix(" Bridge 1F00BA47   online, 2 devices") == true)
        #expect(
            outcome.output.contains { $0.contains(" Haustür ") && $0.hasSuffix("unlocked, door open, battery 40 %") })
        #expect(outcome.conversation.contains("Nuki_Bridge_1F00BA47 at 127.0.0.1"))
        #expect(outcome.conversation.contains("Haustür (lock, unlocked)"))
    }

    @Test("Control characters in a name are printed escaped")
    func hostileNames() async throws {
        let keyturn = try KeyturnBinary()
        try keyturn.home.write(Self.household, to: "household.json")
        let outcome = try await keyturn.run(["setup", "--demo", "--household", keyturn.home("household.json")])
        #expect(outcome.output.count == 3)
        #expect(outcome.output.contains { $0.contains("[31mBell") && $0.contains("end") })
        let printed = (outcome.output + outcome.errors).flatMap(\.unicodeScalars)
        #expect(!printed.contains { $0.value < 0x20 || $0.value == 0x7F || $0 == "\u{202e}" })
    }

    @Test("With --json, stdout is one document, and the loop's lines go to stderr")
    func json() async throws {
        let outcome = try await KeyturnBinary().run(["setup", "--demo", "--json"])
        #expect(outcome.status == .code(0))
        let report = try outcome.json
        #expect(report.keys == ["schema", "changed", "bridge", "devices", "answers", "wrote", "warnings"])
        #expect(report["bridge"]?.keys == ["id", "host", "port", "auth", "firmware"])
        #expect(report["answers"]?["press_button"] == true)
        #expect(report["devices"]?.values.compactMap { $0["name"]?.text } == ["Front door", "Side door", "Intercom"])
        #expect(outcome.conversation.contains("Bridge 0A2B3C4D   online, 3 devices"))
    }

    @Test("A household that cannot be read is refused with its place")
    func badHousehold() async throws {
        let keyturn = try KeyturnBinary()
        try keyturn.home.write("{\n  \"id\": 7\n}", to: "household.json")
        let outcome = try await keyturn.run(["setup", "--demo", "--household", keyturn.home("household.json")])
        #expect(outcome.status == .code(65))
        #expect(outcome.conversation.contains("household.json is not a household"))
        #expect(try keyturn.home.names == ["household.json"])
    }

    @Test("SIGINT and SIGTERM before the review end it with 130 and leave nothing", arguments: [SIGINT, SIGTERM])
    func signalsBefore(_ signal: Int32) async throws {
        let keyturn = try KeyturnBinary()
        let running = try keyturn.start(["setup", "--demo"])
        try await running.line(with: "Press the button", on: .errors)
        running.send(signal)
        let outcome = try await running.end()
        #expect(outcome.status == .code(130))
        #expect(outcome.conversation.contains("Nothing was written"))
        #expect(try keyturn.home.names == [])
    }

    @Test("SIGINT and SIGTERM end the watching with 0", arguments: [SIGINT, SIGTERM])
    func signals(_ signal: Int32) async throws {
        let keyturn = try KeyturnBinary()
        let running = try keyturn.start(["setup", "--demo"])
        try await running.line(with: "Intercom")
        running.send(signal)
        #expect(try await running.end().status == .code(0))
    }
}
