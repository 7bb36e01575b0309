import HTTPFetch
public import NukiDomain

extension BridgeClient {
    /// The devices and their last known states, from the bridge's memory: costs no battery (`/list`).
    public func list() async throws(BridgeError) -> DeviceListing {
        try decode(try await answer(to: .list), DeviceListing.init)
    }

    /// Has the bridge read one device over Bluetooth: takes seconds and some of its battery, and is not for polling
    /// (`/lockState`).
    ///
    /// The answer carries no time; a device out of reach is ``BridgeError/unsuccessful(message:)``.
    public func state(of device: DeviceKey) async throws(BridgeError) -> DeviceState {
        let fields = try decode(try await answer(to: .lockState(device))) { $0 }
        if fields["success"]?.flag == false { throw .unsuccessful(message: fields["message"]?.text) }
        guard let state = DeviceState(fields) else { throw .notABridge("the answer holds no state") }
        return state
    }

    /// Has a device do something (`/lockAction`).
    ///
    /// - Parameters:
    ///   - nowait: come back as soon as the bridge has taken the command; success then says nothing more.
    ///   - patience: nothing is sent once the connection has not stood for so long; nil waits as long as ever.
    public func perform(
        _ action: LockAction, on device: DeviceKey, nowait: Bool = false, connectingWithin patience: Duration? = nil
    ) async throws(BridgeError) -> ActionAnswer {
        try actionAnswer(
            try await answer(to: .lockAction(action, device, nowait: nowait), connectingWithin: patience))
    }

    /// Locks a lock; ends ring-to-open and continuous mode of an opener (`/lock`, since API 1.10).
    public func lock(_ device: DeviceKey) async throws(BridgeError) -> ActionAnswer {
        try actionAnswer(try await answer(to: .lock(device)))
    }

    private func actionAnswer(_ response: HTTPResponse) throws(BridgeError) -> ActionAnswer {
        let outcome = try success(response)
        return ActionAnswer(batteryCritical: outcome.batteryCritical)
    }
}

/// What a bridge says of an action that succeeded; one that did not is ``BridgeError/unsuccessful(message:)``.
public struct ActionAnswer: Hashable, Sendable {
    /// The device's battery is nearly empty; nil where the bridge does not say.
    public let batteryCritical: Bool?
}
