extension Device {
    /// The entities that the fields it has now speak of; a door sensor that is switched off is none.
    public var visibleEntities: Set<DeviceEntity> {
        var entities: Set<DeviceEntity> = [.lock]
        if let door = state?.door, door != .deactivated { entities.insert(.door) }
        if state?.ring != nil { entities.insert(.ring) }
        if state?.batteryCritical != nil { entities.insert(.batteryCritical) }
        if state?.batteryCharging != nil { entities.insert(.batteryCharging) }
        if state?.batteryPercent != nil { entities.insert(.battery) }
        if state?.keypadBatteryCritical != nil { entities.insert(.keypadBatteryCritical) }
        return entities
    }
}

extension DeviceState {
    /// A state of which callbacks leave out what they do not speak of; the time of reading is not taken over.
    public func filled(from older: DeviceState?) -> DeviceState {
        guard let older else { return self }
        var state = self
        state.mode = mode ?? older.mode
        state.batteryCritical = batteryCritical ?? older.batteryCritical
        state.batteryCharging = batteryCharging ?? older.batteryCharging
        state.batteryPercent = batteryPercent ?? older.batteryPercent
        state.keypadBatteryCritical = keypadBatteryCritical ?? older.keypadBatteryCritical
        state.door = door ?? older.door
        state.ring = ring ?? older.ring
        return state
    }

    /// A motor, or the strike of an opener, is at work; nothing stays so (Bridge API 1.13.2: 2, 4, 6, 7).
    public var isMoving: Bool { [2, 4, 6, 7].contains(number) }
}
