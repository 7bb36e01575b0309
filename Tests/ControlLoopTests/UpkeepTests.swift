import BridgeAPI
import Entries
import FoundationEssentials
import HTTPFetch
import NukiDomain
import TestKit
import Testing

@testable import ControlLoop

@Suite("Clocks, batteries, files and changes while a loop runs", .timeLimit(.minutes(1)))
struct UpkeepTests {
    private let fixture: LoopFixture
    private let clock = SkippingClock()
    private let log = EventLog()

    init() throws {
        fixture = try LoopFixture()
    }

    @Test("A device that seems to move for ever is asked once for each time, as often as the budget of a day allows")
    func stuck() async throws {
        let moving = ScriptedBridge.device(568_300_604, "Front door", state: 2)
        let still = ScriptedBridge.device(568_300_604, "Front door", state: 1)
        let episode = Array(repeating: ScriptedBridge.Answer.list([moving]), count: 8) + [.list([still])]
        var settings = LoopSettings()
        settings.lockStateBudget = 2
        // Three times stuck, and after a restart again.
        for reads in [2, 0] {
            let bridge = ScriptedBridge(clock: clock, lists: episode + episode + episode, states: [.state(2)])
            _ = await fixture.supervisor(
                bridge, log: log, clock: clock, settings: settings, state: fixture.folder("state")
            ).run(polls: 27)
            #expect(await bridge.paths.count { $0 == "/lockState" } == reads)
        }
    }

    @Test("A wait for the turn that takes much of the time between two polls has a stuck device asked all the same")
    func stuckAtALongGap() async {
        let moving = ScriptedBridge.device(568_300_604, "Front door", state: 2)
        let bridge = ScriptedBridge(clock: clock, lists: [.list([moving])])
        let settings = LoopSettings(pollSeconds: 10, requestGapSeconds: 4)
        _ = await fixture.supervisor(bridge, log: log, clock: clock, settings: settings).run(polls: 12)
        let polls = await bridge.served.filter { $0.path == "/list" }.map(\.began)
        #expect(await bridge.paths.count { $0 == "/lockState" } == 1)
        #expect(zip(polls, polls.dropFirst()).allSatisfy { $1 - $0 <= .seconds(10) })
    }

    @Test("The state that a device says by itself is told, of source command")
    func answer() async throws {
        let moving = ScriptedBridge.device(568_300_604, "Front door", state: 2)
        let bridge = ScriptedBridge(clock: clock, lists: [.list([moving])], states: [.state(1)])
        _ = await fixture.supervisor(bridge, log: log, clock: clock).run(polls: 5)
        let told = await log.events.first { $0.source == .command }
        guard case .deviceChanged(let old, let new)? = told?.kind else {
            Issue.record("\(await log.kinds)")
            return
        }
        #expect(old.device.stateWord == "unlocking" && new.device.stateWord == "locked" && new.isConfirmed)
    }

    @Test("A clock that is more than 20 s off is told once, and again only after it was right")
    func drift() async {
        let bridge = ScriptedBridge(
            clock: clock,
            infos: [
                .info(clockAhead: -25), .info(clockAhead: -26), .info(), .info(clockAhead: 30), .info(clockAhead: 30),
            ])
        _ = await fixture.supervisor(bridge, log: log, clock: clock).run(polls: 600)
        let notices = await log.kinds.filter { if case .notice = $0 { true } else { false } }
        #expect(notices == [.notice(.clockDrifts(offset: -25)), .notice(.clockDrifts(offset: 30))])
    }

    @Test("While nothing keeps this machine's clock right, stamps go no further ahead, and that is said once")
    func ownClock() async {
        let bridge = ScriptedBridge(clock: clock, infos: [.info(clockAhead: 30)])
        let supervisor = fixture.supervisor(bridge, log: log, clock: clock, isClockSet: { false })
        _ = await supervisor.run(polls: 130)
        #expect(await supervisor.offset.seconds == 0)
        #expect(
            await log.kinds.filter { if case .notice = $0 { true } else { false } } == [
                .notice(.ownClockUnset(offset: 30))
            ])
        let behind = ScriptedBridge(clock: clock, infos: [.info(clockAhead: -10)])
        let other = fixture.supervisor(behind, log: log, clock: clock, isClockSet: { false })
        _ = await other.run(polls: 1)
        #expect(await other.offset.seconds == -10)
    }

    @Test("Slugs of two bridges never meet, and stay when a device is renamed and the loop started again")
    func slugs() async throws {
        let other = BridgeID(rawValue: 7)
        var names = ["Front door", "Main door"]
        for _ in 0..<2 {
            let name = names.removeFirst()
            let fetcher = ByHost([
                "a": ScriptedBridge(clock: clock, lists: [.list([ScriptedBridge.device(1, name)])]),
                "b": ScriptedBridge(
                    clock: clock, infos: [.info(other)], lists: [.list([ScriptedBridge.device(1, name)])]),
            ])
            let bridges = try [(ScriptedBridge.home, "a"), (other, "b")].map { id, host in
                fixture.bridge(id, name: host, at: Endpoint(host: try Host(parsing: host), port: .bridgeDefault))
            }
            let loop = ControlLoop(
                bridges, settings: LoopSettings(), lanes: fixture.folder.path, state: fixture.folder("state"),
                dialer: fixture.dialer(fetcher, clock: clock), sink: log, clock: clock, jitter: FixedJitter.most,
                pollLimit: 2)
            try await loop.run()
            let slugs = await loop.bridges().flatMap(\.devices).map(\.slug)
            #expect(Set(slugs) == ["front_door", "front_door_2"])
        }
    }

    @Test("A memory that cannot be read is told, left as it is, and stops nothing")
    func brokenMemory() async throws {
        try fixture.folder.write("nonsense", to: "state/bridges/1A2B3C4D.json")
        let supervisor = fixture.supervisor(
            ScriptedBridge(clock: clock), log: log, clock: clock, state: fixture.folder("state"))
        #expect(await supervisor.run(polls: 2) == .online)
        #expect(try fixture.folder.text(of: "state/bridges/1A2B3C4D.json") == "nonsense")
        #expect(await log.kinds.count { if case .notice(.memoryUnwritable) = $0 { true } else { false } } == 1)
    }

    @Test("A reload begins new bridges, ends missing ones with their devices, and asks a healthy one only for its list")
    func reload() async throws {
        let manual = ManualClock()
        let (home, other) = (ScriptedBridge(clock: manual), ScriptedBridge(clock: manual, infos: [.info(Self.second)]))
        let third = ScriptedBridge(clock: manual, infos: [.info(BridgeID(rawValue: 8))])
        func bridge(_ id: BridgeID, _ host: String, name: String? = nil) throws -> KnownBridge {
            fixture.bridge(
                id, name: name ?? host, at: Endpoint(host: try Host(parsing: host), port: .bridgeDefault))
        }
        let loop = fixture.loop(
            [try bridge(ScriptedBridge.home, "a"), try bridge(Self.second, "b")],
            ByHost(["a": home, "b": other, "c": third]), log: log, clock: manual)
        let running = Task { try await loop.run() }
        try await bothSleep(loop)
        manual.advance(by: .seconds(1))
        _ = await log.events(atLeast: 4)
        try await bothSleep(loop)
        let before = await log.events.count
        await loop.reload(
            [try bridge(BridgeID(rawValue: 8), "c"), try bridge(ScriptedBridge.home, "a", name: "Hall")],
            settings: LoopSettings())
        #expect(await loop.bridges().map(\.name) == ["c", "Hall"])
        #expect(await log.messages.contains("device.removed"))
        await third.asked(atLeast: 1)
        await manual.sleepers(2)
        manual.advance(by: .seconds(1))
        await home.asked(atLeast: 3)
        _ = await log.events(atLeast: before + 3)
        #expect(await home.paths == ["/info", "/list", "/list"])
        #expect(await other.paths == ["/info", "/list"])
        running.cancel()
        try await running.value
    }

    /// They share one timer, so the clock cannot tell.
    private func bothSleep(_ loop: ControlLoop) async throws {
        while await loop.means.alarms.count < 2 { try await Task.sleep(for: .milliseconds(2)) }
    }

    @Test("A new token is tried at once, without waiting for the next gentle retry")
    func reauth() async throws {
        let manual = ManualClock()
        let bridge = ScriptedBridge(clock: manual, infos: [.status(401), .info()])
        let loop = fixture.loop([fixture.bridge()], bridge, log: log, clock: manual)
        let running = Task { try await loop.run() }
        _ = await log.events(atLeast: 1)
        #expect(await loop.bridges().first?.state == "refused")
        await manual.sleepers(1)
        let known = KnownBridge(entry: fixture.bridge().entry, token: try BridgeToken(parsing: "AnotherToken"))
        await loop.reload([known], settings: LoopSettings())
        #expect(await loop.bridges().first?.state == "moving")
        for _ in 0..<2 {
            await manual.sleepers(1)
            manual.advance(by: .seconds(1))
        }
        _ = await log.events(atLeast: 2)
        #expect(await log.kinds.prefix(2) == [.bridgeRefused, .bridgeOnline(devices: 1)])
        running.cancel()
        try await running.value
    }

    private static let second = BridgeID(rawValue: 7)
}
