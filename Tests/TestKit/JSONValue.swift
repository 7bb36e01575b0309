import FoundationEssentials

/// Any JSON, to look into what the program printed.
///
///     let report = try JSONValue(parsing: outcome.output.joined())
///     #expect(report["bridge"]?["auth"] == "encrypted")
public enum JSONValue: Hashable, Sendable {
    case object([String: JSONValue])
    case list([JSONValue])
    case text(String)
    case number(Double)
    case boolean(Bool)
    case null

    /// Reads one whole document.
    public init(parsing text: String) throws {
        self = try JSONDecoder().decode(JSONValue.self, from: Data(text.utf8))
    }

    /// The value of an object's key.
    public subscript(key: String) -> JSONValue? {
        if case .object(let members) = self { members[key] } else { nil }
    }

    /// The value at a place in a list.
    public subscript(index: Int) -> JSONValue? {
        if case .list(let values) = self, values.indices.contains(index) { values[index] } else { nil }
    }

    /// The keys of an object.
    public var keys: Set<String> {
        if case .object(let members) = self { Set(members.keys) } else { [] }
    }

    /// The values of a list.
    public var values: [JSONValue] {
        if case .list(let values) = self { values } else { [] }
    }

    /// The text.
    public var text: String? {
        if case .text(let text) = self { text } else { nil }
    }

    /// The number.
    public var number: Double? {
        if case .number(let number) = self { number } else { nil }
    }
}

extension JSONValue: Decodable {
    /// Takes whatever is there.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .null
        } else if let value = try? container.decode(Bool.self) {  // A failure says: another kind.
            self = .boolean(value)
        } else if let value = try? container.decode(Double.self) {  // Likewise.
            self = .number(value)
        } else if let value = try? container.decode(String.self) {  // Likewise.
            self = .text(value)
        } else if let value = try? container.decode([JSONValue].self) {  // Likewise.
            self = .list(value)
        } else {
            self = .object(try container.decode([String: JSONValue].self))
        }
    }
}

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral {
    /// A text.
    public init(stringLiteral value: String) { self = .text(value) }
    /// A number.
    public init(integerLiteral value: Int) { self = .number(Double(value)) }
    /// True or false.
    public init(booleanLiteral value: Bool) { self = .boolean(value) }
}

extension JSONValue: ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral {
    /// A list.
    public init(arrayLiteral elements: JSONValue...) { self = .list(elements) }
    /// An object.
    public init(dictionaryLiteral elements: (String, JSONValue)...) {
        self = .object(Dictionary(elements) { $1 })
    }
}

extension ProcessOutcome {
    /// Standard output as one JSON document.
    public var json: JSONValue {
        get throws { try JSONValue(parsing: output.joined(separator: "\n")) }
    }

    /// Standard error as one text.
    public var conversation: String { errors.joined(separator: "\n") }
}
