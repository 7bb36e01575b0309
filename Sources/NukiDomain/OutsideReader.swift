/// Reads a JSON text into values by RFC 8259, and two things beside: control bytes inside texts stand for themselves,
/// as bridges send them, and a comma may follow the last part.
struct OutsideReader {
    /// Brackets in brackets; no answer of a bridge has more than four.
    private static let deepest = 64

    private let bytes: [UInt8]
    private var index = 0

    private init(_ bytes: [UInt8]) {
        self.bytes = bytes
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { index = 3 }  // a byte order mark
    }

    /// Reads the whole text.
    static func read(_ bytes: [UInt8]) throws(OutsideFault) -> OutsideValue {
        var reader = OutsideReader(bytes)
        let value = try reader.value(depth: 0)
        reader.skipBlanks()
        guard reader.index == bytes.count else { throw reader.fault }
        return value
    }

    private var fault: OutsideFault { OutsideFault(offset: index) }

    private var next: UInt8? { index < bytes.count ? bytes[index] : nil }

    private mutating func skipBlanks() {
        while let byte = next, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { index += 1 }
    }

    /// Steps over one byte if it is this one.
    private mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard next == UInt8(ascii: character) else { return false }
        index += 1
        return true
    }

    private mutating func value(depth: Int) throws(OutsideFault) -> OutsideValue {
        guard depth < Self.deepest else { throw fault }
        skipBlanks()
        switch next {
        case UInt8(ascii: "{"): return .object(try members(depth: depth))
        case UInt8(ascii: "["): return .list(try elements(depth: depth))
        case UInt8(ascii: "\""): return .text(try text())
        case UInt8(ascii: "t"): return try word("true", .flag(true))
        case UInt8(ascii: "f"): return try word("false", .flag(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        default: return try number()
        }
    }

    private mutating func members(depth: Int) throws(OutsideFault) -> [OutsideValue.Member] {
        var members: [OutsideValue.Member] = []
        index += 1
        skipBlanks()
        while !take("}") {
            guard next == UInt8(ascii: "\"") else { throw fault }
            let name = try text()
            skipBlanks()
            guard take(":") else { throw fault }
            members.append(.init(name: name, value: try value(depth: depth + 1)))
            try endOfPart(before: "}")
        }
        return members
    }

    private mutating func elements(depth: Int) throws(OutsideFault) -> [OutsideValue] {
        var elements: [OutsideValue] = []
        index += 1
        skipBlanks()
        while !take("]") {
            elements.append(try value(depth: depth + 1))
            try endOfPart(before: "]")
        }
        return elements
    }

    /// Steps over the comma between two parts; one too many before the bracket does no harm.
    private mutating func endOfPart(before bracket: Unicode.Scalar) throws(OutsideFault) {
        skipBlanks()
        guard take(",") || next == UInt8(ascii: bracket) else { throw fault }
        skipBlanks()
    }

    private mutating func word(_ word: StaticString, _ value: OutsideValue) throws(OutsideFault) -> OutsideValue {
        guard bytes[index...].starts(with: word.description.utf8) else { throw fault }
        index += word.utf8CodeUnitCount
        return value
    }

    /// A text from its opening quotation mark past its closing one.
    private mutating func text() throws(OutsideFault) -> String {
        index += 1
        let start = index
        while let byte = next, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\") { index += 1 }
        if next == UInt8(ascii: "\\") { return try escapedText(from: start) }
        return try string(bytes[start..<index])
    }

    private mutating func escapedText(from start: Int) throws(OutsideFault) -> String {
        var content = Array(bytes[start..<index])
        while let byte = next, byte != UInt8(ascii: "\"") {
            index += 1
            if byte == UInt8(ascii: "\\"), let control = next, control < 0x20 {
                content.append(contentsOf: "\\u00\(Hex.lower(control))".utf8)  // no escape: both are shown
                index += 1
            } else if byte == UInt8(ascii: "\\") {
                content.append(contentsOf: String(try escaped()).utf8)
            } else {
                content.append(byte)
            }
        }
        return try string(content[...])
    }

    private mutating func string(_ content: ArraySlice<UInt8>) throws(OutsideFault) -> String {
        guard let text = String(validating: content, as: UTF8.self), take("\"") else { throw fault }
        return text
    }

    /// What follows a backslash.
    private mutating func escaped() throws(OutsideFault) -> Unicode.Scalar {
        guard let byte = next else { throw fault }
        index += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(byte)
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{C}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"): return try codePoint()
        default: throw fault
        }
    }

    /// Four hex digits, or twelve bytes that make a surrogate pair.
    private mutating func codePoint() throws(OutsideFault) -> Unicode.Scalar {
        let first = try fourDigits()
        if let scalar = Unicode.Scalar(first) { return scalar }
        guard first < 0xDC00, take("\\"), take("u") else { throw fault }
        let second = try fourDigits()
        guard (0xDC00...0xDFFF).contains(second),
            let scalar = Unicode.Scalar(0x10000 + (UInt32(first) - 0xD800) << 10 + UInt32(second) - 0xDC00)
        else { throw fault }
        return scalar
    }

    private mutating func fourDigits() throws(OutsideFault) -> UInt16 {
        var value: UInt16 = 0
        for _ in 0..<4 {
            guard let byte = next, let digit = Hex.value(byte) else { throw fault }
            value = value << 4 | UInt16(digit)
            index += 1
        }
        return value
    }

    private mutating func number() throws(OutsideFault) -> OutsideValue {
        let start = index
        _ = take("-")
        if !take("0") { try digits() }
        let whole = index
        if take(".") { try digits() }
        if take("e") || take("E") {
            if !take("+") { _ = take("-") }
            try digits()
        }
        let text = String(decoding: bytes[start..<index], as: UTF8.self)
        if index == whole, let number = Int(text) { return .whole(number) }
        guard let number = Double(text), number.isFinite else { throw fault }
        return Int(exactly: number).map { .whole($0) } ?? .decimal(number)
    }

    private mutating func digits() throws(OutsideFault) {
        let start = index
        while let byte = next, byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") { index += 1 }
        guard index > start else { throw fault }
    }
}
