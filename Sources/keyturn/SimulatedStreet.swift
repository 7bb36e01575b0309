import BridgeSimulator
import NukiDomain

/// The bridges of one `simulate`, in the order of their ports.
struct SimulatedStreet: Sendable {
    /// A bridge, and the port that controls it where there is one.
    struct House: Sendable {
        let bridge: SimulatedBridge
        let control: BridgeControl?
    }

    /// Every bridge of it.
    let houses: [House]

    /// Starts them all.
    ///
    /// - Parameters:
    ///   - port: the first bridge's port, which the others follow; 0 for any that are free.
    ///   - control: the same for the ports that control them; nil for none.
    ///   - report: called for each request, with the bridge that answers it.
    ///   - appear: called whenever a bridge is back after a restart or a move.
    static func start(
        _ households: [Household], host: Host, port: UInt16, control: UInt16?, time: SimulatedTime,
        report: @escaping @Sendable (ServedRequest, BridgeID) -> Void,
        appear: @escaping @Sendable (Household, Endpoint) -> Void
    ) async throws -> SimulatedStreet {
        try makeRoom(for: households.count, controlled: control != nil)
        var houses: [House] = []
        for (number, household) in households.enumerated() {
            let bridge = try await SimulatedBridge.start(
                household, host: host, port: Self.port(port, number), time: time
            ) {
                report($0, household.id)
            } appear: {
                appear(household, $0)
            }
            var bridgeControl: BridgeControl?
            if let control {
                bridgeControl = try await BridgeControl.start(bridge, port: Self.port(control, number))
            }
            houses.append(House(bridge: bridge, control: bridgeControl))
        }
        return SimulatedStreet(houses: houses)
    }

    /// Closes every port.
    func stop() async {
        for house in houses {
            await house.control?.stop()
            await house.bridge.stop()
        }
    }

    private static func port(_ first: UInt16, _ number: Int) -> UInt16 {
        first == 0 ? 0 : first + UInt16(number)
    }

    /// Sees to it that every bridge can have its ports and connections open at once.
    private static func makeRoom(for bridges: Int, controlled: Bool) throws {
        // A bridge has its port, the connection that it answers and one that it refuses, and one to a callback's owner;
        // a control port has itself and one connection. The rest is for the program.
        let needed = 64 + bridges * (controlled ? 6 : 4)
        try OpenFiles.makeRoom(for: needed, whose: "\(bridges) bridges", fix: "Simulate fewer bridges.")
    }
}
