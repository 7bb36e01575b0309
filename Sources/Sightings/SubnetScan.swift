public import FoundationEssentials
public import NukiDomain

/// Asks every address of the local networks whether it answers like a bridge: few at a time, and not fast.
///
/// Only private addresses that need no router are asked (RFC 1918).
public struct SubnetScan: SightingSource {
    /// Addresses that are asked unless told otherwise: a home network.
    public static let usualLimit = 256

    /// One address begins this long after another.
    private static let pace: Duration = .milliseconds(50)
    /// Addresses that are asked at the same time.
    private static let width = 16
    /// Nobody on a local network takes longer to answer.
    private static let patience: Duration = .seconds(2)

    private let networks: [LocalNetwork]
    private let port: Port
    private let limit: Int
    private let look: @Sendable (Endpoint) async -> Bool
    private let clock: any Clock<Duration>
    private let now: @Sendable () -> Date
    private let remark: @Sendable (SourceRemark) -> Void

    /// - Parameters:
    ///   - networks: the networks of the interfaces that are looked at.
    ///   - limit: the most addresses; of a larger network only the 256 around our own are asked.
    ///   - look: whether an address answers like a bridge.
    public init(
        _ networks: [LocalNetwork], port: Port, limit: Int = usualLimit,
        look: @escaping @Sendable (Endpoint) async -> Bool, clock: any Clock<Duration> = ContinuousClock(),
        now: @escaping @Sendable () -> Date = { Date() }, remark: @escaping @Sendable (SourceRemark) -> Void
    ) {
        self.networks = networks
        self.port = port
        self.limit = limit
        self.look = look
        self.clock = clock
        self.now = now
        self.remark = remark
    }

    /// The addresses that answer, as they do; the stream ends with the last one and throws nothing.
    public func sightings() -> AsyncThrowingStream<Sighting, any Error> {
        let targets = targets()
        if targets.isEmpty { remark(.scanFindsNoNetwork) }
        return AsyncThrowingStream(bufferingPolicy: .bufferingOldest(targets.count)) { continuation in
            let task = Task {
                await withTaskGroup(of: Void.self) { group in
                    for (number, target) in targets.enumerated() {
                        if number >= Self.width { await group.next() }
                        group.addTask { if let sighting = await ask(target) { continuation.yield(sighting) } }
                        // Cut short when nobody wants to know any more.
                        guard (try? await clock.sleep(for: Self.pace)) != nil else { break }
                    }
                }
                continuation.finish()
            }
            continuation.onTermination = { _ in task.cancel() }
        }
    }

    private struct Target: Hashable {
        let address: IPv4Address
        let interface: String
    }

    /// What is asked, each address once and at most ``limit`` of them.
    private func targets() -> [Target] {
        var targets: [Target] = []
        var known: Set<IPv4Address> = []
        for network in networks where network.ownAddress.isPrivate {
            var part = network
            if network.size > limit {
                part = LocalNetwork(interface: network.interface, ownAddress: network.ownAddress, prefixLength: 24)
                remark(.scanNarrowed(network))
            }
            for offset in 0..<part.size {
                let address = IPv4Address(rawValue: part.first.rawValue + UInt32(offset))
                guard targets.count < limit else { break }
                guard network.reaches(address), known.insert(address).inserted else { continue }
                targets.append(Target(address: address, interface: network.interface))
            }
        }
        return targets
    }

    private func ask(_ target: Target) async -> Sighting? {
        let endpoint = Endpoint(host: .address(.v4(target.address)), port: port)
        let isBridge = await TimeLimit.value(within: Self.patience, clock) { await look(endpoint) }
        guard isBridge == true else { return nil }
        return Sighting(
            source: .scan, claim: .granted, hostNames: [], mac: nil, address: target.address,
            interface: target.interface, port: port, seen: now())
    }
}
