public import BridgeAPI
public import NukiDomain

/// What a ``ProofOfMove`` can ask, and the memory of earlier ones.
public protocol MoveWitness: Sendable {
    /// Looks at an address, unsigned.
    func look(at endpoint: Endpoint) async -> BridgeProbe.Finding

    /// Asks `/info`, signed with a stamp of this moment moved by so many seconds.
    func details(
        at endpoint: Endpoint, signedBy credential: Credential, bridgeOffset: Int
    ) async throws(BridgeError) -> BridgeDetails

    /// The hardware behind an address as the kernel met it last; nil where it knows none, or several.
    func hardwareAddress(of address: IPv4Address) async -> MACAddress?

    /// Notes that a probe begins, before anything signed is sent; nil, or the time for which none may, and then nothing
    /// is noted. See ``ProbeLimit``.
    func beginProbe() async -> Duration?

    /// Notes that the probe proved the bridge.
    func endProbe() async
}
