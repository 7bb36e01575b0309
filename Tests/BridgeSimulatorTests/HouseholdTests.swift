import FoundationEssentials
import NukiDomain
import Testing

@testable import BridgeSimulator

@Suite("Household files")
struct HouseholdTests {
    /// A household of one lock; `lock` and `bridge` are further members.
    private func parsed(lock: String = "", bridge: String = "") throws -> Household {
        try Household(
            parsing: Array(
                """
                {"id": "0A2B3C4D", "server_id": "1C5E90A7", "token": "abc123", "mac": "54:d2:72:2b:3c:4d"\(bridge),
                 "devices": [{"type": 0, "id": "21DF943C", "name": "Door", "state": 1\(lock)}]}
                """.utf8))
    }

    @Test("The built-in one has ids that trip up careless programs, and a device of every family")
    func builtIn() throws {
        let household = try Household.builtIn()
        #expect("\(household.id)".hasPrefix("0"))
        #expect(household.id != household.serverID)
        #expect(BridgeToken.allowedLength.contains(household.tokenText.count))
        #expect(household.mac.rawValue >> 24 == 0x54D272)
        #expect(household.devices.map(\.name) == ["Front door", "Side door", "Intercom"])
        #expect(household.devices.map(\.key.type) == [.smartLock, .smartLock3, .opener])
        #expect(household.devices.map(\.doorSensor) == [2, nil, nil])
    }

    @Test("What is left out is as in a quiet house")
    func defaults() throws {
        let household = try parsed()
        #expect(household.firmware == Household.newestFirmware)
        #expect(household.clockOffset == 0)
        #expect(household.isAuthEnabled)
        #expect(household.faults == Faults())
        var door = HouseholdDevice(key: .frontDoor, name: "Door", state: 1)
        door.battery = 100
        #expect(household.devices == [door])
    }

    @Test("Everything that can be said is heard")
    func everything() throws {
        let household = try parsed(
            lock: #"""
                , "firmware": "2.9.6", "mode": 2, "door_sensor": 240, "battery": 7, "battery_critical": true,
                "battery_charging": true, "keypad_battery_critical": true, "outside": "knob",
                "last_ring": "2026-08-22T09:31:22Z"
                """#,
            bridge:
                #", "firmware": "1.17.1", "wifi_firmware": "1.2.0", "clock_offset": -430, "auth_enabled": false, "faults": {"stale": true}"#
        )
        var door = HouseholdDevice(key: .frontDoor, name: "Door", firmware: "2.9.6", state: 1)
        door.doorSensor = 240
        door.battery = 7
        door.isBatteryCritical = true
        door.isBatteryCharging = true
        door.isKeypadBatteryCritical = true
        door.outside = .knob
        door.lastRing = WireTime.date("2026-08-22T09:31:22Z")
        #expect(household.devices == [door])
        #expect(household.firmware == "1.17.1")
        #expect(household.wifiFirmware == "1.2.0")
        #expect(household.clockOffset == -430)
        #expect(!household.isAuthEnabled)
        #expect(household.faults.isStale)
    }

    @Test(
        "What makes no sense is named with the way to it",
        arguments: [
            (#""state": 1"#, #""state": 1, "stat": 1"#, JSONFault.Kind.unknownKey, "devices[0].stat"),
            (#"{"id""#, #"{"tokken": "x", "id""#, .unknownKey, "tokken"),
            (#"{"id""#, #"{"faults": {"gonne": true}, "id""#, .unknownKey, "faults.gonne"),
            (#""id": "0A2B3C4D", "#, "", .missingKey, "id"),
            (#""name": "Door", "#, "", .missingKey, "devices[0].name"),
            (#""0A2B3C4D""#, #""0A2B3C4D0""#, .badValue, "id"),
            (#""abc123""#, #""abc12""#, .badValue, "token"),
            (#"54:d2"#, #"54:x2"#, .badValue, "mac"),
            (#""21DF943C""#, "568300604", .wrongType(expected: .text), "devices[0].id"),
            (#""type": 0"#, #""type": 1"#, .badValue, "devices[0].type"),
            (#""state": 1"#, #""state": 8"#, .badValue, "devices[0].state"),
            (#""type": 0"#, #""mode": 3, "type": 0"#, .badValue, "devices[0].mode"),
            (#""type": 0"#, #""door_sensor": 9, "type": 0"#, .badValue, "devices[0].door_sensor"),
            (#""type": 0"#, #""battery": 101, "type": 0"#, .badValue, "devices[0].battery"),
            (#""type": 0"#, #""outside": "cat flap", "type": 0"#, .badValue, "devices[0].outside"),
            (#"{"id""#, #"{"clock_offset": 9223372036854775807, "id""#, .badValue, "clock_offset"),
            (#""type": 0"#, #""last_ring": "yesterday", "type": 0"#, .badValue, "devices[0].last_ring"),
            (
                #"{"type": 0"#, #"{"type": 0, "id": "21df943c", "name": "", "state": 1}, {"type": 0"#, .badValue,
                "devices[1].id"
            ),
        ])
    func refused(old: String, new: String, kind: JSONFault.Kind, path: String) {
        let text = """
            {"id": "0A2B3C4D", "server_id": "1C5E90A7", "token": "abc123", "mac": "54:d2:72:2b:3c:4d", "devices": [\
            {"type": 0, "id": "21DF943C", "name": "Door", "state": 1}]}
            """
        #expect(text.contains(old))
        #expect {
            try Household(parsing: Array(text.replacing(old, with: new).utf8))
        } throws: { error in
            (error as? JSONFault).map { $0.kind == kind && $0.path == path } ?? false
        }
    }
}
