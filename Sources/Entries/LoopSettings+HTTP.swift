public import NukiDomain

extension LoopSettings {
    /// The API for other programs over TCP.
    public struct HTTP: Hashable, Sendable {
        /// Where it listens; nil for nowhere.
        public var listen: ListenPlace?
        /// The names by which it may be asked, beyond the address it listens on.
        public var hosts: [String] = []
        /// The file of those who may ask; a relative path begins at the folder of the configuration.
        public var tokens = "api-tokens.json"

        /// The usual.
        public init() {}
    }

    /// An address of this machine and a TCP port on it.
    public struct ListenPlace: Hashable, Sendable {
        /// The address, without a name's doubt.
        public let address: IPAddress
        /// The port; 0 for any that is free.
        public let port: UInt16

        /// Reads `127.0.0.1:8765` or `[::1]:8765`.
        public init?(_ text: String) {
            guard let colon = text.lastIndex(of: ":"), let port = UInt16(text[text.index(after: colon)...]) else {
                return nil
            }
            let host = text[..<colon]
            // Without its brackets, an IPv6 address does not say where it ends.
            guard !host.contains(":") || host.first == "[", let address = IPAddress(host) else { return nil }
            self.address = address
            self.port = port
        }
    }
}

extension LoopSettings.HTTP: Decodable {
    private enum Key: String, CodingKey, CaseIterable {
        case listen, hosts, tokens
    }

    /// Reads what is there, and leaves the rest as usual.
    public init(from decoder: any Decoder) throws {
        try decoder.refuseUnknownKeys(but: Key.self)
        self.init()
        let container = try decoder.container(keyedBy: Key.self)
        listen = try container.readTextIfPresent(.listen, LoopSettings.ListenPlace.init)
        hosts = try container.decodeIfPresent([String].self, forKey: .hosts) ?? hosts
        tokens = try container.word(.tokens) ?? tokens
    }
}
