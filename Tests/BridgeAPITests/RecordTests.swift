@testable import BridgeAPI
import FoundationEssentials
import NukiDomain
import Testing

@Suite("What bridges send") struct RecordTests {
    private func info(_ json: String) throws -> BridgeInfo {
        try read(json, BridgeInfo.init)
    }
    private func list(_ json: String) throws -> DeviceListing {
        try read(json, DeviceListing.init)
    }

    @Test("a whole /info is read")
    func wholeInfo() throws {
        let info = try info(
            """
            {"bridgeType": 1, "ids": {"hardwareId": 115338465, "serverId": 4294967295}, "versions": {"firmwareVersion": \
            "2.14.0", "wifiFirmwareVersion": "2.2.0"}, "uptime": 5152, "currentTime": "2026-08-22T09:31:22+00:00", \
            "wlanConnected": true, "serverConnected": true, "scanResults": []}
            """)
        #expect(info.id?.description == "06DFECE1")
        #expect(info.serverID?.description == "FFFFFFFF")
        #expect(info.firmware == "2.14.0")
        #expect(info.currentTime.map(WireTime.text) == "2026-08-22T09:31:22Z")
    }

    @Test("an /info needs nothing but its ids")
    func bareInfo() throws {
        let software = try info(#"{"bridgeType": 2, "ids": {"serverId": 7}, "versions": {"appVersion": "3.1"}}"#)
        #expect(software.id == nil && software.serverID?.rawValue == 7 && software.firmware == "3.1")
        #expect(try info(#"{"ids": {}}"#).currentTime == nil)
        for json in ["{}", #"{"ids": 5}"#, #"{"ids": null}"#, "[]", #"{"success": false}"#] {
            #expect(throws: (any Error).self, "\(json)") { try info(json) }
        }
    }

    @Test(
        "ids are read from texts and refused beyond 32 bits",
        arguments: [
            (#""115338465""#, 115_338_465 as UInt32?), ("0", 0), ("4294967295", .max), ("4294967296", nil), ("-1", nil),
            ("1.5", nil),
            (#""1A2B3C4D""#, nil), ("true", nil), ("null", nil), ("[]", nil),
        ])
    func ids(_ json: String, _ id: UInt32?) throws {
        #expect(try info(#"{"ids": {"hardwareId": \#(json)}}"#).id?.rawValue == id)
        let listing = try list(#"[{"nukiId": \#(json)}]"#)
        #expect(listing.devices.first?.key.id.rawValue == id)
        #expect(listing.unreadable.count == (id == nil ? 1 : 0))
    }

    @Test("an empty list has no devices")
    func emptyList() throws {
        #expect(try list("[]") == DeviceListing(devices: []))
    }

    @Test("every field of a lock and of an opener is read")
    func wholeDevices() throws {
        let listing = try list(
            """
            [{"deviceType": 4, "nukiId": 1015571181, "name": "Side", "firmwareVersion": "4.2.6", "lastKnownState": \
            {"mode": 2, "state": 3, "stateName": "locked", "batteryCritical": false, "batteryCharging": true, \
            "batteryChargeState": 96, "keypadBatteryCritical": true, "doorsensorState": 3, "doorsensorStateName": "x", \
            "timestamp": "2024-04-06T06:00:51+00:00"}}, {"deviceType": 2, "nukiId": 509600314, "name": "Street", \
            "lastKnownState": {"mode": 3, "state": 1, "batteryCritical": true, "ringactionTimestamp": \
            "2024-04-05T23:34:28+00:00", "ringactionState": false}}]
            """)
        #expect(listing.unreadable.isEmpty)
        let lock = try #require(listing.devices.first)
        #expect(lock.key == DeviceKey(type: .smartLock3, id: NukiID(rawValue: 1_015_571_181)))
        #expect(lock.name == "Side" && lock.firmware == "4.2.6" && lock.stateWord == "unlocked")
        let state = try #require(lock.state)
        #expect(state.mode == 2 && state.batteryPercent == 96 && state.door == .open)
        #expect(state.batteryCritical == false && state.batteryCharging == true && state.keypadBatteryCritical == true)
        #expect(state.read.map(WireTime.text) == "2024-04-06T06:00:51Z" && state.ring == nil)
        let opener = try #require(listing.devices.last)
        #expect(opener.kind == .opener && opener.stateWord == "continuous" && opener.firmware == nil)
        #expect(opener.state?.ring.map(WireTime.text) == "2024-04-05T23:34:28Z" && opener.state?.batteryPercent == nil)
    }

    @Test("a field of the wrong kind is a missing field and hides no other")
    func oddFields() throws {
        let listing = try list(
            #"""
            [{"deviceType": "2", "nukiId": "26", "name": 7, "firmwareVersion": null, "lastKnownState": {"mode": "2", "state": "3",
            "batteryCritical": "no", "batteryChargeState": "80", "doorsensorState": [], "timestamp": "yesterday"}}]
            """#)
        let device = try #require(listing.devices.first)
        #expect(device.kind == .opener && device.name == "0000001A" && device.stateWord == "ring-to-open")
        #expect(device.state?.batteryCritical == nil && device.state?.batteryPercent == 80)
        #expect(device.state?.door == nil && device.state?.read == nil)
    }
}
