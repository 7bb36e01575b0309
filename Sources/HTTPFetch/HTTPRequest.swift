public import NukiDomain

/// One request to one host: ``init(endpoint:path:query:limits:objection:)`` for bridges,
/// ``cloud(_:port:path:query:limits:authorities:)`` for Nuki's list of them, ``local(_:_:path:query:limits:)`` for a control loop.
public struct HTTPRequest: Sendable {
    /// Where it goes.
    public let endpoint: Endpoint
    /// In clear, over TLS, or through a unix socket.
    public let channel: Channel
    /// What it asks for; GET unless it goes through a unix socket.
    public let method: Method
    /// The path, from its slash on, without a query.
    public let path: String
    /// The query in the order it is sent. It may hold a token or a stamp: it is never printed.
    public let query: [QueryItem]
    /// How long to wait and how much to take.
    public let limits: HTTPLimits
    /// What there may be against sending it to whoever answers; nil where anybody may have it.
    public let objection: Objection?

    /// Why a request may not go out over the connection that stands now; nil lets it go.
    ///
    /// Asked once, on the transfer thread, where it may not wait. What it says becomes ``HTTPError/withheld(_:)``.
    public typealias Objection = @Sendable () -> String?

    /// How a request travels.
    public enum Channel: Hashable, Sendable {
        /// Plain HTTP and never through a proxy: all that a bridge speaks, and nobody else's business.
        case clear
        /// HTTPS to a host that proves its name, through the proxy that `https_proxy` or `all_proxy` names, if any.
        ///
        /// With a PEM file of certificate authorities those alone are trusted; without, the system's.
        case tls(authorities: String?)
        /// Plain HTTP through the unix socket of this path.
        case socket(path: String)
    }

    /// What a request can ask for.
    public enum Method: Hashable, Sendable {
        /// GET; with an id, an event stream that goes on behind that event.
        case get(after: String? = nil)
        /// POST with a JSON text.
        case post(json: String)
    }

    /// A request to a bridge: plain HTTP, past every proxy.
    public init(
        endpoint: Endpoint, path: String, query: [QueryItem] = [], limits: HTTPLimits = HTTPLimits(),
        objection: Objection? = nil
    ) {
        self.init(endpoint, .clear, .get(), path, query, limits, objection)
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
        HTTPRequest(Endpoint(host: host, port: port), .tls(authorities: authorities), .get(), path, query, limits)
    }

    /// A request to a program of this machine that listens at a unix socket.
    public static func local(
        _ socket: String, _ method: Method = .get(), path: String, query: [QueryItem] = [],
        limits: HTTPLimits = HTTPLimits()
    ) -> HTTPRequest {
        HTTPRequest(Endpoint(host: .name("localhost"), port: .http), .socket(path: socket), method, path, query, limits)
    }

    private init(
        _ endpoint: Endpoint, _ channel: Channel, _ method: Method, _ path: String, _ query: [QueryItem],
        _ limits: HTTPLimits, _ objection: Objection? = nil
    ) {
        self.endpoint = endpoint
        self.channel = channel
        self.method = method
        self.path = path
        self.query = query
        self.limits = limits
        self.objection = objection
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
        case .clear, .socket: "http"
        case .tls: "https"
        }
    }
}

extension HTTPRequest.Method {
    fileprivate var word: String {
        switch self {
        case .get: "GET"
        case .post: "POST"
        }
    }

    /// What goes into the head beside what every request has.
    var headers: [String] {
        switch self {
        case .get(let event?) where event.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F }:
            ["Accept: text/event-stream", "Last-Event-ID: \(event)"]
        case .get(nil): []
        // No stream gives such an id: a line break in it would begin a header of its own.
        case .get: ["Accept: text/event-stream"]
        // libcurl would wait for a 100 before a long text.
        case .post: ["Content-Type: application/json", "Expect:"]
        }
    }
}

extension HTTPRequest: CustomStringConvertible, CustomReflectable {
    private var place: String {
        if case .socket(let path) = channel { path } else { endpoint.description }
    }

    /// Method, path and host, without the query.
    public var description: String { "\(method.word) \(path) at \(place)" }
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
    /// Until the last byte is there, the connection included; zero for a stream that has no end.
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
