import ControlLoop
import FoundationEssentials
import Glibc
import HTTPFetch
import Linux
import NukiDomain
import TestKit
import Testing

@Suite("The API at the control socket", .timeLimit(.minutes(1)))
struct ControlServerTests {
    private static let front = "/v1/devices/0-21DF943C"

    @Test("Bridges, devices and one device are shown with the keys of the contract")
    func looking() async throws {
        try await ControlStage.run { stage in
            let bridges = try await stage.ask(.get(), "/v1/bridges")
            #expect(bridges.status == 200)
            #expect(try bridges.json["schema"] == 1)
            let bridge = try #require(try bridges.json["bridges"]?[0])
            #expect(bridge["id"] == "1A2B3C4D")
            #expect(bridge["state"] == "online")
            #expect(bridge["clock_offset"] == -3)
            let device = try await stage.ask(.get(), Self.front).json
            #expect(device == bridge["devices"]?[0])
            #expect(device["nuki_id"] == 568_300_604)
            #expect(device["state"] == "locked")
            #expect(device["door"] == "closed")
            #expect(device["read"] == "2026-08-22T09:31:20Z")
            #expect(device["entities"]?[0] == "binary_sensor.front_door_door")
            #expect(try await stage.ask(.get(), "/v1/devices").json["devices"]?[1]?["name"] == "Intercom")
            #expect(try await stage.ask(.get(), "/healthz").json["status"] == "ok")
        }
    }

    @Test("Every action reaches the loop as it is meant, with the user that the kernel names")
    func acting() async throws {
        try await ControlStage.run { stage in
            let opener = "/v1/devices/2-1E5FE23A"
            for (path, body, action) in [
                (Self.front + "/actions/lock", "{}", DeviceAction.lock),
                (Self.front + "/actions/unlock", "{}", .unlock),
                (Self.front + "/actions/open", "{}", .open),
                (Self.front + "/actions/lock_n_go", "{}", .lockNGo(unlatch: false)),
                (Self.front + "/actions/lock_n_go", "{\"unlatch\":true}", .lockNGo(unlatch: true)),
                (opener + "/actions/set_continuous_mode", "{\"enable\":true}", .continuousMode(true)),
                (opener + "/actions/set_continuous_mode", "{\"enabled\":false}", .continuousMode(false)),
            ] {
                let answer = try await stage.ask(.post(json: body), path)
                #expect(answer.status == 200, "\(path) \(answer.body)")
                #expect(try answer.json["result"] == "done")
                #expect(try answer.json["action"]?.text == action.name)
                #expect(try answer.json["took_ms"] == 4210)
                let command = await stage.loop.commands.last
                #expect(command?.action == action)
                #expect(command?.asker == .user(getuid()))
            }
        }
    }

    @Test("Any action can be asked for without waiting for the device")
    func nowait() async throws {
        try await ControlStage.run { stage in
            for (body, nowait) in [("{}", false), ("{\"nowait\":false}", false), ("{\"nowait\":true}", true)] {
                let answer = try await stage.ask(.post(json: body), Self.front + "/actions/lock")
                #expect(answer.status == 200)
                #expect(await stage.loop.commands.last?.nowait == nowait)
            }
            let body = "{\"unlatch\":true,\"nowait\":true}"
            let answer = try await stage.ask(.post(json: body), Self.front + "/actions/lock_n_go")
            #expect(answer.status == 200)
            let command = try #require(await stage.loop.commands.last)
            #expect(command.nowait && command.action == .lockNGo(unlatch: true))
        }
    }

    @Test(
        "An outcome has its status",
        arguments: [
            (CommandReport.Outcome.done, 200, nil), (.taken, 202, nil), (.failed("expired"), 502, "KT-CMD-FAILED"),
            (.unknown, 504, "KT-CMD-UNKNOWN"),
        ])
    func outcomes(_ outcome: CommandReport.Outcome, status: Int, fault: String?) async throws {
        try await ControlStage.run { stage in
            await stage.loop.answer(outcome)
            let answer = try await stage.ask(.post(json: "{}"), Self.front + "/actions/open")
            #expect(answer.status == status)
            #expect(try answer.json["result"]?.text == outcome.word)
            #expect(try answer.fault == fault)
        }
    }

    @Test("What makes no sense is refused with its status and moves nothing")
    func nonsense() async throws {
        try await ControlStage.run { stage in
            for (method, path, status) in [
                (HTTPRequest.Method.get(), "/", 404), (.get(), "/v1/devices/21DF943C", 404),
                (.get(), "/v1/devices/", 404),
                (.get(), "/v1/devices/0-00000001", 404),
                (.post(json: "{}"), "/v1/devices/4-21DF943C/actions/open", 404),
                (.get(), Self.front + "/actions/open", 405), (.post(json: "{}"), "/v1/bridges", 405),
                (.post(json: "{}"), Self.front + "/actions/unlatch", 404),
                (.post(json: ""), Self.front + "/actions/lock", 400),
                (.post(json: "[]"), Self.front + "/actions/lock", 400),
                (.post(json: "{"), Self.front + "/actions/lock", 400),
                (.post(json: "{\"unlatch\":true}"), Self.front + "/actions/lock", 400),
                (.post(json: "{\"nowait\":\"yes\"}"), Self.front + "/actions/lock", 400),
                (.post(json: "{\"unlatch\":1}"), Self.front + "/actions/lock_n_go", 400),
                (.post(json: "{}"), Self.front + "/actions/set_continuous_mode", 400),
                (
                    .post(json: "{\"enable\":true,\"enabled\":true}"),
                    Self.front + "/actions/set_continuous_mode", 400
                ),
            ] {
                let answer = try await stage.ask(method, path)
                #expect(answer.status == status, "\(method) \(path): \(answer.body)")
                #expect(try answer.fault == "KT-INPUT")
            }
            #expect(await stage.loop.commands.isEmpty)
        }
    }

    @Test("What a kind of device does not do is refused, and moves nothing")
    func otherKind() async throws {
        try await ControlStage.run { stage in
            for (path, body) in [
                (Self.front + "/actions/set_continuous_mode", "{\"enable\":true}"),
                ("/v1/devices/2-1E5FE23A/actions/lock_n_go", "{}"),
            ] {
                let answer = try await stage.ask(.post(json: body), path)
                #expect(answer.status == 409)
                #expect(try answer.fault == "KT-INPUT")
            }
            #expect(await stage.loop.commands.isEmpty)
        }
    }

    @Test("A device that two bridges list needs the bridge as well")
    func ambiguous() async throws {
        try await ControlStage.run(loop: ScriptedLoop(names: ["Hallway", "Garage"])) { stage in
            let path = Self.front + "/actions/lock"
            #expect(try await stage.ask(.post(json: "{}"), path).fault == "KT-DEVICE-AMBIGUOUS")
            #expect(await stage.loop.commands.isEmpty)
            let chosen = try await stage.ask(.post(json: "{}"), path, query: [QueryItem("bridge", "1A2B3C4E")])
            #expect(chosen.status == 200)
            #expect(await stage.loop.commands.map(\.bridge) == [BridgeID(rawValue: 0x1A2B_3C4E)])
            let odd = try await stage.ask(.get(), Self.front, query: [QueryItem("bridge", "front")])
            #expect(odd.status == 400)
        }
    }

    @Test("The socket is for its owner and its group")
    func file() async throws {
        try await ControlStage.run { stage in
            let status = try FileStatus.of(stage.socket)
            #expect(status?.mode == 0o660)
        }
    }

    @Test("A dead loop's socket is replaced, a live one's never")
    func stale() async throws {
        try await ControlStage.run { stage in
            let second = ControlServer(at: .socket(path: stage.socket), loop: stage.loop, bus: stage.bus)
            await #expect(throws: ListeningError.alive(path: stage.socket)) { () async throws in try await second.run()
            }
            let answer = try await stage.ask(.get(), "/healthz")
            #expect(answer.status == 200)
        }
    }

    @Test("A path that no socket can have is refused with the path")
    func longPath() async throws {
        let path = "/tmp/" + String(repeating: "x", count: 103)
        await #expect(throws: ListeningError.pathTooLong(path)) { () async throws in
            try await ControlServer(at: .socket(path: path), loop: ScriptedLoop(), bus: EventBus(life: "a")).run()
        }
    }

    @Test("The description is JSON, asks for no token, and names every path")
    func description() async throws {
        try await ControlStage.run { stage in
            let document = try await stage.ask(.get(), "/openapi.json").json
            #expect(document["openapi"] == "3.1.0")
            #expect(document["security"] == .list([]))
            #expect(
                document["paths"]?.keys == [
                    "/healthz", "/metrics", "/openapi.json", "/v1/bridges", "/v1/devices", "/v1/devices/{device}",
                    "/v1/events", "/v1/devices/{device}/actions/lock", "/v1/devices/{device}/actions/unlock",
                    "/v1/devices/{device}/actions/open", "/v1/devices/{device}/actions/lock_n_go",
                    "/v1/devices/{device}/actions/set_continuous_mode",
                ])
        }
    }

    @Test("Metrics name every bridge and device, and count what was answered")
    func metrics() async throws {
        try await ControlStage.run(loop: ScriptedLoop(names: ["Hall \"A\"\n"])) { stage in
            _ = try await stage.ask(.get(), "/nothing")
            let bridge = BridgeID(rawValue: 0x1A2B_3C4D)
            let command = DeviceCommand(bridge: bridge, device: ScriptedLoop.lock, action: .open, asker: .user(0))
            await stage.bus.take(
                LoopEvent(
                    at: Date(), bridge: bridge, bridgeName: "Hall",
                    kind: .commandResult(CommandReport(command: command, outcome: .unknown, took: .zero))))
            let lines = try await stage.ask(.get(), "/metrics").body.split(separator: "\n")
            #expect(lines.contains("keyturn_bridge_online{bridge=\"1A2B3C4D\",name=\"Hall \\\"A\\\"\\n\"} 1"))
            #expect(lines.contains("keyturn_device_signal_dbm{bridge=\"1A2B3C4D\",device=\"0-21DF943C\"} -61"))
            #expect(
                lines.contains("keyturn_device_state{bridge=\"1A2B3C4D\",device=\"0-21DF943C\",state=\"locked\"} 1"))
            #expect(lines.contains("keyturn_commands_total{action=\"open\",result=\"unknown\"} 1"))
            #expect(lines.contains("keyturn_api_answers_total{code=\"404\"} 1"))
        }
    }
}
