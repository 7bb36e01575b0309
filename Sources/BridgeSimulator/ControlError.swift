public import NukiDomain

/// Why an order to a simulated bridge is not followed.
public enum ControlError: Error, Hashable, Sendable {
    /// Only POST is taken.
    case notPost
    /// No order has this name.
    case noOrder(String)
    /// The body is not the JSON that the order takes.
    case body(JSONFault)
    /// No device has this name or id.
    case noDevice(String)
    /// Several devices have this name or id.
    case severalDevices(String)
    /// The device, by name, has no such part.
    case hasNo(Part, String)
    /// No state has this number or name.
    case noState(String)
    /// The new address or port cannot be listened on.
    case cannotMove(SimulatorError)

    /// What a device may lack.
    public enum Part: String, Hashable, Sendable {
        /// Openers have one.
        case bell
        /// Some locks have one.
        case doorSensor = "door sensor"
        /// Locks have one.
        case motor
        /// Locks tell it.
        case charge = "charge in percent"
    }
}

extension ControlError: CustomStringConvertible {
    /// One sentence.
    public var description: String {
        switch self {
        case .notPost: "Only POST is taken."
        case .noOrder(let name):
            "There is no /_control/\(name.safeForDisplay); there are \(Self.orders)."
        case .body(let fault): fault.controlSentence
        case .noDevice(let name): "No device is called \(name.safeForDisplay)."
        case .severalDevices(let name): "Several devices are called \(name.safeForDisplay); use 8 hex digits."
        case .hasNo(let part, let name): "\(name.safeForDisplay) has no \(part.rawValue)."
        case .noState(let state): "There is no state \(state.safeForDisplay)."
        case .cannotMove(let error): "\(error)."
        }
    }

    private static let orders = ControlOrder.Name.allCases.map(\.rawValue).joined(separator: ", ")

    /// The HTTP status code and its words.
    var status: (code: Int, reason: String) {
        switch self {
        case .notPost: (405, "Method Not Allowed")
        case .noOrder: (404, "Not Found")
        case .body, .noDevice, .severalDevices, .hasNo, .noState, .cannotMove: (400, "Bad Request")
        }
    }
}

extension JSONFault {
    fileprivate var controlSentence: String {
        let place = position.map { " (line \($0.line), column \($0.column))" } ?? ""
        let key = path.safeForDisplay
        return switch kind {
        case .syntax: "The body is not JSON\(place)."
        case .unknownKey: "The key \(key) means nothing here\(place)."
        case .missingKey: "The key \(key) is missing."
        case .repeatedKey: "The key \(key) stands there twice\(place)."
        case .wrongType, .badValue, .notOneOf, .outOfRange:
            key.isEmpty ? "The body is not what this takes\(place)." : "The value of \(key) makes no sense\(place)."
        }
    }
}
