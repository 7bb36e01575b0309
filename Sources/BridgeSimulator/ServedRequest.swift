public import NukiDomain

/// One request that a simulated bridge was sent, without anything that could sign another.
public struct ServedRequest: Hashable, Sendable, Encodable {
    /// `GET` and its like, as it was sent.
    public let method: String
    /// Path and the parameters that say what is wanted: `/lockAction?nukiId=568300604&action=2`.
    public let path: String
    /// The HTTP status code of the answer.
    public let status: Int
    /// What the parameters looked like, whether or not they were right; nil when there was no sign-in at all.
    public let signIn: AuthMode?

    init(_ request: IncomingRequest, status: Int) {
        method = request.method
        let items = request.query.compactMap { item in Self.openParameters[item.name].map { "\($0)=\(item.value)" } }
        path = request.path + (items.isEmpty ? "" : "?" + items.joined(separator: "&"))
        self.status = status
        signIn = Self.signIns.first { request[$0.parameter] != nil }?.mode
    }

    private static let signIns: [(parameter: String, mode: AuthMode)] = [
        ("ctoken", .encrypted), ("hash", .hashed), ("token", .plain),
    ]

    /// Everything else stays out: a misspelt `token` is a token all the same.
    private static let openParameters = [
        "nukiid": "nukiId", "devicetype": "deviceType", "action": "action", "nowait": "nowait",
    ]

    private enum CodingKeys: String, CodingKey {
        case method, path, status
        case signIn = "sign_in"
    }
}
