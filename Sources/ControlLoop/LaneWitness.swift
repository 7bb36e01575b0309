import BridgeAPI
import Discovery
import Linux
import NukiDomain
import Sightings

/// What a proof can ask about one bridge on this machine: whatever may reach the bridge goes through its lane.
struct LaneWitness: MoveWitness {
    let bridge: BridgeID
    let dialer: BridgeDialer
    let lane: BridgeLane
    let memory: ProbeMemory
    /// The kernel's neighbours; none where it does not tell.
    let neighbours: @Sendable () -> [NeighbourTable.Neighbour]
    /// Called when a probe begins.
    let announce: @Sendable () async -> Void

    func look(at endpoint: Endpoint) async -> BridgeProbe.Finding {
        do {
            return try await pass {
                await BridgeProbe.look(dialer.client(endpoint), busyIsBridge: false)
            }
        } catch {
            return .nothing(error)
        }
    }

    func details(
        at endpoint: Endpoint, signedBy credential: Credential, bridgeOffset: Int
    ) async throws(BridgeError) -> BridgeDetails {
        try await pass { () async throws(BridgeError) in
            // Signed here, and not before the wait for one's turn: the stamp ages.
            try await dialer.client(endpoint, credential: credential, bridgeOffset: bridgeOffset).details()
        }
    }

    func hardwareAddress(of address: IPv4Address) -> MACAddress? {
        neighbours().hardwareAddress(of: address)
    }

    /// Where the kernel met this hardware.
    func addresses(of mac: MACAddress) -> [IPv4Address] {
        neighbours().filter { $0.mac == mac }.sorted { $0.isFresh && !$1.isFresh }.map(\.address)
    }

    func beginProbe() async -> Duration? {
        let wait = await memory.begin(bridge)
        if wait == nil { await announce() }
        return wait
    }

    func endProbe(_ end: ProbeEnd) async { await memory.end(bridge, end) }

    private func pass<Answer>(
        _ request: () async throws(BridgeError) -> Answer
    ) async throws(BridgeError) -> Answer {
        do {
            return try await lane.pass(request)
        } catch {
            switch error {
            case .bridge(let error): throw error
            // Nothing was sent: another process has the bridge, or nobody waits any more.
            case .taken, .cancelled: throw .busy
            case .lockFile(let error): throw .unsuccessful(message: "its lock file: \(error)")
            }
        }
    }
}
