public import NukiDomain

/// What a bridge posts when a device changed (Bridge API 1.13.2, "Callback"). Nothing in it is signed.
public struct CallbackMessage: Hashable, Sendable {
    /// Type and id.
    public let key: DeviceKey
    /// The state, without the time it was read.
    public let state: DeviceState

    /// Reads a body, whatever its headers said; nil for what no bridge posts.
    public init?(_ body: [UInt8]) {
        // Why a stranger's text is no callback is of no use to anybody.
        guard let fields = try? JSONText.fromOutside(body), let id = fields["nukiId"]?.id,
            let state = DeviceState(fields)
        else { return nil }
        let type = fields["deviceType"]?.number ?? DeviceType.smartLock.rawValue
        key = DeviceKey(type: DeviceType(rawValue: type), id: NukiID(rawValue: id))
        self.state = state
    }
}
