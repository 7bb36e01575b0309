import FoundationEssentials
import NukiDomain
import TestKit
import Testing

@testable import BridgeSimulator

@Suite("Bytes of an answer")
struct AnswerBytesTests {
    @Test("A list is one chunk of one line under exactly three headers, and the end of it closes the connection")
    func list() async throws {
        var household = try Household.builtIn()
        household.devices.removeLast(2)
        try await Stage.play(household) { stage throws in
            let bytes = try await RawConnection.exchange(
                "GET /list?token=SimulatedBridge1 HTTP/1.1\r\nHost: x\r\n\r\n", with: stage.bridge.endpoint.port)
            #expect(
                String(decoding: bytes, as: UTF8.self) == """
                    HTTP/1.1 200 OK\r
                    Connection: Close\r
                    Content-Type: application/json;charset=utf-8\r
                    Transfer-Encoding: chunked\r
                    \r
                    171\r
                    [{"deviceType": 0, "nukiId": 568300604, "name": "Front door", "firmwareVersion": "2.14.5", \
                    "lastKnownState": {"mode": 2, "state": 1, "stateName": "locked", "batteryCritical": false, \
                    "batteryCharging": false, "batteryChargeState": 85, "keypadBatteryCritical": false, \
                    "doorsensorState": 2, "doorsensorStateName": "door closed", \
                    "timestamp": "2026-05-28T20:26:40+00:00"}}]\r
                    0\r
                    \r

                    """)
        }
    }

    @Test("A refusal is plain text with its length")
    func refusal() async throws {
        try await Stage.play { stage throws in
            let bytes = try await RawConnection.exchange(
                "GET /list HTTP/1.1\r\nHost: x\r\n\r\n", with: stage.bridge.endpoint.port)
            #expect(
                String(decoding: bytes, as: UTF8.self) == """
                    HTTP/1.1 401 Unauthorized\r
                    Connection: Close\r
                    Content-Type: text/plain\r
                    Content-Length: 21\r
                    \r
                    HTTP 401 Unauthorized
                    """)
        }
    }

    @Test("A client that asks to keep the connection is closed all the same, and a body it sends is read to its end")
    func keepAlive() async throws {
        try await Stage.play { stage throws in
            let body = String(repeating: "x", count: 100_000)
            let bytes = try await RawConnection.exchange(
                "POST /list HTTP/1.1\r\nConnection: keep-alive\r\nContent-Length: \(body.count)\r\n\r\n\(body)",
                with: stage.bridge.endpoint.port)
            #expect(RawAnswer(bytes)?.body == "HTTP 400 Bad Request")
        }
    }

    @Test("A client that closes its side once it has asked is answered all the same")
    func halfClosed() async throws {
        try await Stage.play { stage throws in
            let bytes = try await RawConnection.exchange(
                "GET /list HTTP/1.1\r\n\r\n", with: stage.bridge.endpoint.port, closesItsSide: true)
            #expect(RawAnswer(bytes)?.body == "HTTP 401 Unauthorized")
        }
    }

    @Test("An opener tells of its last ring and has neither charge nor door sensor")
    func opener() async throws {
        var household = try Household.builtIn()
        household.devices.removeFirst(2)
        household.devices[0].lastRing = Stage.opening.addingTimeInterval(-29)
        household.devices[0].mode = 3
        try await Stage.play(household) { stage throws in
            #expect(
                try await stage.ask("/list").body == """
                    [{"deviceType": 2, "nukiId": 509600314, "name": "Intercom", "firmwareVersion": "1.10.1", \
                    "lastKnownState": {"mode": 3, "state": 1, "stateName": "online", "batteryCritical": false, \
                    "ringactionTimestamp": "2026-05-28T20:26:11+00:00", "ringactionState": true, \
                    "timestamp": "2026-05-28T20:26:40+00:00"}}]
                    """)
            stage.clock.advance(by: .seconds(1))
            #expect(try await stage.ask("/list").body.contains(#""ringactionState": false"#))
        }
    }

    @Test("Info tells ids in decimal, the bridge's own time, and the devices it hears")
    func info() async throws {
        var household = try Household.builtIn()
        household.clockOffset = -430
        household.devices.removeFirst()
        try await Stage.play(household) { stage throws in
            stage.clock.advance(by: .seconds(90))
            #expect(
                try await stage.ask("/info").body == """
                    {"bridgeType": 1, "ids": {"hardwareId": 170605645, "serverId": 475959463}, "versions": \
                    {"firmwareVersion": "2.18.0", "wifiFirmwareVersion": "2.2.0"}, "uptime": 90, "currentTime": \
                    "2026-05-28T20:21:00+00:00", "wlanConnected": true, "serverConnected": true, "scanResults": \
                    [{"deviceType": 4, "nukiId": 1015587565, "name": "Nuki_3C88A2ED", "rssi": -57, "paired": true}, \
                    {"deviceType": 2, "nukiId": 509600314, "name": "Nuki_Opener_1E5FE23A", "rssi": -61, "paired": true}]}
                    """)
        }
    }

    @Test("Quotes in a name are escaped, control bytes are not: real bridges send such JSON")
    func names() {
        #expect(WireJSON.text("a\"b\\c\u{11}ü").line == "\"a\\\"b\\\\c\u{11}ü\"")
        #expect(WireJSON.array([]).line == "[]")
    }
}
