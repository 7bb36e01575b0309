/// Why a bridge refuses a request (Bridge API 1.13.2, "HTTP status codes").
enum Refusal: Int, Error {
    /// Unknown path, or a parameter that is missing or makes no sense.
    case badRequest = 400
    /// The sign-in is missing, wrong, too old or used before.
    case unauthorized = 401
    /// `/auth` is switched off.
    case forbidden = 403
    /// No such pair of device id and type.
    case notFound = 404
    /// The device has been out of reach for long (Nuki staff, developer.nuki.io topic 13423).
    case gone = 410
    /// No bridge says so; emulators do.
    case internalError = 500
    /// Another request is being served.
    case unavailable = 503

    /// The words after the number in the status line.
    var statusReason: String {
        switch self {
        case .badRequest: "Bad Request"
        case .unauthorized: "Unauthorized"
        case .forbidden: "Forbidden"
        case .notFound: "Not Found"
        case .gone: "Gone"
        case .internalError: "Internal Server Error"
        case .unavailable: "Service Unavailable"
        }
    }

    /// The plain text, which says "Unavailable" where HTTP says "Service Unavailable".
    var body: String {
        self == .unavailable ? "HTTP 503 Unavailable" : "HTTP \(rawValue) \(statusReason)"
    }
}
