@testable import BridgeAPI
import FoundationEssentials
import NukiDomain
import Testing

@Suite("What bridges say of themselves") struct MaintenanceRecordTests {
    private func log(_ json: String) throws -> BridgeLog {
        try read(json, BridgeLog.init)
    }

    @Test("an entry of the log is its time, its type, its device, and whatever else it has")
    func entry() throws {
        let log = try log(
            #"""
            [{"timestamp": "2024-04-06T06:00:51+00:00", "type": "BLE-Connect", "nukiId": "0A2B3C4D", "pairIndex": 3,
            "bleHandle": "0x10", "ratio": 0.5, "ok": true, "none": null, "list": [1], "object": {}}]
            """#)
        let entry = try #require(log.entries.first)
        #expect(entry.time.map(WireTime.text) == "2024-04-06T06:00:51Z")
        #expect(entry.type == "BLE-Connect" && entry.device?.description == "0A2B3C4D")
        #expect(
            entry.extras == [
                "pairIndex": .whole(3), "bleHandle": .text("0x10"), "ratio": .decimal(0.5), "ok": .truth(true),
            ])
    }

    @Test("an entry needs nothing but its type, and an odd one hides no other")
    func oddEntries() throws {
        let log = try log(#"[{"type": "Nobody-Knows"}, {"timestamp": "now"}, 7, {"type": "MemStat", "timestamp": 5}]"#)
        #expect(log.entries.map(\.type) == ["Nobody-Knows", "MemStat"])
        #expect(log.entries.allSatisfy { $0.time == nil && $0.device == nil && $0.extras.isEmpty })
        #expect(log.unreadable.count == 2)
        #expect(try self.log("[]").entries.isEmpty)
    }

    @Test("all that /info tells is read, and every part of it may be missing")
    func details() throws {
        func details(_ json: String) throws -> BridgeDetails {
            try read(json, BridgeDetails.init)
        }
        let whole = try details(
            """
            {"bridgeType": 1, "ids": {"hardwareId": 507491226, "serverId": 71129620}, "versions": {"firmwareVersion": \
            "2.10.4", "wifiFirmwareVersion": "2.2.0"}, "uptime": 5152, "currentTime": "2021-12-06T15:59:33+00:00", \
            "wlanConnected": true, "serverConnected": false, "scanResults": [{"deviceType": 0, "nukiId": 568300604, \
            "name": "Nuki_21DF943C", "rssi": -63, "paired": true}, {"name": "no id"}, {"type": 2, "nukiId": 26}]}
            """)
        #expect(whole.info.id?.description == "1E3FB39A" && whole.wifiFirmware == "2.2.0" && whole.uptime == 5152)
        #expect(whole.isOnWiFi == true && whole.isAtServer == false)
        #expect(whole.inRange.map(\.key.type.rawValue) == [0, 2])
        #expect(whole.inRange[0].name == "Nuki_21DF943C" && whole.inRange[0].signal == -63)
        #expect(whole.inRange[0].isPaired == true && whole.inRange[1].isPaired == nil)
        let bare = try details(#"{"ids": {"hardwareId": 26}, "scanResults": 7}"#)
        #expect(bare.wifiFirmware == nil && bare.uptime == nil && bare.isOnWiFi == nil && bare.inRange.isEmpty)
        #expect(throws: (any Error).self) { _ = try details("{}") }
    }
}
