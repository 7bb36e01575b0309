import HTTPFetch

/// `{"success": …}`: the answer to everything that changes something.
struct Outcome: Decodable {
    let isSuccess: Bool
    let message: String?
    let batteryCritical: Bool?

    private enum Key: CodingKey {
        case success, message, batteryCritical
    }

    init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: Key.self)
        isSuccess = try fields.decode(Bool.self, forKey: .success)
        message = fields.text(.message)
        batteryCritical = fields.flag(.batteryCritical)
    }
}

extension BridgeClient {
    /// Reads an answer of which `success` is the point: false is an error with the bridge's message.
    @discardableResult
    func success(_ response: HTTPResponse) throws(BridgeError) -> Outcome {
        let outcome = try decode(Outcome.self, response)
        guard outcome.isSuccess else { throw .unsuccessful(message: outcome.message) }
        return outcome
    }
}
