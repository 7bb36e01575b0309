import BridgeAPI
import Discovery
import HTTPFetch
import NukiDomain
import TestKit
import Testing

@Suite("What an address that is no friend gets from a sign-in test") struct AuthLadderHostilityTests {
    private func searching(_ search: [ClockSearch.Direction]) -> SignInPlan {
        var plan = SignInPlan.auto(allowPlain: false)
        plan.search = search
        return plan
    }

    @Test(
        "one that always says 401: so many requests and no more, apart in time, none in clear, few in the future",
        arguments: [
            ([], 5, 0), ([.backward], 14, 0), ([.forward], 17, 600), ([.backward, .forward], 26, 600),
        ] as [([ClockSearch.Direction], Int, Int)])
    func refusesAll(_ search: [ClockSearch.Direction], _ requests: Int, _ furthest: Int) async throws {
        let bridge = try ScriptedBridge(accepts: [], latency: { _ in .milliseconds(30) })
        await #expect(throws: ProbeError.self) { try await bridge.climb(searching(search)) }
        let visits = bridge.visits
        #expect(visits.count == requests)
        for (earlier, later) in zip(visits, visits.dropFirst()) { #expect(later.began - earlier.ended >= .seconds(1)) }
        for (earlier, later) in zip(visits.dropFirst(4), visits.dropFirst(5)) {
            #expect(later.began - earlier.ended >= .seconds(2))
        }
        #expect(visits.allSatisfy { $0.mode != .plain })
        // A stamp carries whole seconds.
        #expect((furthest - 1...furthest).contains(visits.compactMap(\.ahead).max() ?? .max))
    }

    @Test(
        "one that says yes to everything signed: nothing true is sent to it, and it is no bridge",
        arguments: [.auto(allowPlain: false), .auto(allowPlain: true), .only(.hashed), .only(.plain), .settling]
            as [SignInPlan],
        [#"{"ids": {"hardwareId": 439041101}}"#, "hello"])
    func acceptsAll(_ plan: SignInPlan, _ body: String) async throws {
        let bridge = try ScriptedBridge(accepts: [], refusal: .json(body))
        await #expect(throws: ProbeError.acceptsAnything) { try await bridge.climb(plan) }
        #expect(bridge.visits.count == 2)
        #expect(bridge.visits.allSatisfy { !$0.isTrue })
    }

    @Test("one that believes anything after the encrypted sign-in was refused gets no true hash and no token")
    func acceptsLater() async throws {
        let bridge = try ScriptedBridge(accepts: [], script: { $0 > 3 ? .json("{}") : nil })
        await #expect(throws: ProbeError.acceptsAnything) { try await bridge.climb(.auto(allowPlain: true)) }
        #expect(bridge.visits.filter(\.isTrue).map(\.mode) == [.encrypted])
    }

    @Test("decoys differ from each other, and look like a sign-in of their mode", arguments: AuthMode.allCases)
    func decoys(_ mode: AuthMode) {
        let (one, other) = (Credential.decoy(mode), Credential.decoy(mode))
        #expect(one.mode == mode && one.token.count == 20)
        #expect(one.token != other.token)
    }
}
