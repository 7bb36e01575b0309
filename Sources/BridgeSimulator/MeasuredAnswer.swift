/// An answer that says how long it is: everything but a bridge's JSON.
struct MeasuredAnswer: Sendable {
    let status: Int
    let reason: String
    let contentType: String
    let body: String

    /// Every byte that goes over the wire.
    var bytes: [UInt8] {
        Array(
            """
            HTTP/1.1 \(status) \(reason)\r
            Connection: Close\r
            Content-Type: \(contentType)\r
            Content-Length: \(body.utf8.count)\r
            \r
            \(body)
            """.utf8)
    }
}
