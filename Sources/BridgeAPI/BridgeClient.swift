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
    let objection: (@Sendable () -> String?)?

    /// Identity, firmware and clock, with the time the answer took (Bridge API 1.13.2, `/info`).
    public func info() async throws(BridgeError) -> (info: BridgeInfo, elapsed: Duration) {
        let response = try await answer(to: .info)
        return (try decode(response, BridgeInfo.init), response.elapsed)
    }

    /// The status of an `/info` that nobody signed: tells a bridge from other servers without lighting its LED.
    public func statusOfUnsignedInfo() async throws(BridgeError) -> Int {
        let request = HTTPRequest(endpoint: endpoint, path: BridgeRequest.info.path, limits: BridgeRequest.look)
        return try await fetch(request).status
    }

    /// Signs and sends one request, with a stamp and a nonce of its own; what is no success becomes an error.
    ///
    /// - Parameter patience: how long the bridge may take to accept the connection, where that is less than usual.
    func answer(
        to call: BridgeRequest, connectingWithin patience: Duration? = nil
    ) async throws(BridgeError) -> HTTPResponse {
        let signature = call.isSigned ? credential?.signature(stamps) ?? [] : []
        var limits = call.limits
        // libcurl counts milliseconds, and takes none for its own five minutes.
        if let patience { limits.connect = min(limits.connect, max(patience, .milliseconds(1))) }
        let request = HTTPRequest(
            endpoint: endpoint, path: call.path, query: call.parameters + signature, limits: limits,
            objection: signature.isEmpty ? nil : objection)
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
        } catch {
            throw .noAnswer(error)
        }
    }

    /// Reads the JSON of an answer; nil from `read` means that no bridge sends such JSON, unless it says no (quirk of
    /// real bridges: home-assistant/core #119608).
    func decode<Value>(
        _ response: HTTPResponse, _ read: (OutsideValue) -> Value?
    ) throws(BridgeError) -> Value {
        let value: OutsideValue
        do {
            value = try JSONText.fromOutside(response.body)
        } catch {
            throw Self.unreadable(response.body)
        }
        if let result = read(value) { return result }
        if value["success"]?.flag == false { throw .unsuccessful(message: value["message"]?.text) }
        throw Self.noBridgesJSON
    }

    /// What to make of a body that is not JSON.
    ///
    /// A bridge's firmware breaks its answers now and then (homebridge-nb #77), and a power cycle cures it: that is
    /// another matter than a printer which lives at the address.
    private static func unreadable(_ body: [UInt8]) -> BridgeError {
        guard let first = body.first(where: { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }) else {
            return .brokenAnswer("the answer is empty")
        }
        guard first == UInt8(ascii: "{") || first == UInt8(ascii: "[") else { return noBridgesJSON }
        return .brokenAnswer("the JSON of the answer breaks off or makes no sense")
    }

    private static let noBridgesJSON = BridgeError.notABridge("the answer is not the JSON that a bridge sends")
}
