public import NukiDomain

/// One GET request to one host: ``init(endpoint:path:query:limits:)`` for bridges,
/// ``cloud(_:port:path:query:limits:authorities:)`` for Nuki's list of them.
public struct HTTPRequest: Sendable {
    /// Where it goes.
    public let endpoint: Endpoint
    /// In clear or over TLS.
    public let channel: Channel
    /// The path, from its slash on, without a query.
    public let path: String
    /// The query in the order it is sent. It may hold a token or a stamp: it is never printed.
    public let query: [QueryItem]
    /// How long to wait and how much to take.
    public let limits: HTTPLimits

    /// How a request travels.
    public enum Channel: Hashable, Sendable {
        /// Plain HTTP and never through a proxy: all that a bridge speaks, and nobody else's business.
        case clear
        /// HTTPS to a host that proves its name, through the proxy that `https_proxy` or `all_proxy` names, if any.
        ///
        /// With a PEM file of certificate authorities those alone are trusted; without, the system's.
        case tls(authorities: String?)
    }

    /// A request to a bridge: plain HTTP, past every proxy.
    public init(endpoint: Endpoint, path: String, query: [QueryItem] = [], limits: HTTPLimits = HTTPLimits()) {
        self.init(endpoint, .clear, path, query, limits)
    }

    /// A request to Nuki's cloud: HTTPS, its certificate verified, else ``HTTPError/untrusted(_:)``.
    ///
    ///     let list = HTTPRequest.cloud(.name("api.nuki.io"), path: "/discover/bridges")
    ///
    /// A proxy from the environment may carry it; a redirect is an answer like any other.
    ///
    /// - Parameter authorities: a PEM file of those to trust instead of the system's; tests serve a list of their own.
    public static func cloud(
        _ host: Host, port: Port = .https, path: String, query: [QueryItem] = [], limits: HTTPLimits = HTTPLimits(),
        authorities: String? = nil
    ) -> HTTPRequest {
        HTTPRequest(Endpoint(host: host, port: port), .tls(authorities: authorities), path, query, limits)
    }

    private init(
        _ endpoint: Endpoint, _ channel: Channel, _ path: String, _ query: [QueryItem], _ limits: HTTPLimits
    ) {
        self.endpoint = endpoint
        self.channel = channel
        self.path = path
        self.query = query
        self.limits = limits
    }

    /// The whole URL, secrets and all, for the transfer alone.
    var url: String {
        var url = "\(channel.scheme)://\(endpoint)\(path)"
        var separator = "?"
        for item in query {
            url += separator
            url += item.name
            url += "="
            url += item.encodedValue
            separator = "&"
        }
        return url
    }
}

extension HTTPRequest.Channel {
    /// The only protocol that libcurl may use, as URLs name it.
    var scheme: String {
        switch self {
        case .clear: "http"
        case .tls: "https"
        }
    }
}

extension HTTPRequest: CustomStringConvertible, CustomReflectable {
    /// Method, path and host, without the query.
    public var description: String { "GET \(path) at \(endpoint)" }
    /// The same, so that `dump` shows no query either.
    public var customMirror: Mirror { Mirror(self, children: ["request": description]) }
}

/// One `name=value` of a query.
public struct QueryItem: Sendable {
    /// The name, sent as it is.
    public let name: String
    /// The value as it is sent.
    let encodedValue: String

    /// Percent-encodes everything but letters, digits and `-._~` (RFC 3986 section 2.3).
    public init(_ name: String, _ value: some StringProtocol) {
        self.name = name
        encodedValue = Self.percentEncoded(value.utf8)
    }

    /// Sends the value as it stands: bridges get the colons of a time unescaped.
    public init(_ name: String, verbatim value: String) {
        self.name = name
        encodedValue = value
    }

    private static func percentEncoded(_ bytes: some Sequence<UInt8>) -> String {
        bytes.reduce(into: "") { text, byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
                UInt8(ascii: "~"):
                text.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                text += "%" + Hex.lower(byte).uppercased()
            }
        }
    }
}

extension QueryItem: CustomStringConvertible, CustomReflectable {
    /// The name alone.
    public var description: String { name }
    /// The name alone.
    public var customMirror: Mirror { Mirror(self, children: ["name": name]) }
}

/// How long a request may take and how much it may bring.
public struct HTTPLimits: Hashable, Sendable {
    /// Until the connection stands.
    public var connect: Duration
    /// Until the last byte is there, the connection included.
    public var total: Duration
    /// Bytes of the body; a longer one ends the transfer.
    public var bodyBytes: Int

    /// 5 s to connect, 15 s in all and 1 MiB unless told otherwise.
    public init(connect: Duration = .seconds(5), total: Duration = .seconds(15), bodyBytes: Int = 1 << 20) {
        self.connect = connect
        self.total = total
        self.bodyBytes = bodyBytes
    }
}
