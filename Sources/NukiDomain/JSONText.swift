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

    /// Reads what a bridge or a cloud sent, raw control bytes inside texts included (homebridge-nb #39).
    ///
    /// No decoder: one costs a polled bridge more than its request.
    public static func fromOutside(_ bytes: [UInt8]) throws(OutsideFault) -> OutsideValue {
        try OutsideReader.read(bytes)
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
