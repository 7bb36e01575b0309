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
    /// Where it listens.
    public let endpoint: Endpoint

    private let firmware: BridgeFirmware
    private let listener: HTTPListener

    /// Starts to listen and to answer.
    ///
    /// - Parameter host: an address of this machine.
    /// - Parameter port: 0 for any that is free.
    /// - Parameter report: called for each request before its answer is sent; must not block.
    public static func start(
        _ household: Household, host: Host = .address(.v4(.loopback)), port: UInt16 = 0,
        time: SimulatedTime = SimulatedTime(), report: @escaping @Sendable (ServedRequest) -> Void = { _ in }
    ) async throws(SimulatorError) -> SimulatedBridge {
        let firmware = BridgeFirmware(household, time: time, report: report)
        let listener = try await HTTPListener(host: host, port: port) { await firmware.answer($0).bytes }
        return SimulatedBridge(
            household: household, endpoint: Endpoint(host: host, port: listener.port), firmware: firmware,
            listener: listener)
    }

    /// Presses the button on the front; false when no `/auth` is waiting for it, and then the press is lost.
    @discardableResult
    public func pressButton() async -> Bool {
        await firmware.pressButton()
    }

    /// What really is and was asked.
    public var truth: SimulatedTruth {
        get async { await firmware.truth }
    }

    /// Goes on until the calling task is cancelled, then stops.
    public func run() async {
        await listener.run()
    }

    /// Closes the port and every connection.
    public func stop() async {
        await listener.stop()
    }
}
