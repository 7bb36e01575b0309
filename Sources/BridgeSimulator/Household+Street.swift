import NukiDomain

extension Household {
    /// So many households that could share a network: this one, and others like it that differ in every id, in their
    /// hardware addresses, and in the names of their devices.
    ///
    /// The same household gives the same street every time. All of them have the same token.
    public func street(of count: Int) -> [Household] {
        var taken = Set(devices.map(\.key))
        var street: [Household] = []
        var last = self
        for number in 0..<count {
            if number > 0 { last = neighbour(number, after: last, taken: &taken) }
            street.append(last)
        }
        return street
    }

    /// - Parameter number: how far from this one it stands.
    private func neighbour(_ number: Int, after last: Household, taken: inout Set<DeviceKey>) -> Household {
        let distance = UInt32(number)
        var house = self
        house.id = BridgeID(rawValue: id.rawValue &+ distance)
        house.announcedID = BridgeID(rawValue: announcedID.rawValue &+ distance)
        house.serverID = BridgeID(rawValue: serverID.rawValue &+ distance)
        // The vendor's half stays as it is.
        let vendor = mac.rawValue & 0xFFFF_FF00_0000
        house.mac = MACAddress(rawValue: vendor | (mac.rawValue &+ UInt64(number)) & 0xFF_FFFF)
        for index in devices.indices {
            house.devices[index].name = "\(devices[index].name) \(number + 1)"
            house.devices[index].key = Self.next(after: last.devices[index].key, taken: &taken)
        }
        return house
    }

    /// The next key of the type that no house of the street has yet.
    private static func next(after key: DeviceKey, taken: inout Set<DeviceKey>) -> DeviceKey {
        var next = key
        repeat {
            next = DeviceKey(type: next.type, id: NukiID(rawValue: next.id.rawValue &+ 1))
        } while !taken.insert(next).inserted
        return next
    }
}
