import FoundationEssentials
import NukiDomain
import TestKit
import Testing

@testable import BridgeAPI
@testable import HTTPFetch

@Suite("Calls") struct CallTests {
    private static let side = DeviceKey(type: .smartLock3, id: NukiID(rawValue: 4_294_967_295))
    private static let door = DeviceKey(type: .smartLock, id: NukiID(rawValue: 597_878_773))

    private static let calls: [(BridgeRequest, String, Int)] = [
        (.info, "/info", 15), (.list, "/list", 15), (.auth, "/auth", 40),
        (.configAuth(enabled: false), "/configAuth?enable=0", 15),
        (.configAuth(enabled: true), "/configAuth?enable=1", 15),
        (.lockState(side), "/lockState?nukiId=4294967295&deviceType=4", 30),
        (
            .lockAction(.unlatch, side, nowait: false),
            "/lockAction?nukiId=4294967295&deviceType=4&action=3&nowait=0", 60
        ),
        (.lockAction(.unlock, door, nowait: true), "/lockAction?nukiId=597878773&deviceType=0&action=1&nowait=1", 60),
        (.lock(door), "/lock?nukiId=597878773&deviceType=0", 60), (.listCallbacks, "/callback/list", 15),
        (
            .addCallback(url: "http://192.168.0.20:8000/nuki?a=1&b"),
            "/callback/add?url=http%3A%2F%2F192.168.0.20%3A8000%2Fnuki%3Fa%3D1%26b", 15
        ),
        (.removeCallback(id: 2), "/callback/remove?id=2", 15), (.log(offset: 5, count: 9), "/log?offset=5&count=9", 15),
        (.clearLog, "/clearlog", 15), (.updateFirmware, "/fwupdate?scope=1", 15), (.reboot, "/reboot", 15),
    ]

    @Test("a call is sent as it is documented, ids in decimal, with the time that it may take")
    func paths() {
        let endpoint = Endpoint(host: .address(.v4(.loopback)), port: .bridgeDefault)
        for (call, target, seconds) in Self.calls {
            let request = HTTPRequest(
                endpoint: endpoint, path: call.path, query: call.parameters, limits: call.limits)
            #expect(request.url == "http://127.0.0.1:8080\(target)")
            #expect(call.limits.total == .seconds(seconds), "\(target)")
            #expect(call.limits.connect == .seconds(5))
            #expect(call.isSigned == (call.path != "/auth"))
        }
    }

    @Test("a call with its signature is the published request, to the last character")
    func published() throws {
        let endpoint = Endpoint(host: try Host(parsing: "192.168.1.50"), port: .bridgeDefault)
        let calls: [(String, BridgeRequest, String)] = [
            ("S", .info, "/info?"), ("A", .info, "/info?"), ("B", .list, "/list?"),
            (
                "D", .addCallback(url: "http://192.168.0.20:8000/nuki"),
                "/callback/add?url=http%3A%2F%2F192.168.0.20%3A8000%2Fnuki&"
            ),
        ]
        for (name, call, start) in calls {
            let vector = try #require(SignInVector.all.first { $0.name == name })
            for mode in [AuthMode.hashed, .encrypted] {
                let stamp = try #require(RequestStamp(time: vector.time, number: String(vector.number)))
                let signature = Credential(token: try vector.token, mode: mode)
                    .signature(stamp: stamp, nonce: try #require(Hex.bytes(vector.nonce)))
                let request = HTTPRequest(endpoint: endpoint, path: call.path, query: call.parameters + signature)
                let tail =
                    mode == .hashed
                    ? "ts=\(vector.time)&rnr=\(vector.number)&hash=\(vector.hash)"
                    : "ctoken=\(vector.box)&nonce=\(vector.nonce)"
                #expect(request.url == "http://192.168.1.50:8080\(start)\(tail)")
            }
        }
    }

    private func client(_ outcomes: ScriptedFetcher.Outcome...) throws -> BridgeClient {
        let credential = Credential(token: try BridgeToken(parsing: "s3cr3t"), mode: .encrypted)
        return BridgeDialer(fetcher: ScriptedFetcher(outcomes))
            .client(Endpoint(host: .address(.v4(.loopback)), port: .bridgeDefault), credential: credential)
    }

    @Test("an action's connection has no longer than its sender gives it, and never for ever")
    func patience() async throws {
        for (patience, limit) in [
            (nil, .seconds(5)), (.seconds(9), .seconds(5)), (.milliseconds(1500), .milliseconds(1500)),
            (.microseconds(3), .milliseconds(1)),
        ] as [(Duration?, Duration)] {
            let fetcher = ScriptedFetcher { request in
                #expect(request.limits.connect == limit)
                return .json(#"{"success": true}"#)
            }
            let client = BridgeDialer(fetcher: fetcher)
                .client(Endpoint(host: .address(.v4(.loopback)), port: .bridgeDefault))
            _ = try await client.perform(.unlatch, on: Self.door, connectingWithin: patience)
        }
    }

    @Test("every signed call carries a box and a nonce that no other call carried")
    func fresh() async throws {
        let fetcher = ScriptedFetcher { _ in .json(#"{"success": true}"#) }
        let credential = Credential(token: try BridgeToken(parsing: "s3cr3t"), mode: .encrypted)
        let client = BridgeDialer(fetcher: fetcher)
            .client(Endpoint(host: .address(.v4(.loopback)), port: .bridgeDefault), credential: credential)
        for _ in 0..<20 {
            _ = try await client.perform(.lock, on: Self.door)
            try await client.removeCallback(id: 0)
            _ = try await client.reboot()
        }
        let signed = fetcher.requests.map { $0.query.filter { ["ctoken", "nonce"].contains($0.name) } }
        #expect(signed.allSatisfy { $0.count == 2 })
        #expect(Set(signed.map { $0[0].encodedValue }).count == 60)
        #expect(Set(signed.map { $0[1].encodedValue }).count == 60)
    }

    @Test("a state is read from an answer without ids, and is missing when the bridge did not get it")
    func state() async throws {
        let body =
            #"{"mode": 2, "state": 3, "stateName": "LOCKED", "batteryCritical": false, "batteryChargeState": 28, "doorsensorState": 2, "success": true}"#
        let state = try await client(.json(body)).state(of: Self.door)
        #expect(state.word(for: .lock) == "unlocked" && state.batteryPercent == 28 && state.door == .closed)
        #expect(state.read == nil)
        await #expect(throws: BridgeError.unsuccessful(message: nil)) {
            try await client(.json(#"{"success": false}"#)).state(of: Self.door)
        }
        await #expect(throws: BridgeError.notABridge("the answer holds no state")) {
            try await client(.json(#"{"success": true}"#)).state(of: Self.door)
        }
    }

    @Test("an action that succeeded tells of the battery where the bridge does, and one that failed says why")
    func action() async throws {
        for (body, critical) in [
            (#"{"success": true, "batteryCritical": true}"#, true as Bool?), (#"{"success": true}"#, nil),
        ] {
            #expect(try await client(.json(body)).perform(.lock, on: Self.door).batteryCritical == critical)
            #expect(try await client(.json(body)).lock(Self.door).batteryCritical == critical)
        }
        await #expect(throws: BridgeError.unsuccessful(message: "too many callbacks registered")) {
            try await client(.json(#"{"success": false, "message": "too many callbacks registered"}"#))
                .addCallback("http://192.168.0.20/x")
        }
        for body in ["{}", #"{"success": "true"}"#, "[]"] {
            await #expect(throws: BridgeError.notABridge("the answer is not the JSON that a bridge sends")) {
                try await client(.json(body)).perform(.lock, on: Self.door)
            }
        }
        try await client(.json(#"{"success": true}"#)).allowButton(true)
    }

    @Test("what is answered without a body succeeds with any 2xx, unless the body says no")
    func withoutBody() async throws {
        for outcome in [ScriptedFetcher.Outcome.status(200), .status(204), .json(#"{"success": true}"#), .json("ok")] {
            try await client(outcome).clearLog()
            try await client(outcome).updateFirmware()
            #expect(try await client(outcome).reboot() == .confirmed)
        }
        await #expect(throws: BridgeError.unsuccessful(message: "no")) {
            try await client(.json(#"{"success": false, "message": "no"}"#)).updateFirmware()
        }
        await #expect(throws: BridgeError.status(500)) { try await client(.status(500)).clearLog() }
        await #expect(throws: BridgeError.signInRefused) { try await client(.status(401)).reboot() }
    }

    @Test("a bridge that goes down while it answers has not failed to start again; one that stays silent may have")
    func reboot() async throws {
        for error in [HTTPError.connectionLost, .brokenBody] {
            #expect(try await client(.failure(error)).reboot() == .unconfirmed)
        }
        for error in [HTTPError.refused, .connectTimedOut, .answerTimedOut, .cancelled] {
            await #expect(throws: BridgeError.noAnswer(error)) { try await client(.failure(error)).reboot() }
        }
        await #expect(throws: BridgeError.noAnswer(.connectionLost)) {
            try await client(.failure(.connectionLost)).updateFirmware()
        }
    }
}
