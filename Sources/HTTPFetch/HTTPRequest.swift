public import NukiDomain

/// One GET request to one host.
public struct HTTPRequest: Sendable {
    /// Where it goes; always plain HTTP, which is all that a bridge speaks.
    public let endpoint: Endpoint
    /// The path, from its slash on, without a query.
    public let path: String
    /// The query in the order it is sent. It may hold a token or a stamp: it is never printed.
    public let query: [QueryItem]
    /// How long to wait and how much to take.
    public let limits: HTTPLimits

    /// Puts the parts together.
    public init(endpoint: Endpoint, path: String, query: [QueryItem] = [], limits: HTTPLimits = HTTPLimits()) {
        self.endpoint = endpoint
        self.path = path
        self.query = query
        self.limits = limits
    }

    /// The whole URL, secrets and all, for the transfer alone.
    var url: String {
        let tail = query.map { "\($0.name)=\($0.encodedValue)" }.joined(separator: "&")
        return "http://\(endpoint)\(path)" + (tail.isEmpty ? "" : "?\(tail)")
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
