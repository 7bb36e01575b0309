import NukiDomain
import Sightings
import Synchronization
import TestKit
import Testing

@Suite("A scan of the local networks", .timeLimit(.minutes(1))) struct SubnetScanTests {
    private static let home = LocalNetwork(
        interface: "eth0", ownAddress: IPv4Address(192, 168, 1, 10), prefixLength: 24)

    private final class Looks: Sendable {
        let asked = Mutex<[Endpoint]>([])
        let remarks = Mutex<[SourceRemark]>([])
    }

    private func scan(
        _ networks: [LocalNetwork], limit: Int = SubnetScan.usualLimit, clock: any Clock<Duration> = SkippingClock(),
        _ looks: Looks, answers: Set<IPv4Address> = []
    ) -> SubnetScan {
        SubnetScan(
            networks, port: .bridgeDefault, limit: limit,
            look: { endpoint in
                looks.asked.withLock { $0.append(endpoint) }
                return answers.contains { endpoint.host == .address(.v4($0)) }
            }, clock: clock
        ) { remark in looks.remarks.withLock { $0.append(remark) } }
    }

    @Test("Every host of the network is asked once, on the bridge's port, and who answers is seen")
    func home() async throws {
        let looks = Looks()
        // The clock of this test is always past the patience with one address, so nothing is seen by it.
        for try await _ in scan([Self.home], looks).sightings() {}
        let asked = looks.asked.withLock { $0 }
        #expect(asked.count == 253)
        #expect(Set(asked).count == 253)
        #expect(Set(asked.map(\.port)) == [.bridgeDefault])
        #expect(!asked.contains { $0.host == .address(.v4(Self.home.ownAddress)) })
        #expect(looks.remarks.withLock { $0 } == [])
    }

    @Test("An address that answers is seen with its interface")
    func answer() async throws {
        let pair = LocalNetwork(interface: "eth0", ownAddress: IPv4Address(10, 0, 0, 0), prefixLength: 31)
        let other = IPv4Address(10, 0, 0, 1)
        let scan = scan([pair], clock: ManualClock(), Looks(), answers: [other])
        var sightings = scan.sightings().makeAsyncIterator()
        let seen = try await sightings.next()
        #expect(seen?.source == .scan)
        #expect(seen?.address == other)
        #expect(seen?.interface == "eth0")
        #expect(seen?.port == .bridgeDefault)
    }

    @Test("Addresses begin 50 ms apart: twenty a second")
    func pace() async throws {
        let looks = Looks()
        let start = ContinuousClock.now
        let small = LocalNetwork(interface: "eth0", ownAddress: IPv4Address(10, 0, 0, 1), prefixLength: 29)
        for try await _ in scan([small], clock: ContinuousClock(), looks).sightings() {}
        #expect(looks.asked.withLock { $0.count } == 5)
        #expect(ContinuousClock.now - start >= .milliseconds(5 * 50))
    }

    @Test("Of a larger network the 256 around our own address are asked, and that is said")
    func large() async throws {
        let looks = Looks()
        let large = LocalNetwork(interface: "eth0", ownAddress: IPv4Address(10, 7, 3, 9), prefixLength: 8)
        for try await _ in scan([large], looks).sightings() {}
        let asked = looks.asked.withLock { $0 }
        #expect(asked.count == 255)
        #expect(asked.allSatisfy { "\($0.host)".hasPrefix("10.7.3.") })
        #expect(looks.remarks.withLock { $0 } == [.scanNarrowed(large)])
    }

    @Test("The limit holds over all networks, and a larger one is taken at its word")
    func limits() async throws {
        let looks = Looks()
        let second = LocalNetwork(interface: "eth1", ownAddress: IPv4Address(10, 0, 0, 1), prefixLength: 24)
        for try await _ in scan([Self.home, second], looks).sightings() {}
        #expect(looks.asked.withLock { $0.count } == 256)
        let more = Looks()
        let wide = LocalNetwork(interface: "eth0", ownAddress: IPv4Address(10, 0, 0, 1), prefixLength: 23)
        for try await _ in scan([wide], limit: 512, more).sightings() {}
        #expect(more.asked.withLock { $0.count } == 509)
    }

    @Test("Public networks, loopback and a machine without a network are not scanned")
    func nothing() async throws {
        let looks = Looks()
        let networks = [
            LocalNetwork(interface: "lo", ownAddress: .loopback, prefixLength: 8),
            LocalNetwork(interface: "eth0", ownAddress: IPv4Address(203, 0, 113, 7), prefixLength: 24),
        ]
        for try await _ in scan(networks, looks).sightings() {}
        #expect(looks.asked.withLock { $0 } == [])
        #expect(looks.remarks.withLock { $0 } == [.scanFindsNoNetwork])
    }
}
