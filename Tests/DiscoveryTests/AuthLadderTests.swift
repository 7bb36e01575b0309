import BridgeAPI
import Discovery
import FoundationEssentials
import HTTPFetch
import NukiDomain
import TestKit
import Testing

@Suite("The ladder of sign-ins") struct AuthLadderTests {
    private let id = BridgeID(rawValue: 0x1A2B_3C4D)

    @Test("the encrypted sign-in comes first and suffices, with a second between two requests")
    func encrypted() async throws {
        let bridge = try ScriptedBridge(accepts: [.encrypted, .hashed, .plain])
        let report = try await bridge.climb(.auto(allowPlain: true), expecting: id)
        #expect(
            bridge.log == [
                "/info unsigned", "pause", "/info encrypted decoy", "pause", "/info encrypted", "pause",
                "/list encrypted",
            ])
        #expect(bridge.clock.now.elapsed == .seconds(3))
        #expect(report.id == id && report.serverID?.rawValue == 7 && report.firmware == "2.14.0")
        #expect(report.mode == .encrypted && report.clockOffset == 0)
        #expect(report.listing.devices.map(\.key.id.rawValue) == [1])
        #expect(report.findings == [.unreadableDevice("element 2 of the list has no readable nukiId")])
    }

    @Test("old firmware is signed in to with a hash")
    func hashed() async throws {
        let bridge = try ScriptedBridge(accepts: [.hashed, .plain])
        #expect(try await bridge.climb(.auto(allowPlain: true)).mode == .hashed)
        #expect(
            bridge.log == [
                "/info unsigned", "pause", "/info encrypted decoy", "pause", "/info encrypted", "pause",
                "/info hashed decoy", "pause", "/info hashed", "pause", "/list hashed",
            ])
    }

    @Test("without consent the token never goes in clear")
    func noPlain() async throws {
        let bridge = try ScriptedBridge(accepts: [.plain])
        await #expect(
            throws: ProbeError.tokenRefused(SignInRefusal(tried: [.encrypted, .hashed], statuses: [401]))
        ) {
            try await bridge.climb(.auto(allowPlain: false))
        }
        #expect(
            bridge.log == [
                "/info unsigned", "pause", "/info encrypted decoy", "pause", "/info encrypted", "pause",
                "/info hashed decoy", "pause", "/info hashed",
            ])
    }

    @Test("a plan of one sign-in tries that one", arguments: AuthMode.allCases)
    func only(_ mode: AuthMode) async throws {
        let good = try ScriptedBridge(accepts: [mode])
        #expect(try await good.climb(.only(mode)).mode == mode)
        let bad = try ScriptedBridge(accepts: [])
        await #expect(throws: ProbeError.tokenRefused(SignInRefusal(tried: [mode], statuses: [401]))) {
            try await bad.climb(.only(mode))
        }
        #expect(bad.log == ["/info unsigned", "pause", "/info \(mode) decoy", "pause", "/info \(mode)"])
    }

    @Test("nothing signed goes to an address that does not refuse as a bridge does", arguments: [200, 404, 502])
    func notABridge(_ status: Int) async throws {
        let bridge = try ScriptedBridge(accepts: [.encrypted], unsigned: .status(status))
        await #expect {
            try await bridge.climb(.auto(allowPlain: true))
        } throws: { error in
            if case ProbeError.bridge(.notABridge) = error { true } else { false }
        }
        #expect(bridge.log == ["/info unsigned"])
    }

    @Test("nothing signed goes to an address that does not answer")
    func noAnswer() async throws {
        let bridge = try ScriptedBridge(accepts: [.encrypted], unsigned: .failure(.refused))
        await #expect(throws: ProbeError.bridge(.noAnswer(.refused))) { try await bridge.climb(.only(.plain)) }
        #expect(bridge.log == ["/info unsigned"])
    }

    @Test(
        "another failure than a refused sign-in ends the climb",
        arguments: [
            (ScriptedFetcher.Outcome.status(404), BridgeError.status(404)),
            (.failure(.answerTimedOut), .noAnswer(.answerTimedOut)),
        ])
    func interrupted(_ refusal: ScriptedFetcher.Outcome, _ error: BridgeError) async throws {
        let bridge = try ScriptedBridge(accepts: [.plain], refusal: refusal)
        await #expect(throws: ProbeError.bridge(error)) { try await bridge.climb(.auto(allowPlain: true)) }
        #expect(bridge.log == ["/info unsigned", "pause", "/info encrypted decoy"])
    }

    @Test("another bridge than the one expected is refused before its devices are listed")
    func otherBridge() async throws {
        let bridge = try ScriptedBridge(accepts: [.encrypted])
        let expected = BridgeID(rawValue: 0x5E6F_7081)
        await #expect(throws: ProbeError.otherBridge(expected: expected, found: id)) {
            try await bridge.climb(.auto(allowPlain: false), expecting: expected)
        }
        #expect(bridge.visits.allSatisfy { $0.path == "/info" })
    }

    @Test("a bridge without a hardware id is none to set up")
    func noHardwareID() async throws {
        let bridge = try ScriptedBridge(accepts: [.encrypted], info: #""ids": {"serverId": 7}"#)
        await #expect(throws: ProbeError.noHardwareID) { try await bridge.climb(.only(.encrypted)) }
        // A person agreed to know it by the other id.
        var plan = SignInPlan.only(.encrypted)
        plan.takesServerID = true
        #expect(try await bridge.climb(plan).id == BridgeID(rawValue: 7))
        // From then on it is expected under that id, and under no other.
        #expect(try await bridge.climb(.only(.encrypted), expecting: BridgeID(rawValue: 7)).id == BridgeID(rawValue: 7))
        await #expect(throws: ProbeError.noHardwareID) {
            try await bridge.climb(.only(.encrypted), expecting: BridgeID(rawValue: 8))
        }
    }

    @Test("a failing list fails the climb")
    func noList() async throws {
        let bridge = try ScriptedBridge(accepts: [.encrypted], list: .status(404))
        await #expect(throws: ProbeError.bridge(.status(404))) { try await bridge.climb(.only(.encrypted)) }
    }

    @Test("a busy bridge is asked again after 1, 3 and 10 s, with a stamp of its own each time, and then given up")
    func busy() async throws {
        let bridge = try ScriptedBridge(accepts: [.encrypted], script: { $0 > 2 ? .status(503) : nil })
        await #expect(throws: ProbeError.bridge(.busy)) { try await bridge.climb(.auto(allowPlain: true)) }
        #expect(bridge.visits.map(\.began) == [0, 1, 2, 3, 6, 16].map { .seconds($0) })
        let free = try ScriptedBridge(
            accepts: [.encrypted], script: { [2, 4, 5, 7].contains($0) ? .status(503) : nil })
        #expect(try await free.climb(.auto(allowPlain: false)).mode == .encrypted)
        #expect(free.visits.count == 8)
    }

    @Test(
        "an address that does not answer is looked at twice, one that refuses once",
        arguments: [
            (HTTPError.connectTimedOut, 2), (.answerTimedOut, 2), (.connectionLost, 2), (.refused, 1),
            (.unreachable("No route to host"), 1),
        ])
    func secondLook(_ error: HTTPError, _ looks: Int) async throws {
        let silent = try ScriptedBridge(accepts: [.encrypted], unsigned: .failure(error))
        await #expect(throws: ProbeError.bridge(.noAnswer(error))) { try await silent.climb(.only(.encrypted)) }
        #expect(silent.visits.count == looks)
        let late = try ScriptedBridge(accepts: [.encrypted], script: { $0 == 1 ? .failure(error) : nil })
        #expect(((try? await late.climb(.only(.encrypted))) != nil) == (looks == 2))
    }

    @Test("a bridge that does not go by the time it tells is signed in to by the stamp that it took")
    func strangeClaim() async throws {
        let bridge = try ScriptedBridge(accepts: [.encrypted], claims: -7200, window: .twoSided)
        let report = try await bridge.climb(.only(.encrypted))
        #expect(report.clockOffset == -7200 && report.stampOffset == 0)
        #expect(bridge.log.suffix(3) == ["/list encrypted", "pause", "/list encrypted"])
    }

    @Test("the clocks are compared when /info is answered", arguments: [0, 60, -60, 90, -430, -1_787_391_000])
    func offset(_ seconds: Int) async throws {
        let bridge = try ScriptedBridge(accepts: [.encrypted], offset: seconds)
        #expect(try await bridge.climb(.only(.encrypted)).clockOffset == seconds)
    }

    @Test("an emulator's refusals count as refusals", arguments: [403, 500])
    func emulators(_ status: Int) async throws {
        let bridge = try ScriptedBridge(
            accepts: [.hashed], unsigned: .status(status), refusal: .status(status), list: .json("[]"))
        #expect(try await bridge.climb(.auto(allowPlain: false)).mode == .hashed)
    }

    @Test("where every answer is 403, the API may be switched off, and no clock is looked for")
    func switchedOff() async throws {
        let bridge = try ScriptedBridge(accepts: [], unsigned: .status(403), refusal: .status(403))
        var plan = SignInPlan.auto(allowPlain: false)
        plan.search = [.backward]
        let refusal = SignInRefusal(tried: [.encrypted, .hashed], statuses: [403])
        await #expect(throws: ProbeError.tokenRefused(refusal)) { try await bridge.climb(plan) }
        #expect(refusal.isSwitchedOff)
        #expect(bridge.visits.count == 5)
    }

    @Test(
        "when only the plain sign-in works, the clocks may say why",
        arguments: [(61, 61), (-430, -430), (60, nil), (-60, nil), (0, nil), (nil, nil)] as [(Int?, Int?)])
    func onlyPlain(_ offset: Int?, _ clockError: Int?) async throws {
        let bridge = try ScriptedBridge(accepts: [.plain], offset: offset)
        let error = await #expect(throws: ProbeError.self) { try await bridge.climb(.auto(allowPlain: true)) }
        guard case .onlyPlain(let answer)? = error else { throw error ?? ProbeError.cancelled }
        #expect(answer.clockError == clockError && answer.firmware == "2.14.0")
        // One decoy and one /info is all that goes in clear.
        #expect(bridge.visits.filter { $0.mode == .plain }.map(\.isTrue) == [false, true])
        #expect(bridge.visits.allSatisfy { $0.path == "/info" })
    }

    @Test("what settles it asks once in clear and nothing else; the wrong token is refused there as well")
    func settling() async throws {
        let bridge = try ScriptedBridge(accepts: [.plain], offset: -430)
        await #expect(throws: ProbeError.self) { try await bridge.climb(.settling) }
        #expect(bridge.log == ["/info unsigned", "pause", "/info plain decoy", "pause", "/info plain"])
        let refusing = try ScriptedBridge(accepts: [])
        await #expect(throws: ProbeError.tokenRefused(SignInRefusal(tried: [.plain], statuses: [401]))) {
            try await refusing.climb(.settling)
        }
    }

    @Test(
        "a token that stays in clear says why",
        arguments: [
            (61, ProbeReport.Finding.clockDiffers(61)), (-430, .clockDiffers(-430)),
            (60, .encryptedRefused(firmware: "2.14.0")), (nil, .encryptedRefused(firmware: "2.14.0")),
        ] as [(Int?, ProbeReport.Finding)])
    func keepingPlain(_ offset: Int?, _ finding: ProbeReport.Finding) async throws {
        let bridge = try ScriptedBridge(accepts: [.plain], offset: offset, list: .json("[]"))
        let report = try await bridge.climb(.keepingPlain)
        #expect(report.mode == .plain && report.findings == [finding])
    }

    @Test("where a hash is accepted, the clock is not why the encrypted sign-in is refused")
    func hashedFinding() async throws {
        let bridge = try ScriptedBridge(accepts: [.hashed], offset: 45, list: .json("[]"))
        let report = try await bridge.climb(.auto(allowPlain: false))
        #expect(report.mode == .hashed && report.findings == [.encryptedRefused(firmware: "2.14.0")])
    }

    @Test("who asks for the plain sign-in alone is told nothing about clocks")
    func plainAsked() async throws {
        let bridge = try ScriptedBridge(accepts: [.plain], offset: -430, list: .json("[]"))
        #expect(try await bridge.climb(.only(.plain)).findings.isEmpty)
    }

    @Test("a weak token is a finding, with its length")
    func weakToken() async throws {
        let bridge = try ScriptedBridge(accepts: [.encrypted], secret: "eleven-char", list: .json("[]"))
        #expect(try await bridge.climb(.only(.encrypted), secret: "eleven-char").findings == [.weakToken(11)])
    }

    @Test("a bridge that does not tell the time has no offset")
    func noTime() async throws {
        let bridge = try ScriptedBridge(accepts: [.encrypted], offset: nil)
        #expect(try await bridge.climb(.only(.encrypted)).clockOffset == nil)
    }

    @Test("a climb that is cancelled in a pause asks nothing more")
    func cancelled() async throws {
        let bridge = try ScriptedBridge(accepts: [.encrypted])
        let task = Task {
            unsafe withUnsafeCurrentTask { unsafe $0?.cancel() }
            return try await bridge.climb(.only(.encrypted))
        }
        await #expect(throws: ProbeError.cancelled) { try await task.value }
        #expect(bridge.log == ["/info unsigned"])
    }

    @Test("identities are compared by number, and without an expectation any will do")
    func identity() throws {
        try BridgeIdentity.check(id, expected: nil)
        try BridgeIdentity.check(id, expected: BridgeID(hex: "1a2b3c4d"))
        #expect(throws: ProbeError.otherBridge(expected: BridgeID(rawValue: 1), found: id)) {
            try BridgeIdentity.check(id, expected: BridgeID(rawValue: 1))
        }
    }
}
