import BridgeAPI
import FoundationEssentials
import NukiDomain
import TestKit
import Testing

@testable import HTTPFetch

@Suite("Requests to a bridge") struct BridgeClientTests {
    private let noon = Date(timeIntervalSince1970: 1_655_467_200)
    private let secret = "s3cr3t!+"
    private let info = #"{"ids": {"hardwareId": 26}}"#

    private func client(
        _ fetcher: ScriptedFetcher, _ mode: AuthMode? = nil, offset: Int = 0
    ) throws -> BridgeClient {
        let endpoint = Endpoint(host: .address(.v4(.loopback)), port: .bridgeDefault)
        let credential = try mode.map { Credential(token: try BridgeToken(parsing: secret), mode: $0) }
        return BridgeDialer(fetcher: fetcher, clock: { [noon] in noon })
            .client(endpoint, credential: credential, bridgeOffset: offset)
    }

    @Test(
        "a status becomes the error that it means",
        arguments: [
            (400, BridgeError.badRequest), (401, .signInRefused), (403, .switchedOff), (404, .status(404)),
            (410, .status(410)), (503, .busy),
            (500, .status(500)), (302, .status(302)), (204, .status(204)),
        ])
    func statuses(_ status: Int, _ error: BridgeError) async throws {
        let client = try client(ScriptedFetcher { _ in .status(status, "[]") }, .encrypted)
        await #expect(throws: error) { try await client.info() }
        await #expect(throws: error) { try await client.list() }
        await #expect(throws: error) { try await client.authorizeByButton() }
        #expect(try await client.statusOfUnsignedInfo() == status)
    }

    @Test("a 404 or a 410 speaks of a device where one was named")
    func deviceStatuses() async throws {
        let key = DeviceKey(type: .smartLock3, id: NukiID(rawValue: 26))
        for (status, error) in [(404, BridgeError.unknownDevice), (410, .deviceOffline), (400, .badRequest)] {
            let client = try client(ScriptedFetcher { _ in .status(status) }, .encrypted)
            await #expect(throws: error) { try await client.state(of: key) }
            await #expect(throws: error) { try await client.perform(.lock, on: key) }
            await #expect(throws: error) { try await client.lock(key) }
        }
    }

    @Test("only a request that never left may be made again without a thought")
    func nothingSent() {
        let before: [HTTPError] = [
            .refused, .unreachable("No route to host"), .nameNotResolved, .connectTimedOut, .withheld("other hardware"),
        ]
        let after: [HTTPError] = [
            .answerTimedOut, .connectionLost, .brokenBody, .notHTTP("SSH"), .tooLong(9), .cancelled, .failed("x"),
        ]
        #expect(before.allSatisfy { BridgeError.noAnswer($0).nothingWasSent })
        #expect(!after.contains { BridgeError.noAnswer($0).nothingWasSent })
        let answers: [BridgeError] = [
            .badRequest, .signInRefused, .switchedOff, .unknownDevice, .deviceOffline, .busy, .status(500),
            .unsuccessful(message: nil), .brokenAnswer(""), .notABridge(""),
        ]
        #expect(answers.allSatisfy { !$0.nothingWasSent })
    }

    @Test("what brought no answer is passed on, and what is not HTTP is not a bridge")
    func failures() async throws {
        for error in [HTTPError.refused, .connectTimedOut, .answerTimedOut, .connectionLost, .tooLong(9), .cancelled] {
            let client = try client(ScriptedFetcher([.failure(error), .failure(error)]))
            await #expect(throws: BridgeError.noAnswer(error)) { try await client.list() }
            await #expect(throws: BridgeError.noAnswer(error)) { try await client.statusOfUnsignedInfo() }
        }
        let client = try client(ScriptedFetcher([.failure(.notHTTP("SSH"))]))
        await #expect { try await client.list() } throws: { error in
            if case BridgeError.notABridge = error { true } else { false }
        }
    }

    @Test(
        "a body that no bridge sends is not a bridge's",
        arguments: ["hello", "<html>", "{}", "null", #"{"success": true}"#, "7", "<br>"])
    func foreignBodies(_ body: String) async throws {
        let client = try client(ScriptedFetcher { _ in .json(body) }, .encrypted)
        await #expect(throws: (any Error).self) { try await client.callbacks() }
        for call in [{ _ = try await client.info() }, { _ = try await client.list() }] as [() async throws -> Void] {
            await #expect { try await call() } throws: { error in
                if case BridgeError.notABridge = error { true } else { false }
            }
        }
    }

    @Test("an encrypted or hashed sign-in never sends the token", arguments: [AuthMode.encrypted, .hashed])
    func secrecy(_ mode: AuthMode) async throws {
        let fetcher = ScriptedFetcher([.json(info), .json("[]")])
        let client = try client(fetcher, mode)
        _ = try await client.info()
        _ = try await client.list()
        let names: Set = mode == .encrypted ? ["ctoken", "nonce"] : ["ts", "rnr", "hash"]
        for request in fetcher.requests {
            #expect(!request.url.contains("s3cr3t"))
            #expect(Set(request.query.map(\.name)) == names)
        }
        #expect(fetcher.requests.map(\.path) == ["/info", "/list"])
        #expect(fetcher.requests[0].url != fetcher.requests[1].url)
    }

    @Test("a plain sign-in sends the token percent-encoded and nothing prints it")
    func plain() async throws {
        let fetcher = ScriptedFetcher([.json(info)])
        _ = try await client(fetcher, .plain).info()
        let request = try #require(fetcher.requests.first)
        #expect(request.url == "http://127.0.0.1:8080/info?token=s3cr3t%21%2B")
        var shown = "\(request) \(String(reflecting: request)) \(request.query) \(try client(fetcher, .plain))"
        dump(request, to: &shown)
        dump(request.query, to: &shown)
        dump(try client(fetcher, .plain), to: &shown)
        #expect(!shown.contains("s3cr3t"))
    }

    @Test("the look and the button request are unsigned, whatever the credential", arguments: AuthMode.allCases)
    func unsigned(_ mode: AuthMode) async throws {
        let fetcher = ScriptedFetcher([.status(401), .json(#"{"success": false}"#)])
        let client = try client(fetcher, mode)
        _ = try await client.statusOfUnsignedInfo()
        _ = try await client.authorizeByButton()
        #expect(fetcher.requests.map(\.url) == ["http://127.0.0.1:8080/info", "http://127.0.0.1:8080/auth"])
    }

    @Test("a client without a credential signs nothing")
    func noCredential() async throws {
        let fetcher = ScriptedFetcher([.json("[]")])
        _ = try await client(fetcher).list()
        #expect(fetcher.requests.first?.query.isEmpty == true)
    }

    @Test("a request carries the bridge's time")
    func bridgeTime() async throws {
        let fetcher = ScriptedFetcher([.json("[]")])
        _ = try await client(fetcher, .hashed, offset: -430).list()
        #expect(fetcher.requests.first?.url.contains("ts=2022-06-17T11:52:50Z&") == true)
    }

    @Test("the button is waited for longer than anything else, and a look at a stranger is short")
    func limits() async throws {
        let fetcher = ScriptedFetcher([.json(info), .json(#"{"success": false}"#), .status(401)])
        let client = try client(fetcher)
        _ = try await client.info()
        _ = try await client.authorizeByButton()
        _ = try await client.statusOfUnsignedInfo()
        #expect(fetcher.requests.map(\.limits.total) == [.seconds(15), .seconds(40), .seconds(5)])
    }

    @Test("the answer to the button is a token, no press, or a token that no bridge should have")
    func button() async throws {
        func answer(_ body: String) async throws -> ButtonAnswer {
            try await client(ScriptedFetcher([.json(body)])).authorizeByButton()
        }
        guard case .token(let token) = try await answer(#"{"success": true, "token": "aB3xY9"}"#) else {
            Issue.record("no token")
            return
        }
        #expect(try token == BridgeToken(parsing: "aB3xY9"))
        guard case .notPressed = try await answer(#"{"success": false}"#) else {
            Issue.record("pressed")
            return
        }
        for (text, error) in [
            ("aB3", TokenError.length(3)), ("aB3xY9 MyHomeNetwork-5G", .strangeCharacter), ("", .empty),
        ] {
            guard case .oddToken(let found, let token) = try await answer(#"{"token": "\#(text)", "success": true}"#)
            else {
                Issue.record("\(text) is not odd")
                return
            }
            #expect(found == error)
            #expect(token?.count == (text == "aB3" ? 3 : nil))
        }
        for body in ["{}", #"{"success": true}"#, #"{"token": "aB3xY9"}"#, #"{"success": "yes"}"#, "[]"] {
            await #expect(throws: BridgeError.self, "\(body)") { try await answer(body) }
        }
    }
}
