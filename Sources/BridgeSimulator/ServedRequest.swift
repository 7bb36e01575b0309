public import FoundationEssentials
public import NukiDomain

/// One request that a simulated bridge was sent, without anything that could sign another.
///
/// As JSON it is what `simulate --json` prints: method, path, sign-in and status.
public struct ServedRequest: Hashable, Sendable, Encodable {
    /// `GET` and its like, as it was sent.
    public let method: String
    /// Path and the parameters that say what is wanted: `/lockAction?nukiId=568300604&action=2`.
    public let path: String
    /// The HTTP status code of the answer; 0 when the connection was reset instead.
    public let status: Int
    /// What the parameters looked like, whether or not they were right; nil when there was no sign-in at all.
    public let signIn: AuthMode?
    /// When it came, by the right time and not by the bridge's clock.
    public let time: Date
    /// The seconds by which a signed request's stamp was ahead of the bridge's clock; nil for a plain token, and for a
    /// signature that is not of the bridge's token.
    public let stampAhead: Int?
    /// The token itself was sent, right or wrong.
    public let hasPlainToken: Bool

    init(_ request: IncomingRequest, status: Int, time: Date, stampAhead: Int?) {
        method = request.method
        let items = request.query.compactMap { item in Self.openParameters[item.name].map { "\($0)=\(item.value)" } }
        path = request.path + (items.isEmpty ? "" : "?" + items.joined(separator: "&"))
        self.status = status
        signIn = Self.signIns.first { request[$0.parameter] != nil }?.mode
        self.time = time
        self.stampAhead = stampAhead
        hasPlainToken = request["token"] != nil
    }

    private static let signIns: [(parameter: String, mode: AuthMode)] = [
        ("ctoken", .encrypted), ("hash", .hashed), ("token", .plain),
    ]

    /// Everything else stays out: a misspelt `token` is a token all the same.
    private static let openParameters = [
        "nukiid": "nukiId", "devicetype": "deviceType", "action": "action", "nowait": "nowait", "enable": "enable",
        "id": "id", "offset": "offset", "count": "count", "scope": "scope",
    ]

    private enum CodingKeys: String, CodingKey {
        case method, path, status
        case signIn = "sign_in"
    }
}
