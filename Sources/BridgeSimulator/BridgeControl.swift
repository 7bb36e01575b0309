import FoundationEssentials
public import NukiDomain

/// The hands of whoever plays with a simulated bridge: `POST /_control/NAME` on a port of its own, loopback only.
///
/// The body is one JSON object, or empty where nothing has to be said. `device` is a name or 8 hex digits; a `state` is
/// a number, or the name that a bridge puts beside it. Seconds are scaled by the speed.
///
///     press    {}                                            {"pressed":true}
///     ring     {"device":"Intercom"}                         {"device":{…}}, as in truth, here and below
///     door     {"device":"Front door","state":"open"}        also "closed", or a number
///     jam      {"device":"Front door"}
///     battery  {"device":"Front door","percent":12,"critical":true}      one of the two is enough
///     turn     {"device":"Front door","state":"unlocked"}
///     clock    {"offset":-430}                               {"clock_offset":-430}
///     freeze   {"seconds":30}                                {"frozen_seconds":30}
///     reboot   {}                                            {"away_seconds":30}
///     move     {"host":"127.0.0.2","port":0}                 {"host":"127.0.0.2","port":40123}; one is enough
///     fault    {"busy_every":3}                              {"faults":{…}}, all of them, see Faults; {} lifts them
///     truth    {}                                            see SimulatedTruth
///
/// What cannot be done is answered with 400 and one sentence of plain text, an unknown name with 404.
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
            Transmission(bytes: await answer(request, bridge).bytes)
        }
        return BridgeControl(port: listener.port, listener: listener)
    }

    /// Closes the port.
    public func stop() async {
        await listener.stop()
    }

    private static func answer(_ request: IncomingRequest, _ bridge: SimulatedBridge) async -> MeasuredAnswer {
        do throws(ControlError) {
            guard request.method == "POST" else { throw .notPost }
            let prefix = "/_control/"
            guard request.path.hasPrefix(prefix) else { throw .noOrder(request.path) }
            let order = try ControlOrder(String(request.path.dropFirst(prefix.count)), request.body)
            return json(try await bridge.follow(order))
        } catch {
            let (code, reason) = error.status
            return MeasuredAnswer(status: code, reason: reason, contentType: "text/plain", body: "\(error)")
        }
    }

    private static func json(_ answer: any Encodable) -> MeasuredAnswer {
        do {
            return MeasuredAnswer(
                status: 200, reason: "OK", contentType: "application/json", body: try JSONText.line(answer))
        } catch {
            return MeasuredAnswer(
                status: 500, reason: "Internal Server Error", contentType: "text/plain", body: "\(error)")
        }
    }
}
