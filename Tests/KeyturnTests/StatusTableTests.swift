import FoundationEssentials
import NukiDomain
import TestKit
import Testing

/// The table of status codes that the bridge API has, row by row, over the wire.
@Suite(
    "The simulated bridge's status codes, as curl sees them",
    .enabled(if: CurlAnswer.unavailable == nil, "\(CurlAnswer.unavailable ?? "")"), .timeLimit(.minutes(2)))
struct StatusTableTests {
    private static let front = "nukiId=568300604"
    private static let success = CurlAnswer.json("{\"success\": true}")
    private static let taken = CurlAnswer.json("{\"success\": true, \"batteryCritical\": false}")
    private static let badRequest = CurlAnswer.refusal("400 Bad Request")
    private static let unauthorized = CurlAnswer.refusal("401 Unauthorized")

    @Test("200: what is handled, in JSON under exactly three headers")
    func handled() async throws {
        try await Simulation.run("--speed", "50") { bridge in
            for (target, expected) in [
                ("/lockAction?\(Self.front)&action=1&nowait=1", Self.taken),
                ("/lockAction?\(Self.front)&action=2&noWait=0", Self.taken),
                ("/lock?\(Self.front)&deviceType=0", Self.taken), ("/unlock?\(Self.front)", Self.taken),
                ("/configAuth?enable=1", Self.success), ("/callback/list", .json("{\"callbacks\": []}")),
                ("/callback/add?url=http%3A%2F%2F127.0.0.1%3A9%2Fnuki", Self.success),
                ("/callback/list", .json("{\"callbacks\": [{\"id\": 0, \"url\": \"http://127.0.0.1:9/nuki\"}]}")),
                ("/callback/remove?id=0", Self.success), ("/clearlog", .json("")),
            ] {
                try await bridge.expect(expected, for: bridge.signed(target))
            }
            for target in ["/info", "/list", "/log", "/lockState?\(Self.front)"] {
                let answer = try #require(try await CurlAnswer.get(bridge.signed(target), from: bridge.port))
                #expect(answer == .json(answer.body), "\(target)")
                _ = try JSONValue(parsing: answer.body)
            }
        }
    }

    @Test("400: unknown paths, missing and wrong parameters, callback addresses that are none")
    func badRequests() async throws {
        let longest = "http://127.0.0.1/" + String(repeating: "x", count: 254 - 17)
        try await Simulation.run { bridge in
            for target in [
                "/", "/nothing", "/favicon.ico", "/lockAction", "/lockAction?\(Self.front)", "/lockAction?action=1",
                "/lockAction?\(Self.front)&action=0", "/lockAction?\(Self.front)&action=6",
                "/lockAction?\(Self.front)&action=unlock", "/lockAction?\(Self.front)&action=1&nowait=2",
                "/lockState", "/lockState?nukiId=front", "/lockState?\(Self.front)&deviceType=lock", "/lock", "/unlock",
                "/configAuth", "/configAuth?enable=2", "/configAuth?enable=on", "/callback/add",
                "/callback/add?url=https%3A%2F%2F127.0.0.1%2Fnuki", "/callback/add?url=nuki",
                "/callback/add?url=\(longest)x", "/callback/remove", "/callback/remove?id=first",
            ] {
                try await bridge.expect(Self.badRequest, for: bridge.signed(target))
            }
            try await bridge.expect(Self.success, for: bridge.signed("/callback/add?url=\(longest)"))
            try await bridge.expect(Self.badRequest, for: bridge.signed("/info"), "--request", "POST")
        }
    }

    @Test("401: no token, a wrong one, and sign-ins that are expired")
    func unauthorized() async throws {
        try await Simulation.run("--token", SignedByNuki.token) { bridge in
            for query in [
                "", "?token=", "?token=654321", "?token=1234567", "?hash=00", "?ctoken=00&nonce=00",
                SignedByNuki.hashed.query, SignedByNuki.encrypted.query,
            ] {
                try await bridge.expect(Self.unauthorized, for: "/callback/list\(query)")
            }
        }
    }

    @Test(
        "401: a sign-in counts only whole and unaltered, and once",
        arguments: [SignedByNuki.hashed, SignedByNuki.encrypted])
    fileprivate func once(_ signIn: SignedByNuki) async throws {
        // The bridge lives in the minute for which these were made.
        let offset = Int(try #require(SignedByNuki.time).timeIntervalSinceNow) - 40
        try await Simulation.run("--token", SignedByNuki.token, "--clock-offset", "\(offset)") { bridge in
            for parameter in signIn.parameters {
                let part = SignedByNuki(parameters: signIn.parameters.filter { $0 != parameter })
                let altered = SignedByNuki(
                    parameters: signIn.parameters.map { $0 == parameter ? $0.dropLast() + "0" : $0 })
                try await bridge.expect(Self.unauthorized, for: "/callback/list\(part.query)")
                try await bridge.expect(Self.unauthorized, for: "/callback/list\(altered.query)")
            }
            try await bridge.expect(.json("{\"callbacks\": []}"), for: "/callback/list\(signIn.query)")
            try await bridge.expect(Self.unauthorized, for: "/callback/list\(signIn.query)")
        }
    }

    @Test("403: /auth where it was switched off")
    func forbidden() async throws {
        try await Simulation.run { bridge in
            try await bridge.expect(Self.success, for: bridge.signed("/configAuth?enable=0"))
            try await bridge.expect(.refusal("403 Forbidden"), for: "/auth")
        }
    }

    @Test("404: an id that nothing has, and one that a device of another type has")
    func notFound() async throws {
        try await Simulation.run { bridge in
            for target in [
                "/lockState?nukiId=1", "/lockState?\(Self.front)&deviceType=4", "/lockState?nukiId=1015571181",
                "/lockAction?\(Self.front)&deviceType=2&action=1", "/lock?nukiId=1", "/unlock?nukiId=1",
                "/unpair?nukiId=1",
            ] {
                try await bridge.expect(.refusal("404 Not Found"), for: bridge.signed(target))
            }
        }
    }

    @Test("410: a device that has been out of reach for long")
    func gone() async throws {
        try await Simulation.run("--speed", "50") { bridge in
            try await bridge.play("fault", "{\"gone\": true}")
            for target in ["/lockState?\(Self.front)", "/lockAction?\(Self.front)&action=2"] {
                try await bridge.expect(.refusal("410 Gone"), for: bridge.signed(target))
            }
            try await bridge.expect(.json("{\"callbacks\": []}"), for: bridge.signed("/callback/list"))
        }
    }

    @Test("503: of two requests at once, one")
    func unavailable() async throws {
        try await Simulation.run { bridge in
            // Whichever comes first keeps the bridge busy for so many seconds.
            try await bridge.play("fault", "{\"delay\": 4}")
            async let one = CurlAnswer.get(bridge.signed("/callback/list"), from: bridge.port)
            async let other = CurlAnswer.get(bridge.signed("/callback/list"), from: bridge.port)
            let answers = try await [one, other]
            #expect(answers.contains(.refusal("503 Service Unavailable", body: "HTTP 503 Unavailable")))
            #expect(answers.contains(.json("{\"callbacks\": []}")))
        }
    }

    @Test("Refused: the API is off, until it is on again")
    func refused() async throws {
        try await Simulation.run { bridge in
            try await bridge.play("fault", "{\"api_off\": true}")
            try await bridge.expect(nil, for: bridge.signed("/callback/list"))
            try await bridge.play("fault", "{}")
            try await bridge.expect(.json("{\"callbacks\": []}"), for: bridge.signed("/callback/list"))
        }
    }
}

/// The sign-in that Nuki's document shows (Bridge API 1.13.2), or a part of it.
private struct SignedByNuki: CustomTestStringConvertible {
    let parameters: [String]

    var query: String { "?\(parameters.joined(separator: "&"))" }
    var testDescription: String { parameters.joined(separator: " ") }

    static let token = "123456"
    static let time = WireTime.date("2019-03-05T01:06:53Z")
    static let hashed = SignedByNuki(parameters: [
        "ts=2019-03-05T01:06:53Z", "rnr=4711",
        "hash=f52eb5ce382e356c4239f8fb4d0a87402bb95b7b3124f0762b806ad7d0d01cb6",
    ])
    static let encrypted = SignedByNuki(parameters: [
        "ctoken=a7f6b4df6758b92445bd5470b755b43ba41cf50af8b3f6e19368348ddfb1686291555dfd90b31f9333",
        "nonce=119c38fb6d7d707b8a45f14e688b74b8c4c1acf33643c71a",
    ])
}

extension Simulation {
    /// A path with its query, signed with the plain token.
    fileprivate func signed(_ target: String) -> String {
        "\(target)\(target.contains("?") ? "&" : "?")token=\(token)"
    }

    /// Asks for a path and compares all of the answer; nil stands for a refused connection.
    fileprivate func expect(
        _ expected: CurlAnswer?, for target: String, _ options: String...,
        sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
        let answer = try await CurlAnswer.get(target, from: port, options)
        #expect(answer == expected, "\(target)", sourceLocation: sourceLocation)
    }
}
