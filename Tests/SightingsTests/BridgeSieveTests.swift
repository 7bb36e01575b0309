import FoundationEssentials
import NukiDomain
import PacketCapture
import PacketWire
import Sightings
import Testing

@Suite("Bridges among all other devices", .timeLimit(.minutes(1)))
struct BridgeSieveTests {
    private func sightings(of source: any PacketSource) async throws -> [Sighting] {
        try await LeaseListener(source).sightings().reduce(into: []) { $0.append($1) }
    }

    private func other(
        _ name: String?, type: DHCPMessageType = .request, transaction: UInt32 = 9, mac: UInt64 = 0x0200_0000_0007
    ) -> DHCPMessage {
        .fromClient(
            type, mac: MACAddress(rawValue: mac), transaction: transaction, hostName: name,
            requestedAddress: IPv4Address(192, 168, 1, 77))
    }

    @Test("Of all devices, only those that may be bridges are told: by a name with Nuki in it, or by Nuki's hardware")
    func others() async throws {
        let names = ["printer", "nuk", nil, "Nuki_Bridge_1A2B3C4D", " nuki-bridge-1", "my-NUKI.lan", "n-nUki"]
        let messages = names.enumerated().map { other($1, transaction: UInt32($0), mac: 0x0200_0000_0000 + UInt64($0)) }
        let sightings = try await sightings(of: MadePackets(messages + [other("hall", mac: 0x54D2_7200_0001)]))
        #expect(
            sightings.flatMap(\.hostNames) == [
                "Nuki_Bridge_1A2B3C4D", " nuki-bridge-1", "my-NUKI.lan", "n-nUki", "hall",
            ])
    }

    private func nak(_ mac: UInt64) -> DHCPMessage {
        DHCPMessage(
            operation: .server, transaction: 9, hardwareAddress: MACAddress(rawValue: mac),
            options: DHCPOptions([.messageType(.nak)]))
    }

    @Test("What answers a told device is told too, though it has no name; what answers others is not")
    func answers() async throws {
        let sightings = try await sightings(
            of: MadePackets([
                nak(0x0200_0000_0007), other("Nuki_Bridge_1"), nak(0x0200_0000_0008), nak(0x0200_0000_0007),
                other(nil, type: .decline, transaction: 10),
            ]))
        #expect(sightings.map(\.claim) == [.wish, .refused, .refused])
    }

    @Test("A flood of told devices makes it forget the one that it told first", arguments: [1023, 1024])
    func flood(others: UInt64) async throws {
        let flood = (0..<others).map { other("Nuki_\($0)", mac: 0x0200_0100_0000 + $0) }
        let sightings = try await sightings(
            of: FrameFile([other("Nuki_Bridge_1")] + flood + [nak(0x0200_0000_0007)]).replay())
        #expect(sightings.count { $0.claim == .refused } == (others < 1024 ? 1 : 0))
        #expect(sightings.count { $0.claim == .wish } == 1 + flood.count)
    }

    @Test("A name in two pieces, which nobody reads in passing, is read")
    func splitName() async throws {
        let pieces = [
            DHCPOption(code: 12, value: Array("Nu".utf8)), DHCPOption(code: 12, value: Array("ki_Bridge_1".utf8)),
        ]
        let message = DHCPMessage(
            operation: .client, transaction: 1, hardwareAddress: MACAddress(rawValue: 0x0200_0000_0007),
            options: DHCPOptions([.messageType(.request)] + pieces))
        #expect(try await sightings(of: MadePackets([message])).first?.hostNames == ["Nuki_Bridge_1"])
    }

    @Test("DHCPv6 ties a name to a hardware address and knows no IPv4 address; other devices are passed over")
    func version6() async throws {
        let name: [UInt8] = [0, 39, 0, 15, 0, 13] + Array("Nuki_Bridge_1".utf8)
        let other: [UInt8] = [0, 39, 0, 5, 0, 3] + Array("abc".utf8)
        let identifier: [UInt8] = [0, 1, 0, 10, 0, 3, 0, 1, 2, 0, 0, 0, 0, 7]
        func solicit(_ transaction: UInt8, _ options: [UInt8]) -> [UInt8] {
            [1, 0, 0, transaction] + identifier + options
        }
        let sightings = try await sightings(
            of: MadePackets(
                frames: [solicit(1, other), solicit(2, []), solicit(3, name), solicit(3, name), solicit(4, name)]
                    .map(MadePackets.frame6)))
        let expected = Sighting(
            claim: .wish, hostNames: ["Nuki_Bridge_1"], mac: MACAddress(rawValue: 0x0200_0000_0007), address: nil,
            interface: "eth0", transaction: 3, seen: Date(timeIntervalSince1970: 2))
        #expect(sightings.first == expected)
        #expect(sightings.map(\.transaction) == [3, 4])
    }
}
