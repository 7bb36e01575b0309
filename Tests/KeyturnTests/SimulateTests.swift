import Glibc
import NukiDomain
import TestKit
import Testing

@Suite("simulate", .timeLimit(.minutes(1)))
struct SimulateTests {
    @Test(
        "It says when it is ready, reports what it served without secrets, and ends with 0",
        arguments: [SIGTERM, SIGINT])
    func life(_ signal: Int32) async throws {
        let keyturn = try KeyturnBinary()
        let running = try keyturn.start(["simulate", "--port", "0", "--json"], showsTokens: true)
        let ready = try JSONValue(parsing: try await running.line(with: "ready"))
        #expect(ready.keys == ["event", "host", "port", "token", "id"])
        #expect(ready["event"] == "ready")
        #expect(ready["host"] == "127.0.0.1")
        #expect(ready["token"] == .text(FixtureTokens.builtIn))
        #expect(ready["id"] == "0A2B3C4D")
        let port = try #require(ready["port"]?.number.flatMap { Port("\(Int($0))") })
        let answer = RawAnswer(
            try await RawConnection.exchange(
                "GET /info?token=\(FixtureTokens.builtIn) HTTP/1.1\r\n\r\n", with: port))
        #expect(answer?.statusLine == "HTTP/1.1 200 OK")
        let served = try await running.line(with: "/info")
        #expect(
            try JSONValue(parsing: served) == [
                "event": "request", "id": "0A2B3C4D", "method": "GET", "path": "/info", "sign_in": "plain",
                "status": 200,
            ])
        running.send(signal)
        #expect(try await running.end().status == .code(0))
    }

    @Test("--announce-pcap writes frames in which discover finds the bridge")
    func announcement() async throws {
        let keyturn = try KeyturnBinary()
        let capture = keyturn.home("bridge.pcap")
        let running = try keyturn.start(
            ["simulate", "--port", "0", "--host", "127.0.0.2", "--announce-pcap", capture], showsTokens: true)
        try await running.line(with: "Simulated bridge 0A2B3C4D at http://127.0.0.2:")
        let outcome = try await keyturn.run(["listen", "--json", "--read", capture])
        #expect(
            try outcome.output.map { try JSONValue(parsing: $0)["hostname"] } == [
                "Nuki_Bridge_0A2B3C4D", "Nuki_Bridge_0A2B3C4D",
            ])
        #expect(try JSONValue(parsing: outcome.output.last ?? "")["requested"] == "127.0.0.2")
        running.send(SIGTERM)
        #expect(try await running.end().status == .code(0))
    }

    @Test("The control port tells the truth and presses the button")
    func control() async throws {
        let keyturn = try KeyturnBinary()
        let running = try keyturn.start(["simulate", "--port", "0", "--control", "0", "--json"], showsTokens: true)
        let ready = try JSONValue(parsing: try await running.line(with: "ready"))
        let port = try #require(ready["control"]?.number.flatMap { Port("\(Int($0))") })
        let answer = RawAnswer(
            try await RawConnection.exchange("POST /_control/truth HTTP/1.1\r\n\r\n", with: port))
        let truth = try JSONValue(parsing: answer?.body ?? "")
        #expect(truth["lock_actions"] == 0)
        #expect(truth["devices"]?.values.count == 3)
        running.send(SIGTERM)
        #expect(try await running.end().status == .code(0))
    }

    @Test("Several bridges: a port, a control port and an id for each, and a line that says so")
    func several() async throws {
        let keyturn = try KeyturnBinary()
        let capture = keyturn.home("bridges.pcap")
        let running = try keyturn.start(
            [
                "simulate", "--port", "0", "--control", "0", "--bridges", "3", "--json", "--host", "127.0.0.2",
                "--announce-pcap", capture,
            ], showsTokens: true)
        var bridges: [JSONValue] = []
        for _ in 0..<3 { bridges.append(try JSONValue(parsing: try await running.line(with: "ready"))) }
        #expect(bridges.map { $0["id"] } == ["0A2B3C4D", "0A2B3C4E", "0A2B3C4F"])
        #expect(Set(bridges.flatMap { [$0["port"], $0["control"]] }).count == 6)
        let last = try #require(bridges[2].port("port"))
        let answer = RawAnswer(
            try await RawConnection.exchange(
                "GET /list?token=\(FixtureTokens.builtIn) HTTP/1.1\r\n\r\n", with: last,
                at: IPv4Address(127, 0, 0, 2)))
        #expect(answer?.body.contains("\"name\": \"Front door 3\"") == true)
        #expect(try JSONValue(parsing: try await running.line(with: "/list"))["id"] == "0A2B3C4F")
        let outcome = try await keyturn.run(["listen", "--json", "--read", capture])
        #expect(
            try outcome.output.map { try JSONValue(parsing: $0)["hostname"]?.text }
                == ["4D", "4D", "4E", "4E", "4F", "4F"].map { "Nuki_Bridge_0A2B3C\($0)" })
        running.send(SIGTERM)
        #expect(try await running.end().status == .code(0))
    }

    @Test(
        "More bridges than the machine has room for are refused with the number that they need",
        .enabled(if: ChildProcess.path(of: "prlimit") != nil, "no program prlimit"))
    func tooMany() async throws {
        let command = [KeyturnBinary.path, "simulate", "--port", "0", "--bridges", "100"]
        let outcome = try await ChildProcess.run("prlimit", ["--nofile=200:200"] + command)
        #expect(outcome.status == .code(1))
        #expect(outcome.conversation.contains("100 bridges need 464 open files, and this process may have 200"))
    }

    @Test(
        "Numbers that cannot be are refused",
        arguments: [
            ["--bridges", "0"], ["--bridges", "2", "--port", "65535"], ["--bridges", "2", "--control", "65535"],
            ["--bridges", "10", "--port", "8080", "--control", "8089"], ["--announce", "lo", "--host", "::1"],
            ["--announce", "lo", "--host", "0.0.0.0"], ["--clock-offset", "9223372036854775807"],
            ["--clock-offset", "-3155760001"],
        ])
    func impossible(_ words: [String]) async throws {
        #expect(try await KeyturnBinary().run(["simulate"] + words).status == .code(64))
    }

    @Test("A port that is taken, and a household that is none, are said", arguments: [true, false])
    func refusals(_ isPortTaken: Bool) async throws {
        let keyturn = try KeyturnBinary()
        let port = try SilentPort(.refuses)
        try keyturn.home.write("[]", to: "household.json")
        let outcome = try await keyturn.run(
            isPortTaken
                ? ["simulate", "--port", "\(port.endpoint.port)"]
                : ["simulate", "--port", "0", "--household", keyturn.home("household.json")])
        #expect(outcome.status == .code(isPortTaken ? 1 : 65))
        #expect(outcome.conversation.contains(isPortTaken ? "port \(port.endpoint.port)" : "is not a household"))
    }
}
