import BridgeAPI
import Discovery
import HTTPFetch
import NukiDomain
import Synchronization
import TestKit
import Testing

@Suite("The search for a bridge's clock") struct ClockSearchTests {
    private func climb(
        _ bridge: ScriptedBridge, _ search: [ClockSearch.Direction], plan: SignInPlan = .auto(allowPlain: false),
        progress: @Sendable (ClockSearch.Progress) -> Void = { _ in }
    ) async throws -> ProbeReport {
        var plan = plan
        plan.search = search
        return try await bridge.climb(plan, progress: progress)
    }

    private func refusal(
        of bridge: ScriptedBridge, _ search: [ClockSearch.Direction], plan: SignInPlan = .auto(allowPlain: false)
    ) async throws -> SignInRefusal {
        let error = await #expect(throws: ProbeError.self) { try await climb(bridge, search, plan: plan) }
        guard case .tokenRefused(let refusal)? = error else { throw error ?? ProbeError.cancelled }
        return refusal
    }

    @Test(
        "a slow clock is found backward, and from then on stamps are of the bridge's time",
        arguments: [(-61, -100), (-100, -100), (-160, -100), (-161, -200), (-300, -300), (-430, -400), (-960, -900)])
    func slow(_ offset: Int, _ foundAt: Int) async throws {
        let bridge = try ScriptedBridge(accepts: [.encrypted], offset: offset, window: .twoSided, list: .json("[]"))
        let report = try await climb(bridge, [.backward])
        #expect(report.mode == .encrypted && report.clockOffset == offset && report.stampOffset == offset)
        #expect(report.findings == [.signsByBridgeClock(offset)])
        let stamps = bridge.visits.filter { $0.mode == .encrypted && $0.isTrue }
        #expect(stamps.first?.ahead == 0)
        #expect(stamps.suffix(2).map(\.path) == ["/info", "/list"])
        #expect(stamps.suffix(2).map(\.ahead) == [foundAt, offset])
        #expect(bridge.visits.allSatisfy { ($0.ahead ?? 0) <= 0 })
    }

    @Test("who takes stamps of the future needs no search for a slow clock", arguments: [-300, -1200, -1_787_391_000])
    func slowOneSided(_ offset: Int) async throws {
        let bridge = try ScriptedBridge(accepts: [.encrypted], offset: offset, window: .oneSided)
        let report = try await climb(bridge, [.backward])
        #expect(report.stampOffset == offset)
        #expect(bridge.visits.map(\.ahead) == [nil, nil, 0, offset])
    }

    @Test(
        "a clock that is too slow, or that is ahead, is not found backward",
        arguments: [
            (-1200, ScriptedBridge.Window.twoSided), (-1_787_391_000, .twoSided), (300, .twoSided), (300, .oneSided),
            (1200, .twoSided), (1200, .oneSided),
        ])
    func beyond(_ offset: Int, _ window: ScriptedBridge.Window) async throws {
        let bridge = try ScriptedBridge(accepts: [.encrypted, .plain], offset: offset, window: window)
        let refusal = try await refusal(of: bridge, [.backward])
        #expect(refusal.searched == [.backward] && refusal.searchEnd == .exhausted)
        #expect(bridge.visits.allSatisfy { $0.mode != .plain && ($0.ahead ?? 0) <= 0 })
    }

    @Test(
        "with consent a clock that is ahead is found forward", arguments: [(300, 250), (600, 550), (660, 600)],
        [ScriptedBridge.Window.twoSided, .oneSided])
    func ahead(_ clock: (offset: Int, foundAt: Int), _ window: ScriptedBridge.Window) async throws {
        let bridge = try ScriptedBridge(accepts: [.encrypted], offset: clock.offset, window: window)
        let report = try await climb(bridge, [.forward])
        #expect(report.stampOffset == clock.offset)
        #expect(bridge.visits.suffix(2).map(\.ahead) == [clock.foundAt, clock.offset])
    }

    @Test("twenty minutes ahead is too far even with consent", arguments: [ScriptedBridge.Window.twoSided, .oneSided])
    func tooFarAhead(_ window: ScriptedBridge.Window) async throws {
        let bridge = try ScriptedBridge(accepts: [.encrypted], offset: 1200, window: window)
        #expect(try await refusal(of: bridge, [.forward]).searched == [.forward])
    }

    @Test(
        "one /info in clear settles it, and stamps by the bridge's clock are accepted",
        arguments: [-300, -1200, -1_787_391_000, 300, 1200],
        [ScriptedBridge.Window.twoSided, .oneSided])
    func settled(_ offset: Int, _ window: ScriptedBridge.Window) async throws {
        let bridge = try ScriptedBridge(accepts: [.encrypted, .plain], offset: offset, window: window)
        let error = await #expect(throws: ProbeError.self) { try await climb(bridge, [], plan: .settling) }
        guard case .onlyPlain(let answer)? = error else { throw error ?? ProbeError.cancelled }
        let seconds = try #require(answer.clockError)
        #expect(seconds == offset)
        var plan = SignInPlan.auto(allowPlain: false)
        plan.offset = seconds
        let report = try await climb(bridge, [], plan: plan)
        #expect(report.mode == .encrypted && report.stampOffset == offset)
        #expect(bridge.visits.last?.ahead == offset)
    }

    @Test("a plan of hashes alone looks with hashes")
    func hashed() async throws {
        let bridge = try ScriptedBridge(accepts: [.hashed], offset: -300, window: .twoSided)
        #expect(try await climb(bridge, [.backward], plan: .only(.hashed)).mode == .hashed)
        #expect(bridge.visits.allSatisfy { $0.mode != .encrypted })
    }

    @Test("where the known offset is over, this machine's time is tried as well", arguments: [-430, 430])
    func known(_ old: Int) async throws {
        let bridge = try ScriptedBridge(accepts: [.encrypted], window: .twoSided)
        var plan = SignInPlan.auto(allowPlain: false)
        plan.offset = old
        #expect(try await climb(bridge, [.backward], plan: plan).stampOffset == 0)
        #expect(bridge.visits.map(\.ahead) == [nil, nil, old, 0, 0])
    }

    @Test("an /info that claims next week moves no stamp")
    func nextWeek() async throws {
        let week = 7 * 86_400
        for (offset, search) in [(0, ClockSearch.Direction.backward), (-300, .backward), (300, .forward)] {
            let bridge = try ScriptedBridge(accepts: [.encrypted], offset: offset, claims: week, window: .twoSided)
            let report = try await climb(bridge, [search])
            #expect(report.clockOffset == week)
            let accepted = try #require(bridge.visits.last { $0.path == "/info" }?.ahead)
            #expect(abs(accepted - offset) <= 60)
            #expect(report.stampOffset == accepted)
            #expect(bridge.visits.last?.path == "/list" && bridge.visits.last?.ahead == accepted)
        }
    }

    @Test(
        "a claim is followed ahead as far as the accepted stamp bears it out, and not a second further",
        arguments: [(-300, -240, -240), (-300, -239, -300), (300, 310, 310), (300, 311, 250)])
    func borneOut(_ offset: Int, _ claim: Int, _ followed: Int) async throws {
        let bridge = try ScriptedBridge(
            accepts: [.encrypted], offset: offset, claims: claim, window: .twoSided, list: .json("[]"))
        let report = try await climb(bridge, [offset < 0 ? .backward : .forward])
        #expect(report.clockOffset == claim && report.stampOffset == followed)
        #expect(bridge.visits.last?.path == "/list" && bridge.visits.last?.ahead == followed)
    }

    @Test("a claim slightly ahead moves no stamp into the future unasked", arguments: [1, 45, 60])
    func slightlyAhead(_ claim: Int) async throws {
        let bridge = try ScriptedBridge(accepts: [.encrypted], offset: claim, window: .twoSided)
        let report = try await climb(bridge, [.backward])
        #expect(report.clockOffset == claim && report.stampOffset == 0)
        #expect(bridge.visits.last?.ahead == 0)
    }

    @Test(
        "a bridge that is busy, silent or odd ends the search at once",
        arguments: [
            (ScriptedFetcher.Outcome.status(503), BridgeError.busy),
            (.failure(.answerTimedOut), .noAnswer(.answerTimedOut)), (.status(403), .status(403)),
            (.status(404), .status(404)),
        ])
    func troubled(_ outcome: ScriptedFetcher.Outcome, _ error: BridgeError) async throws {
        // Look, decoy and stamp twice: the search begins with the sixth request.
        let bridge = try ScriptedBridge(accepts: [.plain], script: { $0 == 7 ? outcome : nil })
        let refusal = try await refusal(of: bridge, [.backward, .forward], plan: .auto(allowPlain: true))
        #expect(refusal.searchEnd == .failed(error) && refusal.searched == [.backward])
        #expect(bridge.visits.count == 7)
    }

    @Test(
        "an answer twice as slow as the slowest before ends the search",
        arguments: [
            (Duration.milliseconds(400), Duration.milliseconds(799), false),
            (.milliseconds(400), .milliseconds(800), true),
            (.milliseconds(40), .milliseconds(499), false), (.milliseconds(40), .milliseconds(500), true),
        ])
    func slowing(_ usual: Duration, _ then: Duration, _ ends: Bool) async throws {
        let bridge = try ScriptedBridge(accepts: [], latency: { $0 == 7 ? then : usual })
        let refusal = try await refusal(of: bridge, [.backward])
        #expect(refusal.searchEnd == (ends ? .slowed : .exhausted))
        #expect(bridge.visits.count == (ends ? 7 : 14))
    }

    @Test("the slowest answer before the search may be a decoy's")
    func slowDecoy() async throws {
        let bridge = try ScriptedBridge(
            accepts: [], latency: { $0 == 2 ? .seconds(1) : $0 == 7 ? .milliseconds(1999) : .milliseconds(40) })
        #expect(try await refusal(of: bridge, [.backward]).searchEnd == .exhausted)
    }

    @Test("the clock is looked for after 401 alone: who mixes in a 403 has another reason")
    func mixed() async throws {
        let bridge = try ScriptedBridge(accepts: [], script: { $0 == 3 ? .status(403) : nil })
        let refusal = try await refusal(of: bridge, [.backward], plan: .auto(allowPlain: false))
        #expect(refusal.statuses == [401, 403] && refusal.searched == [] && bridge.visits.count == 5)
    }

    @Test("every try is told, and cancelling ends the search with the refusal")
    func stopped() async throws {
        let bridge = try ScriptedBridge(accepts: [])
        let told = Mutex([ClockSearch.Progress]())
        let task = Task {
            try await climb(bridge, [.backward]) { progress in
                told.withLock { $0.append(progress) }
                if progress.step == 4 { unsafe withUnsafeCurrentTask { unsafe $0?.cancel() } }
            }
        }
        let expected = SignInRefusal(
            tried: [.encrypted, .hashed], statuses: [401], searched: [.backward], searchEnd: .stopped)
        await #expect(throws: ProbeError.tokenRefused(expected)) { try await task.value }
        #expect(told.withLock { $0 } == (1...4).map { ClockSearch.Progress(.backward, step: $0, steps: 9) })
        #expect(bridge.visits.count == 8)
    }
}
