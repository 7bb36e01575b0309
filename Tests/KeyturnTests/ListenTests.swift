import NukiDomain
import PacketWire
import TestKit
import Testing

@Suite("listen with a capture file", .timeLimit(.minutes(1)))
struct ListenTests {
    @Test("Each message is an object with the keys of the contract, in the order of the capture")
    func rows() async throws {
        let keyturn = try KeyturnBinary()
        let noise = [UInt8](repeating: 0xFF, count: 60)
        try Frames.write(
            [noise, Frames.request("Nuki_Bridge_1A2B3C4D", "192.0.2.77"), Frames.answer(.nak)],
            to: keyturn.home("some.pcap"))
        let outcome = try await keyturn.run(["listen", "--json", "--read", keyturn.home("some.pcap")])
        #expect(outcome.status == .code(0))
        #expect(outcome.errors == [])
        #expect(
            try outcome.output.map(JSONValue.init(parsing:)) == [
                [
                    "frame": 2, "kind": "dhcp4", "op": 1, "type": 3, "mac": "54:d2:72:0a:0b:0c", "xid": "0x78544709",
                    "flags": "0x0000", "ciaddr": "0.0.0.0", "yiaddr": "0.0.0.0", "siaddr": "0.0.0.0",
                    "giaddr": "0.0.0.0", "hostname": "Nuki_Bridge_1A2B3C4D", "requested": "192.0.2.77",
                    "server_id": "192.0.2.1", "vendor_class": "nuki", "options": [53, 61, 50, 54, 60, 12, 55, 255],
                ],
                [
                    "frame": 3, "kind": "dhcp4", "op": 2, "type": 6, "mac": "54:d2:72:0a:0b:0c", "xid": "0x78544709",
                    "flags": "0x0000", "ciaddr": "0.0.0.0", "yiaddr": "0.0.0.0", "siaddr": "0.0.0.0",
                    "giaddr": "0.0.0.0", "server_id": "192.0.2.1", "options": [53, 54, 255],
                ],
            ])
    }

    @Test(
        "A source that listen does not know is refused",
        arguments: [["--source", "scan"], ["--leases", "x"], ["--cloud-url", "http://127.0.0.1:9/"]])
    func otherSources(_ words: [String]) async throws {
        let outcome = try await KeyturnBinary().run(["listen"] + words)
        #expect(outcome.status == .code(64))
        #expect(outcome.output == [])
    }

    @Test("A capture can come through a pipe")
    func pipe() async throws {
        let keyturn = try KeyturnBinary()
        try Frames.write([Frames.request("Nuki_Bridge_1A2B3C4D", "192.0.2.77")], to: keyturn.home("some.pcap"))
        let outcome = try await keyturn.run(
            ["listen", "--read", "-"], input: .bytes(try Frames.bytes(of: keyturn.home("some.pcap"))))
        #expect(outcome.status == .code(0))
        #expect(
            outcome.output == [
                "    1  REQUEST    54:d2:72:0a:0b:0c  wants 192.0.2.77  \"Nuki_Bridge_1A2B3C4D\"  server 192.0.2.1"
            ])
    }

    @Test("A message that is cut short is printed as far as it was understood")
    func malformed() async throws {
        let keyturn = try KeyturnBinary()
        let frame = Frames.request("Nuki_Bridge_1A2B3C4D", "192.0.2.77")
        try Frames.write([Array(frame.prefix(300)), frame], to: keyturn.home("some.pcap"))
        let outcome = try await keyturn.run(["listen", "--json", "--read", keyturn.home("some.pcap")])
        #expect(outcome.status == .code(0))
        let rows = try outcome.output.map(JSONValue.init(parsing:))
        #expect(rows.count == 2)
        #expect(rows.first?["malformed"]?.text?.isEmpty == false)
        #expect(rows.last?["malformed"] == nil)
    }

    @Test("A name cannot write to the terminal")
    func hostileName() async throws {
        let keyturn = try KeyturnBinary()
        try Frames.write(
            [Frames.request("Nuki\u{1B}[2J\r\n\u{7}\u{9B}31m\u{202E}", "192.0.2.77")], to: keyturn.home("some.pcap"))
        for form in [[], ["--json"]] {
            let outcome = try await keyturn.run(["listen", "--read", keyturn.home("some.pcap")] + form)
            #expect(outcome.output.count == 1)
            let scalars = outcome.output.joined().unicodeScalars
            #expect(!scalars.contains { $0.value < 0x20 || (0x7F...0x9F).contains($0.value) })
        }
    }

    @Test("A file that is no capture, or is not there: KT-READ-FILE", arguments: ["listen", "discover"])
    func unreadable(_ command: String) async throws {
        let keyturn = try KeyturnBinary()
        try keyturn.home.write("no capture", to: "some.pcap")
        for name in ["some.pcap", "nowhere.pcap"] {
            let outcome = try await keyturn.run([
                command, "--json", "--read", keyturn.home(name), "--config", keyturn.home("config"),
            ])
            #expect(outcome.status == .code(65))
            #expect(try outcome.error?["id"] == "KT-READ-FILE")
        }
    }

    @Test("A link type that is not carried: KT-READ-LINK, by its name", arguments: ["listen", "discover"])
    func linkType(_ command: String) async throws {
        let keyturn = try KeyturnBinary()
        try Frames.write([[0, 0]], to: keyturn.home("air.pcap"), linkType: 105)
        let outcome = try await keyturn.run([
            command, "--json", "--read", keyturn.home("air.pcap"), "--config", keyturn.home("config"),
        ])
        #expect(outcome.status == .code(65))
        let error = try #require(try outcome.error)
        #expect(error["id"] == "KT-READ-LINK")
        #expect(error["what"]?.text?.contains("link type") == true)
        #expect(error["what"]?.text?.contains("802") == true)
        #expect(error["what"]?.text?.contains("105") == true)
    }

    @Test(
        "An interface that does not exist: KT-CAP-IFACE, with those that do",
        arguments: ["listen", "discover", "setup"])
    func noInterface(_ command: String) async throws {
        let keyturn = try KeyturnBinary()
        let outcome = try await keyturn.run([
            command, "--no-input", "--json", "--interface", "nosuch", "--config", keyturn.home("config"),
        ])
        #expect(outcome.status == .code(64))
        #expect(try outcome.error?["id"] == "KT-CAP-IFACE")
        #expect(outcome.conversation.contains("lo"))
    }

    @Test("A closed stdout is a quiet end")
    func closedOutput() async throws {
        let keyturn = try KeyturnBinary()
        let frames = [[UInt8]](repeating: Frames.request("Nuki_Bridge_1A2B3C4D", "192.0.2.77"), count: 5000)
        try Frames.write(frames, to: keyturn.home("long.pcap"))
        let script = "{ \"$0\" listen --read \"$1\"; echo \"ended with $?\" >&2; } | head -n 1"
        let outcome = try await ChildProcess.run(
            "sh", ["-c", script, KeyturnBinary.path, keyturn.home("long.pcap")], environment: ["PATH": "/usr/bin:/bin"])
        #expect(outcome.output.count == 1)
        #expect(outcome.errors == ["ended with 0"])
    }
}
