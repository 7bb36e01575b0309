import FoundationEssentials
import NukiDomain
import TestKit
import Testing

@testable import BridgeSimulator

@Suite("Endpoints for upkeep", .timeLimit(.minutes(1)))
struct EndpointTests {
    @Test("Switching /auth off and on takes nothing but 0 and 1")
    func configAuth() async throws {
        try await Stage.play { stage throws in
            #expect(try await stage.ask("/configAuth?enable=0").body == #"{"success": true}"#)
            #expect(try await stage.send("GET /auth").body == "HTTP 403 Forbidden")
            for query in ["", "?enable=", "?enable=2", "?enable=true", "?enable=-1"] {
                #expect(try await stage.ask("/configAuth\(query)").body == "HTTP 400 Bad Request")
            }
            #expect(try await stage.ask("/configAuth?enable=1").body == #"{"success": true}"#)
            async let answer = stage.send("GET /auth")
            await stage.clock.sleepers(1)
            await stage.bridge.pressButton()
            #expect(try await answer.body == #"{"success": true, "token": "SimulatedBridge1"}"#)
        }
    }

    @Test("There are three slots for callbacks; the lowest free one is taken, none moves, and a fourth is refused")
    func callbacks() async throws {
        try await Stage.play { stage throws in
            func list() async throws -> String { try await stage.ask("/callback/list").body }
            #expect(try await list() == #"{"callbacks": []}"#)
            for name in ["a", "b", "a"] { try await stage.register("http://127.0.0.1:9/\(name)") }
            #expect(
                try await stage.ask("/callback/add?url=http://127.0.0.1:9/d").body
                    == #"{"success": false, "message": "too many callbacks registered"}"#)
            #expect(try await stage.ask("/callback/remove?id=1").body == #"{"success": true}"#)
            #expect(
                try await list() == """
                    {"callbacks": [{"id": 0, "url": "http://127.0.0.1:9/a"}, {"id": 2, "url": "http://127.0.0.1:9/a"}]}
                    """)
            #expect(try await stage.ask("/callback/remove?id=1").body.hasPrefix(#"{"success": false, "message": "#))
            #expect(try await stage.ask("/callback/remove?id=0").body == #"{"success": true}"#)
            try await stage.register("http://127.0.0.1:9/e")
            #expect(try await list().hasPrefix(#"{"callbacks": [{"id": 0, "url": "http://127.0.0.1:9/e"}, {"id": 2,"#))
            for id in ["", "?id=", "?id=3", "?id=-1", "?id=a"] {
                #expect(try await stage.ask("/callback/remove\(id)").body == "HTTP 400 Bad Request")
            }
        }
    }

    @Test(
        "A callback goes to plain HTTP in at most 254 characters, and anything else is refused",
        arguments: [
            ("http://192.168.0.20:8000/nuki", true), ("HTTP://bridge.example/", true), ("http://[::1]:8080", true),
            ("http://10.0.0.1/?a=b&c", true), ("http://10.0.0.1/" + String(repeating: "x", count: 238), true),
            ("http://10.0.0.1/" + String(repeating: "x", count: 239), false), ("https://10.0.0.1/", false),
            ("http://", false), ("http:///x", false), ("10.0.0.1", false), ("http://10.0.0.1:0/", false),
            ("http://10.0.0.1:65536/", false), ("http://10.0.0.1:x/", false), ("http://a b/", false),
            ("http://[::1/", false), ("ftp://10.0.0.1/", false), ("", false),
        ])
    func urls(url: String, isTaken: Bool) async throws {
        try await Stage.play { stage throws in
            let answer = try await stage.ask("/callback/add?url=\(Stage.encoded(url))")
            #expect(answer.body == (isTaken ? #"{"success": true}"# : "HTTP 400 Bad Request"))
            #expect(await stage.bridge.truth.callbacks.urls == (isTaken ? [url] : []))
        }
    }

    @Test("The log is newest first, in slices, with ids in hex, and can be cleared")
    func log() async throws {
        try await Stage.play { stage throws in
            _ = try await stage.ask("/info")
            stage.clock.advance(by: .seconds(1))
            async let reading = stage.ask("/lockState?nukiId=568300604")
            await stage.clock.sleepers(1)
            stage.clock.advance(by: .seconds(1))
            _ = try await reading
            let log = try JSONValue(parsing: try await stage.ask("/log").body)
            #expect(
                log.values.map { $0["type"]?.text ?? "" } == [
                    "HTTP-Log", "BLE-Disconnected", "BLE-Disconnect", "BLE-ReadStates", "BLE-Connected", "BLE-Connect",
                    "HTTP-LockState", "HTTP-Info",
                ])
            #expect(log[1]?["nukiId"] == "21DF943C")
            #expect(
                try await stage.ask("/log?offset=7&count=2").body == """
                    [{"timestamp": "2026-05-28T20:26:41+00:00", "type": "HTTP-LockState", "nukiId": "21DF943C"}, \
                    {"timestamp": "2026-05-28T20:26:40+00:00", "type": "HTTP-Info"}]
                    """)
            #expect(try await stage.ask("/log?count=0").body == "[]")
            #expect(try await stage.ask("/log?count=x").body == "HTTP 400 Bad Request")
            #expect(try await stage.ask("/log?offset=-1").body == "HTTP 400 Bad Request")
            #expect(try await stage.ask("/clearlog").body == "")
            #expect(try await stage.ask("/log?offset=1").body == "[]")
        }
    }

    @Test("An action is logged from its start to its success")
    func actionLog() async throws {
        try await Stage.play { stage throws in
            _ = try await stage.ask("/lockAction?nukiId=568300604&action=1&nowait=1")
            let log = try JSONValue(parsing: try await stage.ask("/log?offset=1").body)
            #expect(log[0]?["type"] == "HTTP-LockActionSuccess")
            #expect(log.values.first { $0["type"] == "BLE-SendLockAction" }?["action"] == 1)
            #expect(log.values.last?["type"] == "HTTP-LockActionStart")
        }
    }

    @Test("The log keeps the newest 500 and shows 100 unless more are asked for")
    func longLog() {
        var log = BridgeLog()
        for second in 0..<1234 { log.write(.info, at: Stage.opening.addingTimeInterval(Double(second))) }
        func count(_ json: WireJSON) -> Int { if case .array(let entries) = json { entries.count } else { 0 } }
        #expect(count(log.listed(offset: 0, count: 100)) == 100)
        #expect(count(log.listed(offset: 0, count: .max)) == 500)
        #expect(count(log.listed(offset: 499, count: 5)) == 1)
        #expect(log.listed(offset: 499, count: 5).line.contains("20:38:54"), "the 735th")
    }

    @Test("What has no answer is 200 and an empty body")
    func empty() async throws {
        try await Stage.play { stage throws in
            let bytes = try await RawConnection.exchange(
                "GET /clearlog?token=SimulatedBridge1 HTTP/1.1\r\n\r\n", with: stage.bridge.endpoint.port)
            #expect(
                String(decoding: bytes, as: UTF8.self) == """
                    HTTP/1.1 200 OK\r
                    Connection: Close\r
                    Content-Type: application/json;charset=utf-8\r
                    Transfer-Encoding: chunked\r
                    \r
                    0\r
                    \r

                    """)
        }
    }

    @Test("A firmware update takes a scope and perhaps a device, and changes nothing")
    func firmwareUpdate() async throws {
        try await Stage.play { stage throws in
            for query in ["", "?scope=0", "?scope=1", "?scope=2&nukiId=568300604"] {
                #expect(try await stage.ask("/fwupdate\(query)").body == "")
            }
            for query in ["?scope=3", "?scope=x", "?nukiId=x"] {
                #expect(try await stage.ask("/fwupdate\(query)").body == "HTTP 400 Bad Request")
            }
            #expect(try await stage.ask("/fwupdate?nukiId=1").body == "HTTP 404 Not Found")
        }
    }

    @Test("An unpaired device is gone from the list and unknown")
    func unpair() async throws {
        try await Stage.play { stage throws in
            #expect(try await stage.ask("/unpair?nukiId=1015587565").body == "HTTP 404 Not Found")
            #expect(try await stage.ask("/unpair?nukiId=1015587565&deviceType=4").body == #"{"success": true}"#)
            #expect(try await !stage.ask("/list").body.contains("Side door"))
            #expect(try await stage.ask("/lockState?nukiId=1015587565&deviceType=4").body == "HTTP 404 Not Found")
        }
    }

    @Test(
        "Every endpoint but /auth wants a sign-in before it looks at anything else",
        arguments: [
            "/configAuth", "/callback/add", "/callback/list", "/callback/remove", "/log", "/clearlog", "/fwupdate",
            "/reboot", "/unpair", "/factoryReset",
        ])
    func signIn(path: String) async throws {
        try await Stage.play { stage throws in
            #expect(try await stage.send("GET \(path)").body == "HTTP 401 Unauthorized")
        }
    }
}
