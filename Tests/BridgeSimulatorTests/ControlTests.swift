import NukiDomain
import TestKit
import Testing

@testable import BridgeSimulator

@Suite("The control port", .timeLimit(.minutes(1)))
struct ControlTests {
    /// A bridge with a control port, and the means to use it.
    private struct Hands {
        let stage: Stage
        let control: BridgeControl

        func post(_ name: String, _ body: String = "") async throws -> RawAnswer {
            try await send("POST /_control/\(name)", body)
        }

        func send(_ line: String, _ body: String = "") async throws -> RawAnswer {
            let bytes = try await RawConnection.exchange(
                "\(line) HTTP/1.1\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)", with: control.port)
            guard let answer = RawAnswer(bytes) else { throw NoAnswer(bytes: String(decoding: bytes, as: UTF8.self)) }
            return answer
        }

        func truth() async throws -> JSONValue {
            try JSONValue(parsing: try await post("truth").body)
        }
    }

    private func play(
        at address: IPv4Address = .loopback, _ scene: (Hands) async throws -> Void
    ) async throws {
        try await Stage.play(at: address) { stage throws in
            let control = try await BridgeControl.start(stage.bridge)
            try await scene(Hands(stage: stage, control: control))
            await control.stop()
        }
    }

    @Test("Devices change, by name or by id, and the answer is what they are now")
    func devices() async throws {
        try await play { hands throws in
            func device(_ name: String, _ body: String) async throws -> JSONValue? {
                try JSONValue(parsing: try await hands.post(name, body).body)["device"]
            }
            #expect(
                try await hands.post("door", #"{"device": "Front door", "state": "open"}"#).body == """
                    {"device":{"battery":85,"battery_critical":false,"door":3,"id":"21DF943C","mode":2,\
                    "name":"Front door","state":1,"type":0}}
                    """)
            #expect(try await device("door", #"{"device": "21DF943C", "state": 240}"#)?["door"] == 240)
            #expect(try await device("turn", #"{"device": "Side door", "state": "locked"}"#)?["state"] == 1)
            #expect(try await device("turn", #"{"device": "Intercom", "state": 3}"#)?["state"] == 3)
            #expect(try await device("battery", #"{"device": "Side door", "percent": 7}"#)?["battery"] == 7)
            #expect(
                try await device("battery", #"{"device": "Intercom", "critical": true}"#)?["battery_critical"] == true)
            #expect(
                try await device("ring", #"{"device": "1e5fe23a"}"#)?["last_ring"]?.text == "2026-05-28T20:26:40Z")
            #expect(try await device("jam", #"{"device": "Side door"}"#)?["name"] == "Side door")
        }
    }

    @Test("Clock, freeze, faults and their end")
    func bridge() async throws {
        try await play { hands throws in
            #expect(try await hands.post("clock", #"{"offset": -430}"#).body == #"{"clock_offset":-430}"#)
            #expect(try await hands.truth()["clock_offset"] == -430)
            #expect(try await hands.post("freeze", #"{"seconds": 30}"#).body == #"{"frozen_seconds":30}"#)
            async let answer = hands.stage.ask("/info")
            await hands.stage.clock.sleepers(1)
            hands.stage.clock.advance(by: .seconds(30))
            #expect(try await answer.body.contains("2026-05-28T20:20:00+00:00"))
            let faults = try JSONValue(parsing: try await hands.post("fault", #"{"busy_every": 1}"#).body)["faults"]
            #expect(faults?["busy_every"] == 1)
            #expect(faults?["api_off"] == false)
            #expect(try await hands.stage.ask("/info").body == "HTTP 503 Unavailable")
            _ = try await hands.post("fault")
            #expect(try await hands.stage.ask("/info").body != "HTTP 503 Unavailable")
        }
    }

    @Test("A reboot and a move")
    func elsewhere() async throws {
        try await play(at: IPv4Address(127, 77, 2, 1)) { hands throws in
            let answer = try await hands.post("move", #"{"host": "127.77.2.2", "port": 0}"#)
            let port = try #require(try JSONValue(parsing: answer.body)["port"]?.number.flatMap { UInt16($0) })
            #expect(answer.body == #"{"host":"127.77.2.2","port":\#(port)}"#)
            #expect(await hands.stage.bridge.currentEndpoint.port.rawValue == port)
            #expect(try await hands.post("reboot", "{}").body == #"{"away_seconds":30}"#)
            await #expect(throws: (any Error).self) {
                try await RawConnection.exchange(
                    "", with: #require(Port(rawValue: port)), at: IPv4Address(127, 77, 2, 2))
            }
        }
    }

    @Test("The truth tells of everything that was sent, without secrets")
    func truth() async throws {
        try await play { hands throws in
            try await hands.stage.register("http://127.0.0.1:9/secret")
            _ = try await hands.stage.status(signedBy: hands.stage.signature(.encrypted, ahead: 7))
            let text = try await hands.post("truth").body
            #expect(!text.contains("SimulatedBridge1"))
            let truth = try JSONValue(parsing: text)
            #expect(truth["request_count"] == 2)
            #expect(
                truth["requests"]?[0] == [
                    "method": "GET", "path": "/callback/add", "status": 200, "sign_in": "plain", "plain_token": true,
                    "time": "2026-05-28T20:26:40Z",
                ])
            #expect(truth["requests"]?[1]?["stamp_ahead"] == 7)
            #expect(truth["requests"]?[1]?["plain_token"] == false)
            #expect(
                truth["callbacks"] == ["urls": ["http://127.0.0.1:9/secret"], "sent": 0, "failed": 0])
            #expect(truth["devices"]?[2]?["last_ring"] == "2026-08-21T17:40:12Z")
        }
    }

    @Test(
        "What makes no sense is answered with a sentence",
        arguments: [
            ("door", #"{"device": "Front door"}"#, "The key state is missing."),
            ("door", #"{"device": "Front door", "state": 9}"#, "There is no state 9."),
            ("door", #"{"device": "Front door", "state": "ajar"}"#, "There is no state ajar."),
            ("door", #"{"device": "Side door", "state": 2}"#, "Side door has no door sensor."),
            ("turn", #"{"device": "Front door", "state": "online"}"#, "There is no state online."),
            ("jam", "", "The key device is missing."),
            ("jam", #"{"device": "Cellar"}"#, "No device is called Cellar."),
            ("jam", #"{"device": 7}"#, "The value of device makes no sense (line 1, column 2)."),
            ("ring", #"{"device": "Front door"}"#, "Front door has no bell."),
            ("press", #"{"x": 1}"#, "The key x means nothing here (line 1, column 2)."),
            ("clock", "{", "The body is not JSON (line 1, column 2)."),
            ("clock", #"{"offset": 9999999999999}"#, "The value of offset makes no sense (line 1, column 2)."),
            ("freeze", #"{"seconds": -1}"#, "The value of seconds makes no sense (line 1, column 2)."),
            ("battery", #"{"device": "Front door"}"#, "The key percent is missing."),
            (
                "battery", #"{"device": "Front door", "percent": 101}"#,
                "The value of percent makes no sense (line 1, column 26)."
            ),
            ("move", "{}", "The key port is missing."),
            ("move", #"{"port": 65536}"#, "The value of port makes no sense (line 1, column 2)."),
            ("fault", #"{"wire": "moths"}"#, "The value of wire makes no sense (line 1, column 2)."),
            (
                "fault", #"{"callbacks": {"lost": true}}"#,
                "The key callbacks.lost means nothing here (line 1, column 16)."
            ),
            ("truth", "[]", "The body is not what this takes (line 1, column 1)."),
        ])
    func refused(name: String, body: String, sentence: String) async throws {
        try await play { hands throws in
            let answer = try await hands.post(name, body)
            #expect(answer.statusLine == "HTTP/1.1 400 Bad Request")
            #expect(answer.body == sentence)
        }
    }

    @Test("Unknown names and other methods are told so, and a move to a taken port is refused")
    func others() async throws {
        try await play { hands throws in
            let unknown = try await hands.post("nope")
            #expect(unknown.statusLine == "HTTP/1.1 404 Not Found")
            #expect(unknown.body.hasPrefix("There is no /_control/nope; there are press, ring,"))
            #expect(try await hands.send("GET /_control/truth").statusLine == "HTTP/1.1 405 Method Not Allowed")
            #expect(try await hands.send("POST /").statusLine == "HTTP/1.1 404 Not Found")
            let taken = try await hands.post("move", #"{"port": \#(hands.control.port)}"#)
            #expect(taken.body.hasPrefix("Cannot listen on 127.0.0.1, port \(hands.control.port): "))
        }
    }

    @Test("Every fault can be said in JSON, and is said back in the same words")
    func allFaults() throws {
        let text = """
            {"api_off":true,"auth_appends_wifi":true,"bad_token_status":403,"busy_every":2,"busy_rate":0.5,\
            "callbacks":{"delay":30,"drop_every":3,"duplicate":true,"first_blocks":true,"reorder":true},\
            "control_bytes":true,"delay":1.5,"done_but":"reset","future_stamps":true,"gone":true,\
            "late":2,"missing":["lastKnownState"],"old_firmware":true,"paths":["/list"],"requests":9,"seed":7,\
            "slots_full":true,"stale":true,"unsuccessful":true,"wire":"bad_chunk_size"}
            """
        let faults = try JSONText.fromOwnFile(Faults.self, Array(text.utf8))
        #expect(try JSONText.line(faults) == text)
        #expect(faults.callbacks.delay == 30 && faults.doneBut == .reset && faults.wire == .badChunkSize)
        #expect(try JSONText.fromOwnFile(Faults.self, Array("{}".utf8)) == Faults())
    }

    @Test(
        "Faults that make no sense are refused",
        arguments: [
            #"{"busy_every": 0}"#, #"{"busy_rate": 1.1}"#, #"{"delay": -1}"#, #"{"requests": 0}"#,
            #"{"missing": ["name"]}"#, #"{"bad_token_status": 404}"#, #"{"done_but": "late"}"#, #"{"Stale": true}"#,
            #"{"callbacks": {"drop_every": 0}}"#, #"{"callbacks": {"delay": 1e9}}"#,
        ])
    func badFaults(text: String) {
        #expect(throws: JSONFault.self) { try JSONText.fromOwnFile(Faults.self, Array(text.utf8)) }
    }
}
