public import BridgeAPI
import Entries
import NukiDomain
public import Sightings

/// What the kernel knows of the hosts that this machine reaches without a router, asked anew each time.
public struct Neighbourhood: Sendable {
    let networks: @Sendable () -> [LocalNetwork]
    let neighbours: @Sendable () -> [NeighbourTable.Neighbour]

    /// - Parameters:
    ///   - networks: those that this machine is on.
    ///   - neighbours: the kernel's; none where it does not tell, and then no hardware is known.
    public init(
        networks: @escaping @Sendable () -> [LocalNetwork],
        neighbours: @escaping @Sendable () -> [NeighbourTable.Neighbour]
    ) {
        self.networks = networks
        self.neighbours = neighbours
    }

    /// No networks, where no hardware can be looked at.
    public static let unknown = Neighbourhood(networks: { [] }, neighbours: { [] })

    /// What there may be against sending a bridge's token in clear to its stored address, once the kernel has met whoever
    /// answers there; nil for another sign-in, and where the entry has no hardware or no address to look at.
    ///
    /// Of hosts behind a router the kernel knows nothing: there is nothing against them.
    func objection(to entry: BridgeEntry, _ credential: Credential) -> (@Sendable () -> String?)? {
        guard credential.mode == .plain, let mac = entry.mac, case .address(.v4(let address)) = entry.endpoint.host
        else { return nil }
        return { [networks, neighbours] in
            guard neighbours().hardwareAddress(of: address) != mac, networks().contains(where: { $0.reaches(address) })
            else { return nil }
            return "its token in clear waits for its own hardware, \(mac), to answer there"
        }
    }
}

extension BridgeDialer {
    /// A client for a configured bridge, whose token in clear goes to the bridge's own hardware alone.
    ///
    /// The address may change hands while a connection is being made: so the kernel is asked when it stands.
    ///
    /// - Parameter bridgeOffset: seconds by which the bridge's clock is ahead; nil for what its entry says.
    public func client(
        of bridge: KnownBridge, in neighbourhood: Neighbourhood, bridgeOffset: Int? = nil
    ) -> BridgeClient {
        client(
            bridge.entry.endpoint, credential: bridge.credential,
            bridgeOffset: bridgeOffset ?? bridge.entry.clockOffset,
            objection: neighbourhood.objection(to: bridge.entry, bridge.credential))
    }
}
