/// Whether a bridge is asked to report changes by itself, and where to.
public enum CallbackMode: Hashable, Sendable {
    /// If one of the bridge's three slots is free, at the address that it sees us by.
    case auto
    /// Never.
    case off
    /// At this address; `http` only, since a bridge cannot call anything else.
    case url(String)

    /// Reads `auto`, `off` or `http://…`.
    public init?(_ text: String) {
        switch text {
        case "auto": self = .auto
        case "off": self = .off
        case _ where text.lowercased().hasPrefix("http://"): self = .url(text)
        default: return nil
        }
    }
}

extension CallbackMode: CustomStringConvertible {
    /// The text it is read from.
    public var description: String {
        switch self {
        case .auto: "auto"
        case .off: "off"
        case .url(let url): url
        }
    }
}
