import NukiDomain
import PacketWire
import TestKit
import Testing

@Suite("discover with a capture file", .timeLimit(.minutes(1)))
struct DiscoverTests {
    private static let other = MACAddress(rawValue: 0x54D2_7200_0001)

    @Test("A bridge is an object with the keys of the contract, seen when its frame was")
    func found() async throws {
        try await expect(
            of: [Frames.request("Nuki_Bridge_1A2B3C4D", "192.0.2.77"), Frames.request("a-printer", "192.0.2.78")],
            [
                [
                    "event": "found", "id": "1A2B3C4D", "host": "192.0.2.77", "port": 8080, "mac": "54:d2:72:0a:0b:0c",
                    "hostname": "Nuki_Bridge_1A2B3C4D", "source": "dhcp", "configured": false,
                    "seen": "2026-08-22T09:31:22Z",
                ]
            ])
    }

    @Test("A capture file is read whatever other source is named")
    func readBesideAnother() async throws {
        let keyturn = try KeyturnBinary()
        try Frames.write([Frames.request("Nuki_Bridge_1A2B3C4D", "192.0.2.77")], to: keyturn.home("some.pcap"))
        let outcome = try await keyturn.run([
            "discover", "--json", "--source", "leases", "--leases", keyturn.home("none.leases"), "--read",
            keyturn.home("some.pcap"),
        ])
        #expect(outcome.status == .code(0))
        #expect(try outcome.output.map(JSONValue.init(parsing:)).first?["id"] == "1A2B3C4D")
    }

    @Test("A bridge that asks for another address has moved")
    func moved() async throws {
        let keyturn = try KeyturnBinary()
        let rows = try await rows(
            keyturn,
            [
                Frames.request("Nuki_Bridge_1A2B3C4D", "192.0.2.77"),
                Frames.request("nuki_bridge_1a2b3c4d", "192.0.2.90", transaction: 7),
            ])
        #expect(rows.map { $0["event"] } == ["found", "moved"])
        #expect(rows.last?["from"] == "192.0.2.77")
        #expect(rows.last?["host"] == "192.0.2.90")
        #expect(rows.last?["seen"] == "2026-08-22T09:31:23Z")
    }

    @Test("A NAK withdraws the address that was asked for, and no other one")
    func nak() async throws {
        let keyturn = try KeyturnBinary()
        let rows = try await rows(
            keyturn,
            [
                Frames.request("Nuki_Bridge_1A2B3C4D", "192.0.2.77"),
                Frames.request("Nuki_Bridge_5E6F7081", "192.0.2.78", mac: Self.other, transaction: 9),
                Frames.answer(.nak), Frames.request("Nuki_Bridge_1A2B3C4D", "192.0.2.90", transaction: 10),
            ])
        #expect(rows.first?["host"] == "192.0.2.77")
        #expect(rows.contains { $0["event"] == "withdrawn" && $0["id"] == "1A2B3C4D" })
        #expect(!rows.contains { $0["event"] == "withdrawn" && $0["id"] == "5E6F7081" })
        #expect(rows.last?["host"] == "192.0.2.90")
    }

    @Test("A bridge that is set up is marked")
    func configured() async throws {
        try await Stage.run { stage in
            try stage.configure()
            let rows = try await rows(stage.keyturn, [Frames.request("Nuki_Bridge_0A2B3C4D", "192.0.2.77")])
            #expect(rows.first?["configured"] == true)
        }
    }

    @Test("Nothing found: KT-FIND-NONE and exit 2")
    func nothing() async throws {
        let keyturn = try KeyturnBinary()
        try Frames.write([Frames.request("a-printer", "192.0.2.78")], to: keyturn.home("some.pcap"))
        let outcome = try await keyturn.run([
            "discover", "--read", keyturn.home("some.pcap"), "--config", keyturn.home("config"),
        ])
        #expect(outcome.status == .code(2))
        #expect(outcome.output == [])
        #expect(outcome.conversation.contains("KT-FIND-NONE"))
    }

    @Test("For people it is a line that no name can break")
    func line() async throws {
        let keyturn = try KeyturnBinary()
        try Frames.write([Frames.request("Nuki_Bridge_1A2B3C4D", "192.0.2.77")], to: keyturn.home("some.pcap"))
        let outcome = try await keyturn.run([
            "discover", "--read", keyturn.home("some.pcap"), "--config", keyturn.home("config"),
        ])
        #expect(outcome.output == ["found  Nuki_Bridge_1A2B3C4D  192.0.2.77  54:d2:72:0a:0b:0c  DHCP"])
    }

    private func expect(of frames: [[UInt8]], _ expected: [JSONValue]) async throws {
        let rows = try await rows(try KeyturnBinary(), frames)
        #expect(rows == expected)
    }

    private func rows(_ keyturn: KeyturnBinary, _ frames: [[UInt8]]) async throws -> [JSONValue] {
        try Frames.write(frames, to: keyturn.home("some.pcap"))
        let outcome = try await keyturn.run([
            "discover", "--json", "--read", keyturn.home("some.pcap"), "--config", keyturn.home("config"),
        ])
        #expect(outcome.status == .code(0))
        return try outcome.output.map(JSONValue.init(parsing:))
    }
}
