public import BridgeAPI
public import NukiDomain

/// What a ``ProofOfMove`` can ask, and the memory of earlier ones.
public protocol MoveWitness: Sendable {
    /// Looks at an address, unsigned; a 503 is ``BridgeProbe/Finding/nothing(_:)``.
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

    /// Notes how the probe ended that began last; one of which nothing is said proved nothing.
    func endProbe(_ end: ProbeEnd) async
}

/// What a probe came to, as far as the next one is concerned.
public enum ProbeEnd: Hashable, Sendable {
    /// It proved the bridge.
    case proved
    /// It was cut short before the true stamp was on its way: as if it had never begun.
    case nothingSpent
}
