import HTTPFetch

/// The calls of the bridge's API that this program makes, with the time each may take
/// (Bridge API 1.13.2; times as clients that work well have them).
enum BridgeRequest: String {
    case info, list, auth

    var path: String { "/\(rawValue)" }

    var isSigned: Bool { self != .auth }

    var limits: HTTPLimits {
        switch self {
        case .info, .list: HTTPLimits()
        case .auth: HTTPLimits(total: .seconds(40))
        }
    }

    /// A look at an address that may not be a bridge at all: 5 s in all.
    static let look = HTTPLimits(total: .seconds(5), bodyBytes: 64 << 10)
}
