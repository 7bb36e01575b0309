/// A value in a discovery document.
enum ConfigValue: Hashable, Sendable, Encodable, ExpressibleByStringLiteral {
    case text(String)
    case number(Int)
    case list([ConfigValue])
    case object([String: ConfigValue])
    case null

    /// A text.
    init(stringLiteral text: String) { self = .text(text) }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .text(let text): try container.encode(text)
        case .number(let number): try container.encode(number)
        case .list(let list): try container.encode(list)
        case .object(let object): try container.encode(object)
        case .null: try container.encodeNil()
        }
    }
}
