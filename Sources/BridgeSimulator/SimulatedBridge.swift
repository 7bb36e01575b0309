public import NukiDomain

/// A bridge that answers over real HTTP as Nuki's does, on any port of this machine.
///
///     let bridge = try await SimulatedBridge.start(.builtIn())
///     print("http://\(bridge.endpoint)/info")
///     …
///     await bridge.stop()
///
/// One that is not stopped goes on listening until the process ends.
public struct SimulatedBridge: Sendable {
    /// What it began with.
    public let household: Household
    /// Where it began to listen; after ``move(host:port:)`` see ``currentEndpoint``.
    public let endpoint: Endpoint

    /// What goes on inside it.
    let firmware: BridgeFirmware
    /// Where it is reached.
    let presence: BridgePresence

    /// Starts to listen and to answer.
    ///
    /// - Parameter host: an address of this machine.
    /// - Parameter port: 0 for any that is free.
    /// - Parameter report: called for each request before its answer is sent; must not block.
    /// - Parameter appear: called whenever it is back after a restart or a move, with where it is; must not block.
    public static func start(
        _ household: Household, host: Host = .address(.v4(.loopback)), port: UInt16 = 0,
        time: SimulatedTime = SimulatedTime(), report: @escaping @Sendable (ServedRequest) -> Void = { _ in },
        appear: @escaping @Sendable (Endpoint) -> Void = { _ in }
    ) async throws(SimulatorError) -> SimulatedBridge {
        let firmware = BridgeFirmware(household, time: time, report: report)
        let presence = BridgePresence(firmware, host: host, port: port, time: time, appear: appear)
        let endpoint = try await presence.begin(household.faults)
        return SimulatedBridge(household: household, endpoint: endpoint, firmware: firmware, presence: presence)
    }

    /// What really is and was asked.
    public var truth: SimulatedTruth {
        get async { await firmware.truth }
    }

    /// Where it is reached now, or will be once it is back.
    public var currentEndpoint: Endpoint {
        get async { await presence.endpoint ?? endpoint }
    }

    /// Closes the port and every connection.
    public func stop() async {
        await presence.stop()
    }
}
