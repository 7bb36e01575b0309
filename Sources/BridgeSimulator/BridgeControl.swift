import FoundationEssentials
public import NukiDomain

/// The hands of whoever plays with a simulated bridge: `POST /_control/NAME` on a port of its own, loopback only.
///
/// `press` presses the button; `truth` tells what really is and was asked.
public struct BridgeControl: Sendable {
    /// Where it listens.
    public let port: Port

    private let listener: HTTPListener

    /// Starts to listen on 127.0.0.1.
    ///
    /// - Parameter port: 0 for any that is free.
    public static func start(
        _ bridge: SimulatedBridge, port: UInt16 = 0
    ) async throws(SimulatorError) -> BridgeControl {
        let listener = try await HTTPListener(host: .address(.v4(.loopback)), port: port) { request in
            await answer(request, bridge).bytes
        }
        return BridgeControl(port: listener.port, listener: listener)
    }

    /// Closes the port.
    public func stop() async {
        await listener.stop()
    }

    private static func answer(_ request: IncomingRequest, _ bridge: SimulatedBridge) async -> MeasuredAnswer {
        guard request.method == "POST" else { return refusal(405, "Method Not Allowed", "Use POST.") }
        do {
            switch request.path {
            case "/_control/press": return json(try JSONText.line(["pressed": await bridge.pressButton()]))
            case "/_control/truth": return json(try JSONText.line(await bridge.truth))
            default: return refusal(404, "Not Found", "There are /_control/press and /_control/truth.")
            }
        } catch {
            return refusal(500, "Internal Server Error", "\(error)")
        }
    }

    private static func json(_ body: String) -> MeasuredAnswer {
        MeasuredAnswer(status: 200, reason: "OK", contentType: "application/json", body: body)
    }

    private static func refusal(_ status: Int, _ reason: String, _ body: String) -> MeasuredAnswer {
        MeasuredAnswer(status: status, reason: reason, contentType: "text/plain", body: body)
    }
}
