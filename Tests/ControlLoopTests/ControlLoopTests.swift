import BridgeAPI
import Entries
import HTTPFetch
import NukiDomain
import ServiceLifecycleTestKit
import TestKit
import Testing

@testable import ControlLoop

@Suite("The control loop", .timeLimit(.minutes(1)))
struct ControlLoopTests {
    private let fixture: LoopFixture
    private let log = EventLog()

    init() throws {
        fixture = try LoopFixture()
    }

    @Test("It ends after so many polls of each bridge, without an error when all were answered")
    func pollLimit() async throws {
        let clock = SkippingClock()
        let bridge = ScriptedBridge(clock: clock)
        try await fixture.loop([fixture.bridge()], bridge, log: log, clock: clock, pollLimit: 3).run()
        #expect(await bridge.paths == ["/info", "/list", "/list", "/list"])
    }

    @Test("It ends with the bridges that did not answer their last poll")
    func notOnline() async throws {
        let clock = SkippingClock()
        let bridge = ScriptedBridge(clock: clock, lists: [.list(), .fails(.refused)])
        await #expect(throws: BridgesNotOnline(bridges: [ScriptedBridge.home])) {
            try await fixture.loop([fixture.bridge()], bridge, log: log, clock: clock, pollLimit: 2).run()
        }
    }

    @Test("The pace is the settings', unless the entry has its own")
    func pace() async throws {
        let clock = SkippingClock()
        let bridge = ScriptedBridge(clock: clock)
        var known = fixture.bridge().entry
        for (own, expected) in [(nil, 2.0), (10, 10)] as [(Int?, Double)] {
            known.pollSeconds = own
            let settings = LoopSettings(pollSeconds: 2, requestGapSeconds: 0.5)
            try await fixture.loop(
                [KnownBridge(entry: known, token: fixture.token)], bridge, log: log, clock: clock, settings: settings,
                pollLimit: 2
            ).run()
            let lists = await bridge.served.filter { $0.path == "/list" }.suffix(2).map(\.began)
            try #require(lists.count == 2)
            #expect(((lists[1] - lists[0]) / .seconds(1)).rounded() == expected)
        }
    }

    @Test("A bridge that never answers delays no other")
    func deadBridge() async throws {
        let clock = SkippingClock()
        let alive = ScriptedBridge(clock: clock)
        let fetcher = ByHost(["alive": alive, "dead": ScriptedBridge(clock: clock, infos: [.silence])])
        let bridges = try [(BridgeID(rawValue: 7), "dead"), (ScriptedBridge.home, "alive")].map { id, host in
            fixture.bridge(id, name: host, at: Endpoint(host: try Host(parsing: host), port: .bridgeDefault))
        }
        let loop = fixture.loop(bridges, fetcher, log: log, clock: clock)
        let running = Task { try await loop.run() }
        await alive.asked(atLeast: 10)
        running.cancel()
        try await running.value
        #expect(await log.kinds.first == .bridgeOnline(devices: 1))
    }

    @Test("Shutting down ends the wait between two polls at once, without an error")
    func shutdownWhileWaiting() async throws {
        let clock = ManualClock()
        let loop = fixture.loop(
            [fixture.bridge()], ScriptedBridge(clock: clock), log: log, clock: clock, pollLimit: 100)
        try await testGracefulShutdown { trigger in
            async let end: Void = loop.run()
            // The gap between the first two requests, then the pause until the next poll.
            await clock.sleepers(1)
            clock.advance(by: .seconds(1))
            _ = await log.events(atLeast: 2)
            await clock.sleepers(1)
            trigger.triggerGracefulShutdown()
            try await end
        }
        #expect(clock.elapsed == .seconds(1))
    }

    @Test("Shutting down ends a request under way at once, and nothing is said of the bridge")
    func shutdownWhileAsking() async throws {
        let clock = ManualClock()
        let bridge = ScriptedBridge(clock: clock, infos: [.silence])
        let loop = fixture.loop([fixture.bridge()], bridge, log: log, clock: clock, pollLimit: 100)
        try await testGracefulShutdown { trigger in
            async let end: Void = loop.run()
            await bridge.asked(atLeast: 1)
            trigger.triggerGracefulShutdown()
            try await end
        }
        #expect(await log.events.isEmpty)
    }

    @Test("A supervisor whose step takes 5 minutes makes no progress any more; one that waits for its poll does")
    func progress() async throws {
        let clock = ManualClock()
        let bridge = ScriptedBridge(clock: clock, infos: [.info(), .silence])
        let loop = fixture.loop([fixture.bridge()], bridge, log: log, clock: clock)
        let running = Task { try await loop.run() }
        await clock.sleepers(1)
        clock.advance(by: .seconds(1))
        _ = await log.events(atLeast: 2)
        await clock.sleepers(1)
        #expect(await loop.makesProgress)
        clock.advance(by: .seconds(3600))
        await bridge.asked(atLeast: 3)
        #expect(await loop.makesProgress, "late by the clock's doing, and at work again")
        clock.advance(by: .seconds(299))
        #expect(await loop.makesProgress)
        clock.advance(by: .seconds(1))
        #expect(await !loop.makesProgress)
        running.cancel()
        try await running.value
    }
}

/// One script for each host name.
struct ByHost: HTTPFetching {
    let bridges: [String: ScriptedBridge]

    init(_ bridges: [String: ScriptedBridge]) { self.bridges = bridges }

    func fetch(_ request: HTTPRequest) async throws(HTTPError) -> HTTPResponse {
        guard let bridge = bridges[request.endpoint.host.description] else { throw .nameNotResolved }
        return try await bridge.fetch(request)
    }
}
