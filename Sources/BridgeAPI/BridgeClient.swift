import HTTPFetch
public import NukiDomain

/// Typed calls to one bridge. Each is one request; keeping them apart in time is the caller's part
/// (a bridge takes one at a time and wants a second between two).
public struct BridgeClient: Sendable {
    /// Where the bridge is asked.
    public let endpoint: Endpoint
    let credential: Credential?
    let fetcher: any HTTPFetching
    let stamps: StampSource

    /// Identity, firmware and clock, with the time the answer took (Bridge API 1.13.2, `/info`).
    public func info() async throws(BridgeError) -> (info: BridgeInfo, elapsed: Duration) {
        let response = try await answer(to: .info)
        return (try decode(BridgeInfo.self, response), response.elapsed)
    }

    /// The devices and their last known states, from the bridge's memory: costs no battery (`/list`).
    public func list() async throws(BridgeError) -> DeviceListing {
        try decode(DeviceListing.self, try await answer(to: .list))
    }

    /// Waits for somebody to press the bridge's button, 30 s at most (`/auth`). Lights the bridge's LED.
    public func authorizeByButton() async throws(BridgeError) -> ButtonAnswer {
        try decode(ButtonAnswer.self, try await answer(to: .auth))
    }

    /// The status of an `/info` that nobody signed: tells a bridge from other servers without lighting its LED.
    public func statusOfUnsignedInfo() async throws(BridgeError) -> Int {
        let request = HTTPRequest(endpoint: endpoint, path: BridgeRequest.info.path, limits: BridgeRequest.look)
        return try await fetch(request).status
    }

    private func answer(to call: BridgeRequest) async throws(BridgeError) -> HTTPResponse {
        let signature = call.isSigned ? credential?.signature(stamps) ?? [] : []
        let request = HTTPRequest(endpoint: endpoint, path: call.path, query: signature, limits: call.limits)
        let response = try await fetch(request)
        switch response.status {
        case 200: return response
        case 401: throw .signInRefused
        case 403: throw .switchedOff
        case 410, 503: throw .busy
        default: throw .status(response.status)
        }
    }

    private func fetch(_ request: HTTPRequest) async throws(BridgeError) -> HTTPResponse {
        do {
            return try await fetcher.fetch(request)
        } catch .notHTTP {
            throw .notABridge("it does not speak HTTP")
        } catch {
            throw .noAnswer(error)
        }
    }

    private func decode<Value: Decodable>(_ type: Value.Type, _ response: HTTPResponse) throws(BridgeError) -> Value {
        do {
            return try JSONText.fromOutside(type, response.body)
        } catch {
            throw .notABridge("the answer is not the JSON that a bridge sends")
        }
    }
}
