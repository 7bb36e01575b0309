import NukiDomain

/// A single value of a log entry.
public enum LogValue: Hashable, Sendable {
    case whole(Int)
    case decimal(Double)
    case truth(Bool)
    case text(String)
}

extension LogValue {
    /// Takes a number, a truth value or a text; nil for anything else.
    init?(_ value: OutsideValue) {
        switch value {
        case .whole(let number): self = .whole(number)
        case .decimal(let number): self = .decimal(number)
        case .flag(let truth): self = .truth(truth)
        case .text(let text): self = .text(text)
        case .object, .list, .null: return nil
        }
    }
}

extension LogValue: Encodable {
    /// Writes the same kind of value.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .whole(let number): try container.encode(number)
        case .decimal(let number): try container.encode(number)
        case .truth(let truth): try container.encode(truth)
        case .text(let text): try container.encode(text)
        }
    }
}

extension LogValue: CustomStringConvertible {
    /// The value alone; a text as it came.
    public var description: String {
        switch self {
        case .whole(let number): String(number)
        case .decimal(let number): String(number)
        case .truth(let truth): String(truth)
        case .text(let text): text
        }
    }
}
