import HTTPFetch
import NukiDomain

/// `{"success": …}`: the answer to everything that changes something.
struct Outcome {
    let isSuccess: Bool
    let message: String?
    let batteryCritical: Bool?

    init?(_ fields: OutsideValue) {
        guard let isSuccess = fields["success"]?.flag else { return nil }
        self.isSuccess = isSuccess
        message = fields["message"]?.text
        batteryCritical = fields["batteryCritical"]?.flag
    }
}

extension BridgeClient {
    /// Reads an answer of which `success` is the point: false is an error with the bridge's message.
    @discardableResult
    func success(_ response: HTTPResponse) throws(BridgeError) -> Outcome {
        let outcome = try decode(response, Outcome.init)
        guard outcome.isSuccess else { throw .unsuccessful(message: outcome.message) }
        return outcome
    }
}
