/// What is wrong with a JSON file of ours, and where.
public struct JSONFault: Error, Hashable, Sendable {
    /// What is wrong.
    public let kind: Kind
    /// The value or key it is about, such as `entries[0].host`; empty for the whole text and for syntax.
    public let path: String
    /// Where to look in the file; nil until somebody who has the text filled it in.
    public let position: TextPosition?

    /// Puts the parts together.
    public init(_ kind: Kind, path: String = "", position: TextPosition? = nil) {
        self.kind = kind
        self.path = path
        self.position = position
    }

    /// The ways in which a file can be wrong.
    public enum Kind: Hashable, Sendable {
        /// Not JSON from here on (RFC 8259).
        case syntax(SyntaxFault)
        /// A key that means nothing: a typing error, or a newer program's.
        case unknownKey
        /// A key that has to be there.
        case missingKey
        /// One object has this key twice.
        case repeatedKey
        /// Another kind of value stands here.
        case wrongType(expected: JSONKind)
        /// The right kind of value, with a content that cannot be meant.
        case badValue
        /// A text, or one of a list of texts, that has to be one of these.
        case notOneOf([String])
        /// A number outside its bounds, which it may reach.
        case outOfRange(least: Double, most: Double)
    }

    /// What broke the syntax.
    public enum SyntaxFault: Hashable, Sendable {
        /// The text ends too soon.
        case end
        /// Something else was due: a value, a key, `:`, `,` or a closing bracket.
        case unexpected
        /// A text with a raw control byte, a wrong escape, or bytes that are not UTF-8.
        case text
        /// A number that JSON does not spell so, such as `01` or `.5`.
        case number
        /// Something after the end of the value.
        case trailing
        /// Brackets nested deeper than any file of ours.
        case depth
    }
}

/// The kinds of value that JSON knows.
public enum JSONKind: Hashable, Sendable {
    case object, list, text, number, boolean
}

/// A place in a text, as editors count: lines and columns begin with 1, a column is one UTF-8 byte.
public struct TextPosition: Hashable, Sendable {
    /// Line, from 1.
    public let line: Int
    /// Byte within the line, from 1.
    public let column: Int

    /// Puts the two together.
    public init(line: Int, column: Int) {
        self.line = line
        self.column = column
    }
}
