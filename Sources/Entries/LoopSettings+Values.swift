import NukiDomain

// The kinds of value that settings have; each is nil where its key is missing or null.

extension KeyedDecodingContainer {
    /// A number within bounds.
    func number(_ key: Key, in bounds: ClosedRange<Double>) throws -> Double? {
        guard let number = try decodeIfPresent(Double.self, forKey: key) else { return nil }
        guard bounds.contains(number) else {
            throw fault(.outOfRange(least: bounds.lowerBound, most: bounds.upperBound), key)
        }
        return number
    }

    /// A whole number within bounds, which its type holds.
    func whole<Number: FixedWidthInteger>(_ key: Key, in bounds: ClosedRange<Int>) throws -> Number? {
        guard let number = try number(key, in: Double(bounds.lowerBound)...Double(bounds.upperBound)) else {
            return nil
        }
        guard let whole = Number(exactly: number) else { throw fault(.badValue, key) }
        return whole
    }

    /// A text that is not empty.
    func word(_ key: Key) throws -> String? { try readTextIfPresent(key) { $0.isEmpty ? nil : $0 } }

    /// One of several words.
    func choice<Choice: RawRepresentable<String> & CaseIterable>(_ key: Key) throws -> Choice? {
        guard let word = try decodeIfPresent(String.self, forKey: key) else { return nil }
        guard let choice = Choice(rawValue: word) else {
            throw fault(.notOneOf(Choice.allCases.map(\.rawValue)), key)
        }
        return choice
    }

    /// Several means to find a bridge, each once.
    func sources(_ key: Key) throws -> [AddressSource]? {
        guard let words = try decodeIfPresent([String].self, forKey: key) else { return nil }
        let known = AddressSource.allCases.filter { $0 != .manual }
        guard words.allSatisfy({ word in known.contains { $0.rawValue == word } }) else {
            throw fault(.notOneOf(known.map(\.rawValue)), key)
        }
        return known.filter { words.contains($0.rawValue) }
    }

    /// An object whose keys are the ids of devices, 1 to 8 hex digits, each once; a null says nothing of its device.
    func devices<Value>(
        _ key: Key, _ read: (KeyedDecodingContainer<DeviceCodingKey>, DeviceCodingKey) throws -> Value?
    ) throws -> [NukiID: Value] {
        guard try !decodeNil(forKey: key) else { return [:] }
        let container = try nestedContainer(keyedBy: DeviceCodingKey.self, forKey: key)
        var devices: [NukiID: Value] = [:]
        for name in container.allKeys {
            guard let id = name.id, devices[id] == nil else { throw container.fault(.badValue, name) }
            devices[id] = try read(container, name)
        }
        return devices
    }
}

/// A key that is the id of a device, in hex.
struct DeviceCodingKey: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }
    var id: NukiID? { BridgeID(hex: stringValue).map { NukiID(rawValue: $0.rawValue) } }

    init(stringValue: String) {
        self.stringValue = stringValue
    }

    init?(intValue: Int) { nil }
}
