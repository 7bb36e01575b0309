/// JSON the way a bridge writes it: one line, a space after `:` and `,`, keys in the order given, and control bytes in
/// texts left as they are (homebridge-nb #39), so that a name may well make it invalid.
enum WireJSON: Sendable {
    case object([(key: String, value: WireJSON)])
    case array([WireJSON])
    case text(String)
    case number(Int)
    case flag(Bool)

    /// The whole line, without a newline.
    var line: String {
        switch self {
        case .object(let members):
            "{" + members.map { "\(Self.quoted($0.key)): \($0.value.line)" }.joined(separator: ", ") + "}"
        case .array(let elements): "[" + elements.map(\.line).joined(separator: ", ") + "]"
        case .text(let text): Self.quoted(text)
        case .number(let number): String(number)
        case .flag(let flag): String(flag)
        }
    }

    private static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            if scalar == "\"" || scalar == "\\" { quoted += "\\" }
            quoted.unicodeScalars.append(scalar)
        }
        return quoted + "\""
    }
}

extension WireJSON: ExpressibleByDictionaryLiteral, ExpressibleByStringLiteral, ExpressibleByBooleanLiteral,
    ExpressibleByIntegerLiteral
{
    init(dictionaryLiteral members: (String, WireJSON)...) {
        self = .object(members.map { (key: $0.0, value: $0.1) })
    }

    init(stringLiteral text: String) {
        self = .text(text)
    }

    init(booleanLiteral flag: Bool) {
        self = .flag(flag)
    }

    init(integerLiteral number: Int) {
        self = .number(number)
    }
}
