/// What a bridge says to one request.
enum BridgeAnswer: Sendable {
    /// 200 with JSON.
    case json(WireJSON)
    /// 200 without a body: the document says "no response" (`/clearlog`, `/fwupdate`).
    case nothing
    /// The same, and then the bridge restarts.
    case farewell
    /// A status code and plain text.
    case refusal(Refusal)
    /// The connection is broken off instead.
    case reset

    /// The HTTP status code; 0 where none is sent.
    var status: Int {
        switch self {
        case .json, .nothing, .farewell: 200
        case .refusal(let refusal): refusal.rawValue
        case .reset: 0
        }
    }

    /// Every byte that goes over the wire; the connection is closed after the last one.
    var transmission: Transmission {
        switch self {
        case .json(let json): Transmission(bytes: Self.head + Self.chunk(json.line) + Self.lastChunk)
        case .nothing, .farewell: Transmission(bytes: Self.head + Self.lastChunk)
        case .refusal(let refusal):
            // The headers of a bridge's plain text are not known.
            Transmission(
                bytes: MeasuredAnswer(
                    status: refusal.rawValue, reason: refusal.statusReason, contentType: "text/plain",
                    body: refusal.body
                ).bytes)
        case .reset: Transmission(bytes: [], manner: .reset)
        }
    }

    /// Status line and headers of a 200: a real bridge sends exactly these three (home-assistant/core #88103).
    static let head = Array(
        """
        HTTP/1.1 200 OK\r
        Connection: Close\r
        Content-Type: application/json;charset=utf-8\r
        Transfer-Encoding: chunked\r
        \r

        """.utf8)

    /// A text as one chunk (RFC 9112 section 7.1).
    static func chunk(_ text: String) -> [UInt8] {
        Array("\(String(text.utf8.count, radix: 16))\r\n\(text)\r\n".utf8)
    }

    /// The chunk of no bytes, which ends a body.
    static let lastChunk = Array("0\r\n\r\n".utf8)
}
