/// Walks a JSON text strictly by RFC 8259 and notes where each value begins; the decoder tells neither line nor column.
struct JSONSyntaxScanner {
    /// Where each value begins, by its path; an object's member by its key.
    private var positions: [String: Int] = [:]

    private let bytes: [UInt8]
    private var index = 0
    private static let deepest = 64

    private init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// Reads the whole text.
    static func scan(_ bytes: [UInt8]) throws(JSONFault) -> JSONSyntaxScanner {
        var scanner = JSONSyntaxScanner(bytes)
        try scanner.value(at: "", depth: 0)
        scanner.skipBlanks()
        guard scanner.index == bytes.count else { throw scanner.fault(.trailing) }
        return scanner
    }

    /// The line and column of a path, or of the nearest value around it.
    func position(of path: String) -> TextPosition {
        if let index = positions[path] { return place(index) }
        guard let end = path.lastIndex(where: { $0 == "." || $0 == "[" }) else { return place(positions[""] ?? 0) }
        return position(of: String(path[..<end]))
    }

    private func place(_ index: Int) -> TextPosition {
        let before = bytes[..<index]
        let line = before.count { $0 == UInt8(ascii: "\n") } + 1
        let start = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
        return TextPosition(line: line, column: index - start + 1)
    }

    private func fault(_ fault: JSONFault.SyntaxFault) -> JSONFault {
        JSONFault(.syntax(index < bytes.count ? fault : .end), position: place(min(index, bytes.count)))
    }

    private var next: UInt8? { index < bytes.count ? bytes[index] : nil }

    private mutating func skipBlanks() {
        while let byte = next, [0x20, 0x09, 0x0A, 0x0D].contains(byte) { index += 1 }
    }

    /// Steps over one byte if it is this one.
    private mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard next == UInt8(ascii: character) else { return false }
        index += 1
        return true
    }

    private mutating func value(at path: String, depth: Int) throws(JSONFault) {
        skipBlanks()
        guard depth < Self.deepest else { throw fault(.depth) }
        if positions[path] == nil { positions[path] = index }
        switch next {
        case UInt8(ascii: "{"): try object(at: path, depth: depth)
        case UInt8(ascii: "["): try list(at: path, depth: depth)
        case UInt8(ascii: "\""): _ = try text()
        case UInt8(ascii: "t"): try word("true")
        case UInt8(ascii: "f"): try word("false")
        case UInt8(ascii: "n"): try word("null")
        case let byte? where byte == UInt8(ascii: "-") || Self.isDigit(byte): try number()
        default: throw fault(.unexpected)
        }
    }

    private mutating func object(at path: String, depth: Int) throws(JSONFault) {
        index += 1
        skipBlanks()
        if take("}") { return }
        repeat {
            skipBlanks()
            let start = index
            guard next == UInt8(ascii: "\"") else { throw fault(.unexpected) }
            let key = JSONFault.path(path, key: try text())
            guard positions.updateValue(start, forKey: key) == nil else {
                throw JSONFault(.repeatedKey, path: key, position: place(start))
            }
            skipBlanks()
            guard take(":") else { throw fault(.unexpected) }
            try value(at: key, depth: depth + 1)
            skipBlanks()
        } while take(",")
        guard take("}") else { throw fault(.unexpected) }
    }

    private mutating func list(at path: String, depth: Int) throws(JSONFault) {
        index += 1
        skipBlanks()
        if take("]") { return }
        var count = 0
        repeat {
            try value(at: JSONFault.path(path, index: count), depth: depth + 1)
            count += 1
            skipBlanks()
        } while take(",")
        guard take("]") else { throw fault(.unexpected) }
    }

    /// A whole text; its content with the escapes that keys of ours never hold left as they are.
    private mutating func text() throws(JSONFault) -> String {
        index += 1
        let start = index
        while let byte = next, byte != UInt8(ascii: "\"") {
            guard byte >= 0x20 else { throw fault(.text) }
            index += 1
            if byte == UInt8(ascii: "\\") { try escape() }
        }
        guard let content = String(validating: bytes[start..<index], as: UTF8.self) else {
            index = start
            throw fault(.text)
        }
        guard take("\"") else { throw fault(.end) }
        return content
    }

    private mutating func escape() throws(JSONFault) {
        guard let byte = next, Array("\"\\/bfnrtu".utf8).contains(byte) else { throw fault(.text) }
        index += 1
        guard byte == UInt8(ascii: "u") else { return }
        for _ in 0..<4 {
            guard let digit = next, Character(Unicode.Scalar(digit)).isHexDigit else { throw fault(.text) }
            index += 1
        }
    }

    private mutating func word(_ word: String) throws(JSONFault) {
        for byte in word.utf8 {
            guard next == byte else { throw fault(.unexpected) }
            index += 1
        }
    }

    private mutating func number() throws(JSONFault) {
        _ = take("-")
        if !take("0") { try digits() }
        if take(".") { try digits() }
        if take("e") || take("E") {
            if !take("+") { _ = take("-") }
            try digits()
        }
        if let byte = next, byte == UInt8(ascii: ".") || Self.isDigit(byte) { throw fault(.number) }
    }

    private mutating func digits() throws(JSONFault) {
        guard let first = next, Self.isDigit(first) else { throw fault(.number) }
        while let byte = next, Self.isDigit(byte) { index += 1 }
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
}
