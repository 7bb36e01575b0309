import BridgeAPI
import FoundationEssentials
import HTTPFetch
import NukiDomain
import TestKit
import Testing

/// What real bridges and their emulators do beside the document; the numbers are those of the project's list.
@Suite("Quirks of bridges", .timeLimit(.minutes(1))) struct BridgeQuirksTests {
    static let door = DeviceKey(type: .smartLock, id: NukiID(rawValue: 597_878_773))

    static func client(_ fetcher: any HTTPFetching, at endpoint: Endpoint? = nil) throws -> BridgeClient {
        BridgeDialer(fetcher: fetcher).client(
            endpoint ?? Endpoint(host: .address(.v4(.loopback)), port: .bridgeDefault),
            credential: Credential(token: try BridgeToken(parsing: "s3cr3t"), mode: .encrypted))
    }

    private func client(_ outcomes: ScriptedFetcher.Outcome...) throws -> BridgeClient {
        try Self.client(ScriptedFetcher(outcomes))
    }

    private func devices(_ body: String) async throws -> [Device] { try await client(.json(body)).list().devices }

    @Test(
        "1, 3, 22: a 503 to any call is busy, a 401 and a 403 are refusals, and none allows to open a door twice",
        arguments: [(503, BridgeError.busy), (401, .signInRefused), (403, .switchedOff), (500, .status(500))])
    func refusals(_ status: Int, _ error: BridgeError) async throws {
        for call in AnyCall.allCases {
            let client = try Self.client(ScriptedFetcher { _ in .status(status, "HTTP \(status) Whatever") })
            await #expect(throws: error) { try await call.make(client) }
        }
        #expect(!error.nothingWasSent)
    }

    @Test("4: success false at 200 is a failure with the bridge's words, and the next try is not touched by it")
    func falseSuccess() async throws {
        let client = try client(
            .json(#"{"success": false}"#), .json(#"{"success": false, "message": "no"}"#),
            .json(#"{"success": true, "batteryCritical": false}"#))
        await #expect(throws: BridgeError.unsuccessful(message: nil)) {
            try await client.perform(.lock, on: Self.door)
        }
        await #expect(throws: BridgeError.unsuccessful(message: "no")) {
            try await client.perform(.lock, on: Self.door)
        }
        #expect(try await client.perform(.lock, on: Self.door).batteryCritical == false)
    }

    @Test("14, 16: the type and the decimal id go along with every call to a device")
    func identity() async throws {
        let fetcher = ScriptedFetcher { _ in .status(404) }
        let client = try Self.client(fetcher)
        let side = DeviceKey(type: .smartLock3, id: NukiID(rawValue: 0xFFFF_FFFF))
        await #expect(throws: BridgeError.unknownDevice) { try await client.state(of: side) }
        await #expect(throws: BridgeError.unknownDevice) { try await client.lock(side) }
        await #expect(throws: BridgeError.unknownDevice) { try await client.perform(.lock, on: side) }
        #expect(fetcher.requests.allSatisfy { $0.query.prefix(2).map(\.name) == ["nukiId", "deviceType"] })
    }

    @Test("26: a callback that the bridge does not take is a bad request")
    func refusedCallback() async throws {
        await #expect(throws: BridgeError.badRequest) {
            try await client(.status(400, "HTTP 400 Bad Request")).addCallback("https://192.168.0.20/nuki")
        }
    }

    @Test("5: raw control bytes in names are read as they were sent and shown safely", arguments: ["list", "info"])
    func controlBytes(_ call: String) async throws {
        let sent = "Front\u{11}\u{1B}[2J"
        let name: String?
        if call == "list" {
            name = try await devices("[{\"nukiId\": 26, \"name\": \"\(sent)\"}]").first?.name
        } else {
            let body = "{\"ids\": {\"hardwareId\": 1}, \"scanResults\": [{\"nukiId\": 26, \"name\": \"\(sent)\"}]}"
            name = try await client(.json(body)).details().inRange.first?.name
        }
        #expect(name == sent)
        #expect(name?.safeForDisplay == "Front\\u{11}\\u{1B}[2J")
    }

    @Test(
        "6, 7: what begins as a bridge's answer and breaks is a broken answer, and no other server's",
        arguments: ["", "\r\n", "[", "{", #"[{"nukiId": 26}"#, #"[{"nukiId": 26, "na"#, "[] []", #"{"ids": {"hardw"#])
    func brokenJSON(_ body: String) async throws {
        for call in [AnyCall.info, .list, .callbacks, .log, .button] {
            let client = try client(.json(body))
            await #expect {
                try await call.make(client)
            } throws: { error in
                if case BridgeError.brokenAnswer = error { true } else { false }
            }
        }
    }

    @Test("6: broken chunks are a broken answer to whoever asked")
    func brokenChunks() async throws {
        await #expect(throws: BridgeError.noAnswer(.brokenBody)) {
            try await client(.failure(.brokenBody)).list()
        }
    }

    @Test("11, 12, 13: a device needs nothing but its id")
    func bareDevice() async throws {
        let device = try #require(try await devices(#"[{"nukiId": 26}]"#).first)
        #expect(device.key == DeviceKey(type: .smartLock, id: NukiID(rawValue: 26)))
        #expect(device.name == "0000001A" && device.firmware == nil)
        #expect(device.state == nil && device.stateWord == "unknown")
        #expect(try await devices(#"[{"nukiId": 26, "name": ""}]"#).first?.name == "0000001A")
    }

    @Test(
        "11: a state without its number is no state",
        arguments: ["{}", #"{"mode": 2}"#, #"{"state": null}"#, #"{"state": "locked"}"#, "7", "null"])
    func noState(_ state: String) async throws {
        let device = try await devices(#"[{"nukiId": 26, "lastKnownState": \#(state)}]"#).first
        #expect(device?.stateWord == "unknown" && device?.state == nil)
    }

    @Test(
        "an element that cannot be read is reported beside its neighbours",
        arguments: ["{}", "7", "null", "[]", #""lock""#, #"{"nukiId": -1}"#])
    func oddElement(_ element: String) async throws {
        let listing = try await client(.json(#"[{"nukiId": 1}, \#(element), {"nukiId": 2}]"#)).list()
        #expect(listing.devices.map(\.key.id.rawValue) == [1, 2])
        #expect(listing.unreadable.count == 1)
        #expect(listing.unreadable.first?.contains("element 2") == true)
    }

    @Test("states go by number, whatever their names say, and numbers that nobody knows yet are kept")
    func numbers() async throws {
        let body =
            #"[{"deviceType": 9, "nukiId": 26, "lastKnownState": {"mode": 8, "state": 77, "doorsensorState": 99}}, {"nukiId": 27, "lastKnownState": {"state": 1, "stateName": "UNLOCKED"}}]"#
        let devices = try await devices(body)
        #expect(devices[0].key.type.rawValue == 9 && devices[0].kind == .lock && devices[0].stateWord == "unknown")
        #expect(devices[0].state?.number == 77 && devices[0].state?.mode == 8 && devices[0].state?.door == .unknown)
        #expect(devices[1].stateWord == "locked")
    }

    @Test(
        "times end with Z, +00:00, or a software bridge's own zone",
        arguments: ["2024-04-06T06:00:51Z", "2024-04-06T06:00:51+00:00", "2024-04-06T08:00:51+02:00"])
    func times(_ text: String) async throws {
        let info = try await client(.json(#"{"ids": {"serverId": 7}, "currentTime": "\#(text)"}"#)).info().info
        #expect(info.currentTime.map(WireTime.text) == "2024-04-06T06:00:51Z")
        let device = try await devices(#"[{"nukiId": 26, "lastKnownState": {"state": 1, "timestamp": "\#(text)"}}]"#)
        #expect(device.first?.state?.read.map(WireTime.text) == "2024-04-06T06:00:51Z")
    }

    @Test("23: ids are numbers: a leading zero is kept in their spelling, and a text is read too")
    func ids() async throws {
        for json in ["115338465", #""115338465""#] {
            let info = try await client(.json(#"{"ids": {"hardwareId": \#(json)}}"#)).info().info
            #expect(info.id?.description == "06DFECE1")
            #expect(try await devices(#"[{"nukiId": \#(json)}]"#).first?.key.id.description == "06DFECE1")
        }
        let log = try await client(.json(#"[{"type": "BLE-Connect", "nukiId": "06DFECE1"}]"#)).log()
        #expect(log.entries.first?.device?.rawValue == 115_338_465)
    }

    @Test("25: one device may have two types; /list is the one that counts")
    func twoTypes() async throws {
        let body = #"{"ids": {}, "scanResults": [{"type": 0, "nukiId": 26}, {"deviceType": 2, "nukiId": 27}]}"#
        #expect(try await client(.json(body)).details().inRange.map(\.key.type.rawValue) == [0, 2])
        let listed = try await devices(#"[{"nukiId": 26, "deviceType": 0}, {"nukiId": 26, "deviceType": 2}]"#)
        #expect(Set(listed.map(\.key)).count == 2)
    }
}

/// Every call that a client can make.
private enum AnyCall: CaseIterable {
    case info, details, list, state, action, lock, callbacks, addCallback, removeCallback, log, clearLog, update, reboot
    case button, allowButton

    func make(_ client: BridgeClient) async throws {
        switch self {
        case .info: _ = try await client.info()
        case .details: _ = try await client.details()
        case .list: _ = try await client.list()
        case .state: _ = try await client.state(of: BridgeQuirksTests.door)
        case .action: _ = try await client.perform(.unlatch, on: BridgeQuirksTests.door)
        case .lock: _ = try await client.lock(BridgeQuirksTests.door)
        case .callbacks: _ = try await client.callbacks()
        case .addCallback: try await client.addCallback("http://192.168.0.20/nuki")
        case .removeCallback: try await client.removeCallback(id: 0)
        case .log: _ = try await client.log()
        case .clearLog: try await client.clearLog()
        case .update: try await client.updateFirmware()
        case .reboot: _ = try await client.reboot()
        case .button: _ = try await client.authorizeByButton()
        case .allowButton: try await client.allowButton(true)
        }
    }
}
