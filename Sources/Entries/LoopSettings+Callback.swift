public import NukiDomain

extension LoopSettings {
    /// Where bridges report changes to.
    public struct Callback: Hashable, Sendable {
        /// Whether bridges are asked to report at all.
        public enum Mode: String, Hashable, Sendable, CaseIterable {
            /// Each, if one of its three slots is free and its entry does not say otherwise.
            case auto
            /// None.
            case off
        }

        /// Whether bridges are asked to report.
        public var mode = Mode.auto
        /// The address that they are told, for containers and behind NAT; nil for the one that faces the bridge.
        public var address: IPAddress?
        /// The TCP port that is listened on; 0 for any that is free.
        public var port: UInt16 = 18581

        /// The usual.
        public init() {}
    }
}

extension LoopSettings.Callback: Decodable {
    private enum Key: String, CodingKey, CaseIterable {
        case mode, address, port
    }

    /// Reads what is there, and leaves the rest as usual.
    public init(from decoder: any Decoder) throws {
        try decoder.refuseUnknownKeys(but: Key.self)
        self.init()
        let container = try decoder.container(keyedBy: Key.self)
        mode = try container.choice(.mode) ?? mode
        address = try container.readTextIfPresent(.address) { IPAddress($0) }
        port = try container.whole(.port, in: 0...65_535) ?? port
    }
}
