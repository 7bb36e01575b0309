public import NukiDomain

extension LoopSettings {
    /// The broker that states and events go to, and whose commands are obeyed how far.
    public struct MQTT: Hashable, Sendable {
        /// How Home Assistant is told of devices.
        public enum Discovery: String, Hashable, Sendable, CaseIterable {
            /// One message for each device (Home Assistant 2024.11).
            case device
            /// One message for each entity, which older ones and other programs know.
            case component
            /// Not at all.
            case off
        }

        /// What a command may do.
        public enum Actions: String, Hashable, Sendable, CaseIterable {
            /// Nothing.
            case none
            /// Lock.
            case lock
            /// Lock and unlock.
            case lockAndUnlock = "lock+unlock"
            /// Everything, opening as far as the device is named for it.
            case all
        }

        /// The broker; nil for none.
        public var host: Host?
        /// Its TCP port.
        public var port: UInt16 = 1883
        /// Speak TLS.
        public var tls = false
        /// A PEM file of the authorities to trust; nil for the system's.
        public var ca: String?
        /// A PEM file of our own certificate.
        public var certificate: String?
        /// A PEM file of its key.
        public var key: String?
        /// The name to log in with.
        public var user: String?
        /// The file that holds the password, so that no setting does.
        public var passwordFile: String?
        /// The name of this connection at the broker, of which each may be there once; nil for one of our own.
        public var clientID: String?
        /// What all our topics begin with.
        public var base = "keyturn"
        /// What Home Assistant's topics begin with.
        public var discoveryPrefix = "homeassistant"
        /// How Home Assistant is told of devices.
        public var discovery = Discovery.device
        /// What commands may do to devices that ``devices`` does not name.
        public var actions = Actions.lockAndUnlock
        /// What commands may do to single devices.
        public var devices: [NukiID: Actions] = [:]

        /// The usual: no broker.
        public init() {}
    }
}

extension LoopSettings.MQTT: Decodable {
    private enum Key: String, CodingKey, CaseIterable {
        case host, port, tls, ca, certificate, key, user, base, discovery, actions, devices
        case passwordFile = "password_file"
        case clientID = "client_id"
        case discoveryPrefix = "discovery_prefix"
    }

    /// Reads what is there, and leaves the rest as usual.
    public init(from decoder: any Decoder) throws {
        try decoder.refuseUnknownKeys(but: Key.self)
        self.init()
        let container = try decoder.container(keyedBy: Key.self)
        // The fault says that it is no host; which rule it breaks is plain from the value.
        host = try container.readTextIfPresent(.host) { try? Host(parsing: $0) }
        port = try container.whole(.port, in: 1...65_535) ?? port
        tls = try container.decodeIfPresent(Bool.self, forKey: .tls) ?? tls
        ca = try container.word(.ca)
        certificate = try container.word(.certificate)
        key = try container.word(.key)
        user = try container.word(.user)
        passwordFile = try container.word(.passwordFile)
        clientID = try container.word(.clientID)
        base = try container.topic(.base) ?? base
        discoveryPrefix = try container.topic(.discoveryPrefix) ?? discoveryPrefix
        discovery = try container.choice(.discovery) ?? discovery
        actions = try container.choice(.actions) ?? actions
        guard container.contains(.devices) else { return }
        devices = try container.devices(.devices) { try $0.choice($1) }
    }
}

extension KeyedDecodingContainer {
    /// The beginning of a topic: not empty, no wildcard, and no slash at an end (MQTT 5.0 section 4.7).
    fileprivate func topic(_ key: Key) throws -> String? {
        try readTextIfPresent(key) { text in
            let isTopic =
                !text.isEmpty && text.first != "/" && text.last != "/"
                && text.unicodeScalars.allSatisfy { $0 != "+" && $0 != "#" && $0.value >= 0x20 && $0.value != 0x7F }
            return isTopic ? text : nil
        }
    }
}
