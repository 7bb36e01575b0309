public import FoundationEssentials
public import HTTPFetch
public import NukiDomain

/// Makes clients for any number of bridges over one way to the network and one clock.
public struct BridgeDialer: Sendable {
    private let fetcher: any HTTPFetching
    private let clock: @Sendable () -> Date

    /// - Parameter clock: this machine's time; tests set it.
    public init(fetcher: any HTTPFetching, clock: @escaping @Sendable () -> Date = { Date() }) {
        self.fetcher = fetcher
        self.clock = clock
    }

    /// This machine's time.
    public var now: Date { clock() }

    /// A client for one bridge.
    ///
    /// - Parameters:
    ///   - credential: signs its requests; nil for an address that has proved nothing.
    ///   - bridgeOffset: seconds by which the bridge's clock is ahead of this machine's.
    ///   - objection: asked when a connection stands, before what is signed goes out over it: why it may not, nil where it
    ///     may. It may not wait.
    public func client(
        _ endpoint: Endpoint, credential: Credential? = nil, bridgeOffset: Int = 0,
        objection: (@Sendable () -> String?)? = nil
    ) -> BridgeClient {
        BridgeClient(
            endpoint: endpoint, credential: credential, fetcher: fetcher,
            stamps: StampSource(bridgeOffset: bridgeOffset, now: clock), objection: objection)
    }
}
