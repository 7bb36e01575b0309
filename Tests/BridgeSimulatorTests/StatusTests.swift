import NukiDomain
import TestKit
import Testing

@testable import BridgeSimulator

@Suite("Status of an answer", .timeLimit(.minutes(1)))
struct StatusTests {
    @Test(
        "Path comes before sign-in, sign-in before parameters, parameters before the device",
        arguments: [
            ("GET /", 400), ("GET /nope", 400), ("GET /LOCKSTATE?token=SimulatedBridge1", 400),
            ("POST /list?token=SimulatedBridge1", 400), ("GET /nope?token=wrong12", 400),
            ("GET /info", 401), ("GET /info?token=", 401), ("GET /info?token=simulatedbridge1", 401),
            ("GET /lockState?nukiId=x&token=wrong12", 401), ("GET /lockAction", 401), ("GET /lock", 401),
            ("GET /lockState?token=SimulatedBridge1", 400), ("GET /lockState?nukiId=&token=SimulatedBridge1", 400),
            ("GET /lockState?nukiId=21DF943C&token=SimulatedBridge1", 400),
            ("GET /lockState?nukiId=4294967296&token=SimulatedBridge1", 400),
            ("GET /lockState?nukiId=568300604&deviceType=x&token=SimulatedBridge1", 400),
            ("GET /lockAction?nukiId=1&token=SimulatedBridge1", 400),
            ("GET /lockAction?nukiId=1&action=0&token=SimulatedBridge1", 400),
            ("GET /lockAction?nukiId=1&action=6&token=SimulatedBridge1", 400),
            ("GET /lockAction?nukiId=1&action=1&nowait=2&token=SimulatedBridge1", 400),
            ("GET /lockState?nukiId=1&token=SimulatedBridge1", 404),
            ("GET /lockState?nukiId=1015587565&token=SimulatedBridge1", 404),
            ("GET /lockState?nukiId=568300604&deviceType=4&token=SimulatedBridge1", 404),
            ("GET /lockAction?nukiId=509600314&action=1&token=SimulatedBridge1", 404),
            ("GET /lock?nukiId=1&token=SimulatedBridge1", 404), ("GET /unlock?nukiId=1&token=SimulatedBridge1", 404),
            ("GET /info?token=SimulatedBridge1", 200), ("GET /info?1&TOKEN=%53imulatedBridge1", 200),
            ("GET /list?token=SimulatedBridge1", 200),
        ])
    func table(line: String, status: Int) async throws {
        try await Stage.play { stage throws in
            let answer = try await stage.send(line)
            let words = [
                200: "OK", 400: "Bad Request", 401: "Unauthorized", 404: "Not Found",
            ]
            #expect(answer.statusLine == "HTTP/1.1 \(status) \(words[status] ?? "")")
            if status != 200 { #expect(answer.body == "HTTP \(status) \(words[status] ?? "")") }
            #expect(await stage.bridge.truth.requests.map(\.status) == [status])
        }
    }

    @Test("Each path that moves a lock is counted, and no secret is kept")
    func truth() async throws {
        try await Stage.play { stage throws in
            _ = try await stage.ask("/lockAction?noWait=TRUE&nukiId=568300604&action=1&Tokem=oops")
            _ = try await stage.send("GET /lock?nukiId=568300604&ctoken=00&nonce=11")
            _ = try await stage.send("GET /unlock?nukiId=568300604&hash=00")
            _ = try await stage.ask("/list")
            let truth = await stage.bridge.truth
            #expect(truth.lockActions == 3)
            #expect(
                truth.requests.map(\.path) == [
                    "/lockAction?nowait=TRUE&nukiId=568300604&action=1", "/lock?nukiId=568300604",
                    "/unlock?nukiId=568300604", "/list",
                ])
            #expect(truth.requests.map(\.signIn) == [.plain, .encrypted, .hashed, .plain])
        }
    }

    @Test("While one request is served every other one is told 503, even one that nobody could answer")
    func busy() async throws {
        try await Stage.play { stage throws in
            async let waiting = stage.ask("/lockState?nukiId=568300604")
            await stage.clock.sleepers(1)
            for target in ["/info", "/auth", "/nope"] {
                let answer = try await stage.send("GET \(target)")
                #expect(answer.statusLine == "HTTP/1.1 503 Service Unavailable")
                #expect(answer.body == "HTTP 503 Unavailable")
            }
            stage.clock.advance(by: .seconds(1))
            #expect(try await waiting.statusLine == "HTTP/1.1 200 OK")
            #expect(try await stage.ask("/list").statusLine == "HTTP/1.1 200 OK")
        }
    }
}
