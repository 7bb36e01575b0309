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

    /// The status of an `/info` that nobody signed: tells a bridge from other servers without lighting its LED.
    public func statusOfUnsignedInfo() async throws(BridgeError) -> Int {
        let request = HTTPRequest(endpoint: endpoint, path: BridgeRequest.info.path, limits: BridgeRequest.look)
        return try await fetch(request).status
    }

    /// Signs and sends one request, with a stamp and a nonce of its own; what is no success becomes an error.
    func answer(to call: BridgeRequest) async throws(BridgeError) -> HTTPResponse {
        let signature = call.isSigned ? credential?.signature(stamps) ?? [] : []
        let request = HTTPRequest(
            endpoint: endpoint, path: call.path, query: call.parameters + signature, limits: call.limits)
        let response = try await fetch(request)
        switch response.status {
        case 200: return response
        case 201..<300 where call.isAnsweredWithoutBody: return response
        case 400: throw .badRequest
        case 401: throw .signInRefused
        case 403: throw .switchedOff
        case 404 where call.namesDevice: throw .unknownDevice
        case 410 where call.namesDevice: throw .deviceOffline
        case 503: throw .busy
        default: throw .status(response.status)
        }
    }

    private func fetch(_ request: HTTPRequest) async throws(BridgeError) -> HTTPResponse {
        do {
            return try await fetcher.fetch(request)
        } catch .notHTTP {
            throw .notABridge("it does not speak HTTP")
        } catch .brokenBody {
            throw .brokenAnswer("the chunks of the answer make no sense")
        } catch {
            throw .noAnswer(error)
        }
    }

    /// Reads the JSON of an answer, and where that fails, finds out what kind of failure it is.
    func decode<Value: Decodable>(_ type: Value.Type, _ response: HTTPResponse) throws(BridgeError) -> Value {
        do {
            return try JSONText.fromOutside(type, response.body)
        } catch {
            throw UnreadableBody.error(response.body)
        }
    }
}
