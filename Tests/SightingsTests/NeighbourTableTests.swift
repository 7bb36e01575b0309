import Glibc
import NukiDomain
import Sightings
import TestKit
import Testing

@testable import Linux

@Suite("The kernel's tables", .timeLimit(.minutes(1))) struct NeighbourTableTests {
    private static let needsLab: any TestTrait & SuiteTrait = .enabled(
        if: NetworkLab.unavailable == nil, "\(NetworkLab.unavailable ?? "")")

    @Test("Neighbours that are as good as known are told, with address, hardware address and interface", Self.needsLab)
    func neighbours() async throws {
        try await NetworkLab.run { lab in
            let known = ["reachable", "stale", "delay", "probe", "permanent"]
            for (number, state) in known.enumerated() {
                try await lab.ip(
                    "neigh add 192.168.77.\(50 + number) lladdr 54:d2:72:00:00:0\(number) dev eth0 nud \(state)",
                    on: .watcher)
            }
            try await lab.ip("neigh add 192.168.77.70 lladdr 54:d2:72:00:00:99 dev eth0 nud failed", on: .watcher)
            try await lab.ip("neigh add 192.168.77.71 dev eth0 nud incomplete", on: .watcher)
            let (all, elsewhere) = try await lab.within(.watcher) {
                (
                    try NeighbourTable().neighbours().filter { $0.address > IPv4Address(192, 168, 77, 49) },
                    try NeighbourTable(interfaces: ["eth1"]).neighbours()
                )
            }
            #expect(all.map(\.address) == (50...54).map { IPv4Address(192, 168, 77, $0) })
            #expect(all.map(\.mac.rawValue) == (0...4).map { 0x54D2_7200_0000 + $0 })
            #expect(Set(all.map(\.interface)) == ["eth0"])
            #expect(elsewhere == [])
        }
    }

    @Test("Of hardware that has a fresh address, old ones are no sightings", Self.needsLab)
    func stale() async throws {
        try await NetworkLab.run { lab in
            for (last, state) in [(50, "stale"), (51, "permanent"), (52, "stale")] {
                let mac = last == 52 ? "54:d2:72:00:00:02" : "54:d2:72:00:00:01"
                try await lab.ip("neigh add 192.168.77.\(last) lladdr \(mac) dev eth0 nud \(state)", on: .watcher)
            }
            let sightings = try await lab.within(.watcher) { NeighbourTable().sightings() }
            let seen = try await sightings.reduce(into: []) { $0.append($1) }.filter { $0.mac?.isOfNuki == true }
            #expect(seen.map(\.address) == [51, 52].map { IPv4Address(192, 168, 77, $0) })
            #expect(seen.allSatisfy { $0.source == .neighbours && $0.claim == .granted && $0.interface == "eth0" })
        }
    }

    @Test("A table of thousands of neighbours comes whole", Self.needsLab)
    func many() async throws {
        try await NetworkLab.run { lab in
            let lines = (0..<3000).map { number in
                "neigh add 10.9.\(number / 250).\(number % 250 + 1) lladdr 02:00:00:00:\(Hex.lower(UInt8(number / 250))):"
                    + "\(Hex.lower(UInt8(number % 250))) dev eth0 nud permanent"
            }
            try await lab.ip(batch: lines, on: .watcher)
            let count = try await lab.within(.watcher) { try NeighbourTable().neighbours().count }
            #expect(count >= 3000)
        }
    }

    @Test("The networks are those of the addresses, with their prefix", Self.needsLab)
    func networks() async throws {
        try await NetworkLab.run { lab in
            try await lab.ip("addr add 10.1.2.3/16 dev eth0", on: .watcher)
            let networks = try await lab.within(.watcher) { try LocalNetwork.all() }
            #expect(
                Set(networks) == [
                    LocalNetwork(interface: "lo", ownAddress: .loopback, prefixLength: 8),
                    LocalNetwork(interface: "eth0", ownAddress: IPv4Address(192, 168, 77, 2), prefixLength: 24),
                    LocalNetwork(interface: "eth0", ownAddress: IPv4Address(10, 1, 2, 3), prefixLength: 16),
                ])
        }
    }

    @Test("A network reaches its hosts and not its edges, itself or anybody else")
    func reach() {
        let network = LocalNetwork(interface: "eth0", ownAddress: IPv4Address(192, 168, 1, 10), prefixLength: 24)
        for (last, isReached) in [(0, false), (1, true), (10, false), (254, true), (255, false)] as [(UInt8, Bool)] {
            #expect(network.reaches(IPv4Address(192, 168, 1, last)) == isReached, "\(last)")
        }
        #expect(!network.reaches(IPv4Address(192, 168, 2, 1)))
        #expect(!network.reaches(IPv4Address(8, 8, 8, 8)))
        let pair = LocalNetwork(interface: "eth0", ownAddress: IPv4Address(10, 0, 0, 0), prefixLength: 31)
        #expect(pair.reaches(IPv4Address(10, 0, 0, 1)))
    }

    @Test("Messages and attributes that lie about their length end the reading, at every cut")
    func hostile() throws {
        let attribute: [UInt8] = [8, 0, 1, 0, 192, 168, 1, 52]
        let body = [2, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0] + attribute
        let message: [UInt8] = [36, 0, 0, 0, 28, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0] + body
        let whole = try Self.messages(message + message)
        #expect(whole.map(\.attributes) == [[1: [192, 168, 1, 52]], [1: [192, 168, 1, 52]]])
        for cut in 0..<message.count * 2 { #expect(try Self.messages(Array((message + message)[..<cut])).count <= 1) }
        var short = message
        for length in 0...255 as ClosedRange<UInt8> {
            short[28] = length
            #expect(try Self.messages(short).count == 1)
            short[28] = 8
            short[0] = length
            _ = try? Self.messages(short)
            short[0] = 36
        }
    }

    @Test("The kernel's refusal is thrown with its number")
    func refusal() {
        let bytes: [UInt8] = [20, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 255, 255, 255, 255]
        #expect(throws: SystemError("netlink", number: EPERM)) { try Self.messages(bytes) }
    }

    private static func messages(_ bytes: [UInt8]) throws -> [NetlinkMessage] {
        unsafe try NetlinkMessage.all(in: bytes.span.bytes, headLength: 12)
    }
}
