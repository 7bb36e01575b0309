/// A single value of a log entry.
public enum LogValue: Hashable, Sendable {
    case whole(Int)
    case decimal(Double)
    case truth(Bool)
    case text(String)
}

extension LogValue: Codable {
    /// Reads a number, a truth value or a text.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        // Each failure says: another kind.
        if let truth = try? container.decode(Bool.self) {
            self = .truth(truth)
        } else if let whole = try? container.decode(Int.self) {
            self = .whole(whole)
        } else if let decimal = try? container.decode(Double.self) {
            self = .decimal(decimal)
        } else {
            self = .text(try container.decode(String.self))
        }
    }

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
