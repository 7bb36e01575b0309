import FoundationEssentials

extension JSONText {
    /// Reads a file of ours strictly: whatever is wrong with it comes with its path, line and column.
    public static func fromOwnFile<Value: Decodable>(_ type: Value.Type, _ bytes: [UInt8]) throws(JSONFault) -> Value {
        let scan = try JSONSyntaxScanner.scan(bytes)
        do {
            return try decoder.decode(type, from: Data(bytes))
        } catch {
            let fault = JSONFault(error)
            throw JSONFault(fault.kind, path: fault.path, position: scan.position(of: fault.path))
        }
    }

    /// Whether this is one value of JSON (RFC 8259) and nothing else.
    public static func isWellFormed(_ bytes: [UInt8]) -> Bool { (try? JSONSyntaxScanner.scan(bytes)) != nil }

    /// Reads times as they are written here.
    private static var decoder: JSONDecoder {
        let decoder = JSONDecoder()
        decoder.dateDecodingStrategy = .custom { decoder in
            let text = try decoder.singleValueContainer().decode(String.self)
            guard let date = WireTime.date(text) else {
                throw JSONFault(.badValue, path: JSONFault.path(decoder.codingPath))
            }
            return date
        }
        return decoder
    }
}

extension Decoder {
    /// Throws a ``JSONFault`` that names the first key, by the alphabet, which is none of these.
    public func refuseUnknownKeys<Known: CodingKey & CaseIterable>(but known: Known.Type) throws {
        try refuseKeys(but: Set(known.allCases.map(\.stringValue)))
    }

    /// The same where another type reads some of the keys.
    public func refuseUnknownKeys<Known: CodingKey & CaseIterable, Others: CodingKey & CaseIterable>(
        but known: Known.Type, _ others: Others.Type
    ) throws {
        try refuseKeys(but: Set(known.allCases.map(\.stringValue) + others.allCases.map(\.stringValue)))
    }

    private func refuseKeys(but names: Set<String>) throws {
        let found = try container(keyedBy: AnyKey.self).allKeys.map(\.stringValue)
        guard let stranger = found.filter({ !names.contains($0) }).min() else { return }
        throw JSONFault(.unknownKey, path: JSONFault.path(JSONFault.path(codingPath), key: stranger))
    }
}

extension JSONFault {
    /// `entries[0]` and `host` give `entries[0].host`.
    static func path(_ parent: String, key: String) -> String {
        parent.isEmpty ? key : "\(parent).\(key)"
    }

    /// `entries` and 0 give `entries[0]`.
    static func path(_ parent: String, index: Int) -> String {
        "\(parent)[\(index)]"
    }

    /// The path of a value as the decoder knows it.
    public static func path(_ keys: [any CodingKey]) -> String {
        keys.reduce("") { parent, key in
            key.intValue.map { path(parent, index: $0) } ?? path(parent, key: key.stringValue)
        }
    }

    /// Takes what the decoder or a type's own reading threw; the position is for whoever has the text.
    fileprivate init(_ error: any Error) {
        switch error {
        case let fault as JSONFault: self = fault
        case DecodingError.keyNotFound(let key, let context):
            self.init(.missingKey, path: Self.path(context.codingPath + [key]))
        case DecodingError.typeMismatch(let type, let context), DecodingError.valueNotFound(let type, let context):
            self.init(.wrongType(expected: JSONKind(of: type)), path: Self.path(context.codingPath))
        case DecodingError.dataCorrupted(let context):
            self.init(.badValue, path: Self.path(context.codingPath))
        default: self.init(.badValue)
        }
    }
}

extension JSONKind {
    /// The kind that a Swift type is written as.
    fileprivate init(of type: any Any.Type) {
        self =
            switch type {
            case is String.Type: .text
            case is Bool.Type: .boolean
            case is any BinaryInteger.Type, is any BinaryFloatingPoint.Type: .number
            case is [Any].Type: .list
            default: .object
            }
    }
}

/// A key of any name.
private struct AnyKey: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }

    init(stringValue: String) {
        self.stringValue = stringValue
    }

    init?(intValue: Int) { nil }
}
