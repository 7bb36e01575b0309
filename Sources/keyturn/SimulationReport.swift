import BridgeSimulator
import Linux
import NukiDomain

/// What `simulate` prints, each line at once: whoever started it waits for them.
struct SimulationReport: Sendable {
    /// One JSON object a line.
    let asJSON: Bool

    /// The bridge accepts connections.
    func ready(_ bridge: SimulatedBridge, control: Port?) {
        let token = bridge.household.tokenText
        let endpoint = bridge.endpoint
        if asJSON {
            Output.line(
                Ready(
                    host: "\(endpoint.host)", port: endpoint.port.rawValue, token: token, id: bridge.household.id,
                    control: control?.rawValue))
        } else {
            Output.line("Simulated bridge \(bridge.household.id) at http://\(endpoint)/, token \(token)")
            if let control { Output.line("Control at http://127.0.0.1:\(control)/_control/") }
        }
    }

    /// A request was answered.
    func served(_ request: ServedRequest, by bridge: BridgeID) {
        if asJSON {
            Output.line(Served(id: bridge, request: request))
        } else {
            Output.line("\(bridge) \(request.status) \(request.method) \(request.path)".safeForDisplay)
        }
    }

    private struct Ready: Encodable {
        let event = "ready"
        let host: String
        let port: UInt16
        let token: String
        let id: BridgeID
        let control: UInt16?
    }

    private struct Served: Encodable {
        let id: BridgeID
        let request: ServedRequest

        func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode("request", forKey: .event)
            try container.encode(id, forKey: .id)
            try request.encode(to: encoder)
        }

        private enum CodingKeys: String, CodingKey {
            case event, id
        }
    }
}
