public import FoundationEssentials

/// A JSON value that came from outside, read without knowing what it should be.
///
/// Asking costs little and never fails: real bridges and their emulators send numbers as texts, and leave fields out.
public enum OutsideValue: Hashable, Sendable {
    /// `{…}`, its members in the order they came.
    case object([Member])
    /// `[…]`.
    case list([OutsideValue])
    /// A text, escapes resolved.
    case text(String)
    /// A whole number, spelled so or not.
    case whole(Int)
    /// Any other number.
    case decimal(Double)
    /// `true` or `false`.
    case flag(Bool)
    /// `null`.
    case null

    /// One `"name": value`.
    public struct Member: Hashable, Sendable {
        /// The name, escapes resolved.
        public let name: String
        /// What it stands for.
        public let value: OutsideValue
    }

    /// The member of that name, the first if there are several; nil for what is no object.
    public subscript(name: String) -> OutsideValue? {
        guard case .object(let members) = self else { return nil }
        return members.first { $0.name == name }?.value
    }

    /// A whole number, also when it is spelled as a text.
    public var number: Int? {
        switch self {
        case .whole(let number): number
        case .text(let text): Int(text)
        default: nil
        }
    }

    /// An unsigned 32-bit id, also when it is spelled as a text.
    public var id: UInt32? { number.flatMap(UInt32.init(exactly:)) }

    /// The parts of a list.
    public var list: [OutsideValue]? { if case .list(let list) = self { list } else { nil } }

    /// A text.
    public var text: String? { if case .text(let text) = self { text } else { nil } }

    /// A truth value.
    public var flag: Bool? { if case .flag(let flag) = self { flag } else { nil } }

    /// A time, see ``WireTime``.
    public var time: Date? { text.flatMap { WireTime.date($0) } }
}

/// What came from outside is not JSON (RFC 8259).
public struct OutsideFault: Error, Hashable, Sendable {
    /// The first byte that cannot be there.
    public let offset: Int
}
