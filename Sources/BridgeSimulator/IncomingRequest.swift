import NukiDomain

/// A request as a bridge takes it apart. The names of parameters are compared without regard to case.
struct IncomingRequest: Sendable {
    /// `GET` and its like.
    let method: String
    /// Everything before the question mark, as it was sent.
    let path: String
    /// The parameters in order, names in lower case, values without percent-encoding.
    let query: [(name: String, value: String)]
    /// What came after the headers, up to ``longestBody``; bridges take no notice of it.
    let body: [UInt8]

    /// More of a body is read and thrown away.
    static let longestBody = 65536

    /// Takes the method and the target of a request line.
    init(method: String, target: String, body: [UInt8] = []) {
        let parts = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        self.method = method
        self.body = body
        path = String(parts[0])
        query = parts.dropFirst().joined().split(separator: "&").map { item in
            let sides = item.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            return (Self.decoded(sides[0]).lowercased(), sides.count == 2 ? Self.decoded(sides[1]) : "")
        }
    }

    /// The first value of a parameter.
    ///
    /// - Parameter name: in lower case.
    subscript(name: String) -> String? {
        query.first { $0.name == name }?.value
    }

    /// A percent sign that begins no pair of hex digits stands for itself.
    private static func decoded(_ text: Substring) -> String {
        var bytes: [UInt8] = []
        var rest = text.utf8
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "%"),
                let decoded = Hex.bytes(String(decoding: rest.prefix(2), as: UTF8.self)).flatMap(\.first)
            {
                bytes.append(decoded)
                rest = rest.dropFirst(2)
            } else {
                bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
