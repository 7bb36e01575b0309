import HTTPFetch
import NukiDomain
import TestKit
import Testing

@Suite("Who is let in to the API over TCP", .timeLimit(.minutes(1)))
struct ControlAccessTests {
    private static let lock = "POST /v1/devices/0-21DF943C/actions/lock HTTP/1.1"
    private static let open = "POST /v1/devices/0-21DF943C/actions/open HTTP/1.1"
    private static let unlock = "POST /v1/devices/0-21DF943C/actions/unlock HTTP/1.1"
    private static let ringToOpen = "POST /v1/devices/2-1E5FE23A/actions/unlock HTTP/1.1"
    private static let list = "GET /v1/devices HTTP/1.1"

    @Test("Nobody without a token, or with one that is not known; health alone is open")
    func tokens() async throws {
        try await ControlStage.run(overTCP: true) { stage in
            for authorization in [
                "X: y", "Authorization: Bearer", "Authorization: Bearer reader-secret2", "Authorization: Bearer reader",
                "Authorization: Basic reader-secret", "Authorization: Bearer reader-secret reader-secret",
            ] {
                for line in [Self.list, Self.lock, "GET /metrics HTTP/1.1", "GET /openapi.json HTTP/1.1"] {
                    let answer = try await stage.send(
                        line, "Host: 127.0.0.1", authorization, "Content-Type: application/json", "Content-Length: 2",
                        body: "{}")
                    #expect(answer.status == 401, "\(line) \(authorization)")
                    #expect(answer.headers.contains { $0.hasPrefix("WWW-Authenticate: Bearer") })
                    #expect(try answer.fault == "KT-CTL-DENIED")
                }
            }
            #expect((try await stage.send("GET /healthz HTTP/1.1", "Host: 127.0.0.1")).status == 200)
            #expect(await stage.loop.commands.isEmpty)
        }
    }

    @Test("A token is good for its scopes alone, and commands carry its name")
    func scopes() async throws {
        try await ControlStage.run(overTCP: true) { stage in
            let lockNGo = Self.open.replacing("open", with: "lock_n_go")
            for (name, line, body, status) in [
                ("reader", Self.list, nil, 200), ("reader", Self.lock, "{}", 403), ("locker", Self.open, "{}", 403),
                ("locker", lockNGo, "{\"unlatch\":true}", 403), ("locker", Self.lock, "{}", 200),
                ("owner", Self.open, "{}", 200), ("locker", Self.unlock, "{}", 200),
                ("locker", Self.ringToOpen, "{}", 403),
            ] {
                let answer = try await stage.ask(as: name, line, body: body)
                #expect(answer.status == status, "\(name) \(line)")
            }
            #expect(await stage.loop.commands.map(\.asker) == [.token("locker"), .token("owner"), .token("locker")])
        }
    }

    @Test("A foreign Host is refused, and so is an Origin that is not this machine's")
    func names() async throws {
        try await ControlStage.run(overTCP: true, hosts: ["Keyturn.example"]) { stage in
            let port = try #require(stage.port)
            for (host, status) in [
                ("127.0.0.1", 200), ("127.0.0.1:\(port)", 200), ("localhost:\(port)", 200), ("keyturn.EXAMPLE", 200),
                ("evil.example", 421), ("127.0.0.1.evil.example", 421), ("127.0.0.2", 421), ("", 421),
                ("keyturn.example.evil.example", 421),
            ] {
                let answer = try await stage.send(
                    Self.list, "Host: \(host)", "Authorization: Bearer reader-secret")
                #expect(answer.status == status, "Host: \(host)")
            }
            for (origin, status) in [
                ("http://127.0.0.1:\(port)", 200), ("https://keyturn.example", 200), ("https://evil.example", 403),
                ("null", 403), ("http://127.0.0.1.evil.example", 403), ("file://127.0.0.1", 403),
            ] {
                let answer = try await stage.ask(as: "owner", Self.lock, "Origin: \(origin)", body: "{}")
                #expect(answer.status == status, "Origin: \(origin)")
                #expect(!answer.headers.contains { $0.lowercased().hasPrefix("access-control-") })
            }
            #expect(await stage.loop.commands.count == 2)
        }
    }

    @Test("A request with two Hosts is refused, and a URL in place of the path does not stand in for one")
    func twoHosts() async throws {
        try await ControlStage.run(overTCP: true) { stage in
            for (line, hosts) in [
                (Self.list, "Host: 127.0.0.1\r\nHost: evil.example"),
                (Self.list, "Host: evil.example\r\nHOST: 127.0.0.1"), (Self.list, "Host: 127.0.0.1\r\nHost: 127.0.0.1"),
                ("GET http://127.0.0.1/v1/devices HTTP/1.1", "Host: evil.example"),
            ] {
                let answer = try await stage.send(line, hosts, "Authorization: Bearer reader-secret")
                #expect(answer.status == 421, "\(line) \(hosts)")
            }
        }
    }

    @Test(
        "A form, a text and a body without a type are refused",
        arguments: [
            "Content-Type: application/x-www-form-urlencoded", "Content-Type: text/plain",
            "Content-Type: multipart/form-data",
            "Content-Type: text/plain; application/json", "X: y",
        ])
    func forms(_ type: String) async throws {
        try await ControlStage.run(overTCP: true) { stage in
            let answer = try await stage.send(
                Self.open, "Host: 127.0.0.1", "Authorization: Bearer owner-secret", type, "Content-Length: 2",
                body: "{}")
            #expect(answer.status == 415)
            #expect(await stage.loop.commands.isEmpty)
        }
    }

    @Test("A long body is refused, and the connection ends")
    func oversize() async throws {
        try await ControlStage.run(overTCP: true) { stage in
            let body = "{\"unlatch\":" + String(repeating: " ", count: 1500) + "true}"
            let answer = try await stage.ask(as: "owner", Self.open.replacing("open", with: "lock_n_go"), body: body)
            #expect(answer.status == 413)
            #expect(await stage.loop.commands.isEmpty)
        }
    }

    @Test("Long headers are refused")
    func longHeaders() async throws {
        try await ControlStage.run(overTCP: true) { stage in
            let bytes = try await RawConnection.exchange(
                "\(Self.list)\r\nHost: 127.0.0.1\r\nX: \(String(repeating: "x", count: 20_000))\r\n\r\n",
                with: try #require(stage.port))
            #expect(!String(decoding: bytes, as: UTF8.self).hasPrefix("HTTP/1.1 200"))
        }
    }

    @Test("A head or a body that never ends costs nobody else anything, and ends after 10 s")
    func slow() async throws {
        try await ControlStage.run(overTCP: true) { stage in
            let port = try #require(stage.port)
            async let head = RawConnection.exchange("\(Self.list)\r\nHost: 127.0.0.1\r\n", with: port)
            async let body = RawConnection.exchange(
                """
                \(Self.lock)\r\nHost: 127.0.0.1\r\nAuthorization: Bearer owner-secret\r
                Content-Type: application/json\r\nContent-Length: 9\r\n\r\n{
                """, with: port)
            #expect((try await stage.ask(as: "reader", Self.list)).status == 200)
            #expect(try await head.isEmpty)
            _ = try await body
            #expect(await stage.loop.commands.isEmpty)
        }
    }
}
