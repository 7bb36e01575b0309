import NukiDomain
import TestKit
import Testing

@testable import MQTT

@Suite("What stands at a device's topic")
struct DeviceReportTests {
    private func report(_ device: DeviceSnapshot) throws -> JSONValue {
        try JSONValue(parsing: try JSONText.line(DeviceReport(device, signal: -61)))
    }

    private func word(_ type: DeviceType, _ number: Int, mode: Int? = nil) -> String? {
        LockWord(
            Device(
                key: DeviceKey(type: type, id: NukiID(rawValue: 1)), name: "",
                state: DeviceState(mode: mode, number: number)))?.rawValue
    }

    @Test("A lock's numbers become Home Assistant's words, unknown ones none")
    func lockWords() {
        let words = [0, 1, 2, 3, 4, 5, 6, 7, 254, 255, 99].map { word(.smartLock, $0) }
        #expect(
            words == [
                nil, "LOCKED", "UNLOCKING", "UNLOCKED", "LOCKING", "OPEN", "UNLOCKED", "OPENING", "JAMMED", nil, nil,
            ])
    }

    @Test("An opener is locked until it opens at a ring; continuous mode reads as unlocked")
    func openerWords() {
        let words = [0, 1, 3, 5, 7, 253, 255].map { word(.opener, $0) }
        #expect(words == [nil, "LOCKED", "UNLOCKED", "OPEN", "OPENING", nil, nil])
        #expect(word(.opener, 1, mode: 3) == "UNLOCKED")
    }

    @Test("The object holds what the device has, and nothing that it never sent")
    func keys() throws {
        let door = try report(.door)
        #expect(
            door.keys == [
                "name", "state", "number", "lock", "door", "battery", "battery_critical", "signal", "source",
                "confirmed", "stale",
            ])
        #expect(door["lock"] == "LOCKED")
        #expect(door["door"] == "closed")
        #expect(door["name"] == "Front \"door\"")
        #expect(try report(.intercom)["ring"] == .boolean(false))
    }

    @Test("What is not known is null, which a template prints as None")
    func unknown() throws {
        var door = DeviceSnapshot.door
        var state = DeviceState(number: 255)
        state.door = .unknown
        door.device = Device(key: door.key, name: "", state: state)
        let json = try report(door)
        #expect(json["lock"] == .null)
        #expect(json["door"] == .null)
        #expect(json["battery"] == .null)
    }
}
