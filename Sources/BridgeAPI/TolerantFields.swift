import FoundationEssentials
import NukiDomain

/// Reading what real bridges and their emulators send: numbers as texts, fields missing or of another kind.
extension KeyedDecodingContainer {
    /// A whole number, also when it is spelled as a text; nil when it is missing or something else.
    func number(_ key: Key) -> Int? {
        // A field of the wrong kind counts as missing: one odd value must not hide the rest of a device.
        if let number = try? decode(Int.self, forKey: key) { return number }
        return (try? decode(String.self, forKey: key)).flatMap { Int($0) }
    }

    /// An unsigned 32-bit id.
    func id(_ key: Key) -> UInt32? { number(key).flatMap(UInt32.init(exactly:)) }

    /// A text; nil when it is missing or something else.
    func text(_ key: Key) -> String? { try? decode(String.self, forKey: key) }

    /// A truth value; nil when it is missing or something else.
    func flag(_ key: Key) -> Bool? { try? decode(Bool.self, forKey: key) }

    /// A time; nil when it is missing or cannot be read.
    func time(_ key: Key) -> Date? { text(key).flatMap { WireTime.date($0) } }
}
