/// Reading the values of a file of ours that are spelled as something simpler: what cannot be meant is a fault.
extension KeyedDecodingContainer {
    /// A value; `parse` gives nil for what cannot be meant.
    public func read<Written: Decodable, Value>(_ key: Key, _ parse: (Written) -> Value?) throws -> Value {
        guard let value = parse(try decode(Written.self, forKey: key)) else { throw fault(.badValue, key) }
        return value
    }

    /// A value, nil where the key is missing or null.
    public func readIfPresent<Written: Decodable, Value>(
        _ key: Key, _ parse: (Written) -> Value?
    ) throws -> Value? {
        guard try contains(key) && !decodeNil(forKey: key) else { return nil }
        return try read(key, parse)
    }

    /// A value that is spelled as a text.
    public func readText<Value>(_ key: Key, _ parse: (String) -> Value?) throws -> Value { try read(key, parse) }

    /// A value that is spelled as a text, nil where the key is missing or null.
    public func readTextIfPresent<Value>(_ key: Key, _ parse: (String) -> Value?) throws -> Value? {
        try readIfPresent(key, parse)
    }

    /// What to throw about one key.
    public func fault(_ kind: JSONFault.Kind, _ key: Key) -> JSONFault {
        JSONFault(kind, path: JSONFault.path(codingPath + [key]))
    }
}
