import NukiDomain

/// Where in the bytes of a `core.config_entries` another entry goes: behind the last one of the list `data.entries`.
struct EntriesPlace {
    /// The offset behind the last entry, or behind the opening bracket where there is none.
    let end: Int
    private let isEmpty: Bool
    /// The blanks before the first entry.
    private let lead: [UInt8]

    /// Walks a text that is known to be JSON; nil where it has no such list, or a comma behind the last entry.
    init?(in bytes: [UInt8]) {
        guard let list = Self.list(in: bytes), let last = bytes[list].lastIndex(where: { !Self.isBlank($0) }),
            bytes[last] != UInt8(ascii: ",")
        else { return nil }
        isEmpty = last == list.lowerBound
        end = last + 1
        lead = isEmpty ? [] : Array(bytes[list].dropFirst().prefix(while: Self.isBlank))
    }

    /// What to insert there, so that entries stand below each other as they do.
    func insertion(_ entries: [some Encodable]) throws(ExportError) -> [UInt8] {
        var bytes: [UInt8] = []
        for (index, entry) in entries.enumerated() {
            if !isEmpty || index > 0 { bytes.append(UInt8(ascii: ",")) }
            do {
                bytes += lead + Array(try JSONText.line(entry).utf8)
            } catch {
                throw .configuration(.notEncodable)
            }
        }
        return bytes
    }

    /// From the opening bracket to the one before the closing one.
    private static func list(in bytes: [UInt8]) -> Range<Int>? {
        let wanted = ["", "data", "entries"]
        // The key that each open bracket stands under.
        var path: [String] = []
        var key = ""
        var start = 0
        var index = 0
        while index < bytes.count {
            switch bytes[index] {
            case UInt8(ascii: "\""):
                let text = index + 1
                index = self.end(ofText: text, in: bytes)
                key = String(decoding: bytes[text..<index], as: UTF8.self)
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                path.append(key)
                key = ""
                if path == wanted { start = index }
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                if path == wanted { return bytes[index] == UInt8(ascii: "]") ? start..<index : nil }
                path.removeLast()
            case UInt8(ascii: ","): key = ""
            default: break
            }
            index += 1
        }
        return nil
    }

    /// The closing quotation mark.
    private static func end(ofText start: Int, in bytes: [UInt8]) -> Int {
        var index = start
        while bytes[index] != UInt8(ascii: "\"") { index += bytes[index] == UInt8(ascii: "\\") ? 2 : 1 }
        return index
    }

    private static func isBlank(_ byte: UInt8) -> Bool { [0x20, 0x09, 0x0A, 0x0D].contains(byte) }
}
