import NukiDomain

extension Faults: Decodable {
    /// Reads what is wrong; unknown keys and values that make no sense are refused by name.
    public init(from decoder: any Decoder) throws {
        try decoder.refuseUnknownKeys(but: CodingKeys.self)
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        paths = try fields.decodeIfPresent(Set<String>.self, forKey: .paths) ?? paths
        requests = try fields.count(.requests)
        busyEvery = try fields.count(.busyEvery)
        busyRate = try fields.readIfPresent(.busyRate) { (0...1).contains($0) ? $0 : nil } ?? busyRate
        seed = try fields.decodeIfPresent(UInt64.self, forKey: .seed) ?? seed
        delay = try fields.seconds(.delay) ?? delay
        late = try fields.seconds(.late) ?? late
        wire = try fields.readTextIfPresent(.wire) { WireFault(rawValue: $0) }
        isUnsuccessful = try fields.flag(.isUnsuccessful)
        isGone = try fields.flag(.isGone)
        doneBut = try fields.readTextIfPresent(.doneBut) { DoneBut(rawValue: $0) }
        isStale = try fields.flag(.isStale)
        hasControlBytes = try fields.flag(.hasControlBytes)
        missing =
            try fields.readIfPresent(.missing) { (names: [String]) in
                let missing = names.compactMap(ListField.init)
                return missing.count == names.count ? Set(missing) : nil
            } ?? missing
        isOldFirmware = try fields.flag(.isOldFirmware)
        takesFutureStamps = try fields.flag(.takesFutureStamps)
        badTokenStatus = try fields.readIfPresent(.badTokenStatus) { [403, 500].contains($0) ? $0 : nil }
        authAppendsWifi = try fields.flag(.authAppendsWifi)
        areSlotsFull = try fields.flag(.areSlotsFull)
        isAPIOff = try fields.flag(.isAPIOff)
        callbacks = try fields.decodeIfPresent(CallbackFaults.self, forKey: .callbacks) ?? callbacks
    }
}

extension CallbackFaults: Decodable {
    /// Reads what is wrong; unknown keys and values that make no sense are refused by name.
    public init(from decoder: any Decoder) throws {
        try decoder.refuseUnknownKeys(but: CodingKeys.self)
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        dropEvery = try fields.count(.dropEvery)
        isDoubled = try fields.flag(.isDoubled)
        delay = try fields.seconds(.delay) ?? delay
        isReordered = try fields.flag(.isReordered)
        firstBlocks = try fields.flag(.firstBlocks)
    }
}

extension KeyedDecodingContainer {
    /// False where the key is missing.
    fileprivate func flag(_ key: Key) throws -> Bool {
        try decodeIfPresent(Bool.self, forKey: key) ?? false
    }

    /// A number from 1 on.
    fileprivate func count(_ key: Key) throws -> Int? {
        try readIfPresent(key) { $0 >= 1 ? $0 : nil }
    }

    /// A duration that ends some day.
    fileprivate func seconds(_ key: Key) throws -> Double? {
        try readIfPresent(key) { SimulatedTime.durations.contains($0) ? $0 : nil }
    }
}
