public import NukiDomain

/// Why a simulation cannot begin.
public enum SimulatorError: Error, Hashable, Sendable {
    /// The address or port cannot be listened on.
    case cannotListen(host: Host, port: UInt16, reason: String)
}

extension SimulatorError: CustomStringConvertible {
    /// One sentence.
    public var description: String {
        switch self {
        case .cannotListen(let host, let port, let reason): "Cannot listen on \(host), port \(port): \(reason)"
        }
    }
}
