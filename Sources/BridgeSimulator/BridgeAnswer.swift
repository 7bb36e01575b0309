/// What a bridge says to one request.
enum BridgeAnswer: Sendable {
    /// 200 with JSON.
    case json(WireJSON)
    /// A status code and plain text.
    case refusal(Refusal)

    /// The HTTP status code.
    var status: Int {
        switch self {
        case .json: 200
        case .refusal(let refusal): refusal.rawValue
        }
    }

    /// Every byte that goes over the wire; the connection is closed after the last one.
    ///
    /// A real bridge sends exactly these three headers with JSON (home-assistant/core #88103). Those of the plain text
    /// are not known.
    var bytes: [UInt8] {
        switch self {
        case .json(let json):
            let body = Array(json.line.utf8)
            return Array(
                """
                HTTP/1.1 200 OK\r
                Connection: Close\r
                Content-Type: application/json;charset=utf-8\r
                Transfer-Encoding: chunked\r
                \r
                \(String(body.count, radix: 16))\r

                """.utf8) + body + Array("\r\n0\r\n\r\n".utf8)
        case .refusal(let refusal):
            return MeasuredAnswer(
                status: refusal.rawValue, reason: refusal.statusReason, contentType: "text/plain", body: refusal.body
            ).bytes
        }
    }
}
