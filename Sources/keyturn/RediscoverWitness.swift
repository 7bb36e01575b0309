import BridgeAPI
import ControlLoop
import Discovery
import HTTPFetch
import Linux
import NukiDomain
import Sightings

/// What a proof can ask about one bridge on this machine: signed requests go through the bridge's lane.
struct RediscoverWitness: MoveWitness {
    let bridge: BridgeID
    let dialer: BridgeDialer
    let lane: BridgeLane
    let memory: RediscoverMemory
    /// The kernel's neighbours; none where it does not tell.
    let neighbours: @Sendable () -> [NeighbourTable.Neighbour]

    func look(at endpoint: Endpoint) async -> BridgeProbe.Finding {
        await BridgeProbe.look(dialer.client(endpoint))
    }

    func details(
        at endpoint: Endpoint, signedBy credential: Credential, bridgeOffset: Int
    ) async throws(BridgeError) -> BridgeDetails {
        do {
            return try await lane.pass { () async throws(BridgeError) in
                // Signed here, and not before the wait for one's turn: the stamp ages.
                try await dialer.client(endpoint, credential: credential, bridgeOffset: bridgeOffset).details()
            }
        } catch {
            switch error {
            case .bridge(let error): throw error
            case .taken: throw .busy
            case .lockFile(let error): throw .noAnswer(.failed(error.description))
            case .cancelled: throw .noAnswer(.cancelled)
            }
        }
    }

    func hardwareAddress(of address: IPv4Address) -> MACAddress? {
        neighbours().hardwareAddress(of: address)
    }

    /// Where the kernel met this hardware.
    func addresses(of mac: MACAddress) -> [IPv4Address] {
        neighbours().filter { $0.mac == mac }.sorted { $0.isFresh && !$1.isFresh }.map(\.address)
    }

    func beginProbe() async -> Duration? { await memory.begin(bridge) }

    func endProbe() async { await memory.end(bridge) }
}
