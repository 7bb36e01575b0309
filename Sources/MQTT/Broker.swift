public import NukiDomain

/// Where the broker is, and how to sign in to it.
public struct Broker: Hashable, Sendable {
    /// Name or address.
    public var host: String
    /// 1883, or 8883 with TLS.
    public var port: Port
    /// Nil talks in clear.
    public var encryption: Encryption?
    /// Nil signs in as nobody.
    public var login: Login?
    /// Unique on the broker: a second client of the same id throws the first one out.
    public var clientID: String

    /// Takes them all.
    public init(
        host: String, port: Port, encryption: Encryption? = nil, login: Login? = nil, clientID: String
    ) {
        self.host = host
        self.port = port
        self.encryption = encryption
        self.login = login
        self.clientID = clientID
    }

    /// The broker can tell us from others: without that, everybody on the network may publish commands.
    public var knowsItsClients: Bool { login != nil || encryption?.certificate != nil }

    /// TLS, by files in PEM form.
    public struct Encryption: Hashable, Sendable {
        /// The authorities that may vouch for the broker; nil takes the system's.
        public var authorities: String?
        /// Our certificate and its key, where the broker asks for one.
        public var certificate: String?
        /// The key of ``certificate``.
        public var key: String?

        /// Takes them all.
        public init(authorities: String? = nil, certificate: String? = nil, key: String? = nil) {
            self.authorities = authorities
            self.certificate = certificate
            self.key = key
        }
    }

    /// A user and a password; prints without the password.
    public struct Login: Hashable, Sendable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
        /// The user's name.
        public var user: String
        let password: String?

        /// Takes both; some brokers know users without a password.
        public init(user: String, password: String?) {
            self.user = user
            self.password = password
        }

        /// The user alone.
        public var description: String { "login(\(user))" }
        /// The same.
        public var debugDescription: String { description }
        /// Nothing to reflect.
        public var customMirror: Mirror { Mirror(self, children: []) }
    }
}
