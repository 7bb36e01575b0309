import FoundationEssentials

/// JSON in one place: how everything of ours is written, and how what came from outside is read.
public enum JSONText {
    /// One line, sorted keys, slashes as they are.
    public static func line(_ value: some Encodable) throws -> String {
        String(decoding: try encoder([.sortedKeys, .withoutEscapingSlashes]).encode(value), as: UTF8.self).safeJSON
    }

    /// Several indented lines that end with a newline, for files that people open.
    public static func page(_ value: some Encodable) throws -> String {
        let options: JSONEncoder.OutputFormatting = [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted]
        return String(decoding: try encoder(options).encode(value), as: UTF8.self).safeJSON + "\n"
    }

    /// Reads what a bridge or a cloud sent: raw control bytes inside texts are repaired first.
    public static func fromOutside<Value: Decodable>(_ type: Value.Type, _ bytes: [UInt8]) throws -> Value {
        try JSONDecoder().decode(type, from: Data(ControlByteRepair.repaired(bytes)))
    }

    private static func encoder(_ options: JSONEncoder.OutputFormatting) -> JSONEncoder {
        let encoder = JSONEncoder()
        encoder.outputFormatting = options
        encoder.dateEncodingStrategy = .custom { date, encoder in
            var container = encoder.singleValueContainer()
            try container.encode(WireTime.text(date))
        }
        return encoder
    }
}

/// Bridges put device names into their JSON without escaping control bytes (homebridge-nb #39).
enum ControlByteRepair {
    /// The same bytes with each raw byte below 0x20 inside a text written as `\u00XX`.
    static func repaired(_ bytes: [UInt8]) -> [UInt8] {
        guard bytes.contains(where: { $0 < 0x20 }) else { return bytes }
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count + 16)
        var isInText = false
        var isEscaped = false
        for byte in bytes {
            if isInText, byte < 0x20 {
                result += Array("\\u00\(Hex.lower(byte))".utf8)
                isEscaped = false
                continue
            }
            if isEscaped {
                isEscaped = false
            } else if isInText, byte == UInt8(ascii: "\\") {
                isEscaped = true
            } else if byte == UInt8(ascii: "\"") {
                isInText.toggle()
            }
            result.append(byte)
        }
        return result
    }
}
