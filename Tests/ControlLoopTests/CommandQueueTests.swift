import BridgeAPI
import Entries
import HTTPFetch
import NukiDomain
import ServiceLifecycleTestKit
import TestKit
import Testing

@testable import ControlLoop

@Suite("Commands and polls take turns", .timeLimit(.minutes(1)))
struct CommandQueueTests {
    private let fixture: LoopFixture
    private let clock = ManualClock()
    private let log = EventLog()

    init() throws {
        fixture = try LoopFixture()
    }

    @Test("A command cuts the wait for the next poll short, and a list follows it after the gap")
    func idle() async throws {
        let bridge = ScriptedBridge(clock: clock)
        try await watch(bridge) { supervisor in
            await listed(bridge)
            clock.advance(by: .seconds(10))
            #expect(await supervisor.carryOut(command(.unlock)).outcome == .done)
            await clock.sleepers(1)
            clock.advance(by: .seconds(1))
            await bridge.asked(atLeast: 4)
            #expect(await bridge.paths.prefix(3) == ["/info", "/list", "/lockAction"])
        }
        #expect(await bridge.paths.last == "/list")
    }

    @Test("A command overtakes a poll that waits for its turn")
    func overtaking() async throws {
        let bridge = ScriptedBridge(clock: clock)
        try await watch(bridge, settings: LoopSettings(pollSeconds: 30, requestGapSeconds: 40)) { supervisor in
            await listed(bridge, gap: 40)
            await clock.sleepers(1)
            clock.advance(by: .seconds(30))
            // The poll is due now and waits ten seconds more for the gap.
            await clock.sleepers(1)
            async let report = supervisor.carryOut(command(.lock, lifetime: .seconds(60)))
            await clock.sleepers(2)
            clock.advance(by: .seconds(10))
            #expect(await report.outcome == .done)
            #expect(await bridge.paths == ["/info", "/list", "/lockAction"])
        }
    }

    @Test("A command that waits for its turn for 10 s has expired, and is not carried out")
    func expiry() async throws {
        let bridge = ScriptedBridge(clock: clock, lists: [.list(), .silence])
        try await watch(bridge) { supervisor in
            await listed(bridge)
            await clock.sleepers(1)
            clock.advance(by: .seconds(30))
            await bridge.asked(atLeast: 3)
            async let report = supervisor.carryOut(command(.open))
            await clock.sleepers(1)
            clock.advance(by: .seconds(10))
            #expect(await report.outcome == .expired)
            #expect(await report.took == .seconds(10))
        }
        #expect(await !bridge.paths.contains("/lockAction"))
    }

    @Test("An action that never left is not sent to an address that the bridge got meanwhile")
    func moved() async throws {
        let bridge = ScriptedBridge(clock: clock, actions: [.fails(.refused), .done])
        try await watch(bridge) { supervisor in
            await listed(bridge)
            await clock.sleepers(1)
            clock.advance(by: .seconds(10))
            async let report = supervisor.carryOut(command(.open))
            await bridge.asked(atLeast: 3)
            // Its life, and the pause before it is tried again.
            await clock.sleepers(2)
            await supervisor.moved(to: Endpoint(host: try Host(parsing: "192.168.1.77"), port: .bridgeDefault))
            clock.advance(by: .seconds(1))
            #expect(await report.outcome.word == "failed")
        }
        #expect(await bridge.paths.count { $0 == "/lockAction" } == 1)
    }

    @Test("At the end a command under way has 5 s, and then is unknown; one that waits is not begun")
    func shutdown() async throws {
        let bridge = ScriptedBridge(clock: clock, actions: [.silence])
        let loop = fixture.loop([fixture.bridge()], bridge, log: log, clock: clock)
        try await testGracefulShutdown { trigger in
            async let end: Void = loop.run()
            await listed(bridge)
            async let first = loop.carryOut(command(.unlock))
            await clock.sleepers(1)
            clock.advance(by: .seconds(1))
            await bridge.asked(atLeast: 3)
            async let second = loop.carryOut(command(.open))
            await clock.sleepers(2)
            trigger.triggerGracefulShutdown()
            #expect(await second.outcome == .failed("the loop ends"))
            // Commands that expire sleep as well.
            await clock.sleeper(for: .seconds(5))
            clock.advance(by: .seconds(5))
            #expect(await first.outcome == .unknown)
            try await end
        }
        #expect(await log.messages.filter { $0 == "command.result" }.count == 2)
        #expect(await loop.carryOut(command(.open)).outcome == .failed("the loop ends"))
    }

    @Test("While the token is refused a command fails at once, and what is known is stale")
    func refused() async throws {
        let bridge = ScriptedBridge(clock: clock, infos: [.info(), .status(401)], lists: [.list(), .status(401)])
        try await watch(bridge) { supervisor in
            await listed(bridge)
            await clock.sleepers(1)
            clock.advance(by: .seconds(30))
            _ = await log.events(atLeast: 4)
            #expect(await supervisor.snapshot.devices.map(\.isStale) == [true])
            #expect(await supervisor.snapshot.devices.map(\.device.stateWord) == ["locked"])
            async let report = supervisor.carryOut(command(.lock))
            await clock.sleepers(2)
            clock.advance(by: .seconds(1))
            #expect(await report.outcome == .failed("the bridge refuses the stored token"))
        }
        #expect(await log.kinds.count { $0 == .bridgeRefused } == 1)
    }

    @Test("A bridge that was never reached carries out a command once it has said who it is and what it has")
    func notYet() async throws {
        let bridge = ScriptedBridge(clock: clock)
        try await watch(bridge) { supervisor in
            await clock.sleepers(1)
            async let report = supervisor.carryOut(command(.unlock))
            for _ in 0..<2 {
                await clock.sleepers(2)
                clock.advance(by: .seconds(1))
            }
            #expect(await report.outcome == .done)
            #expect(await bridge.paths == ["/info", "/list", "/lockAction"])
        }
    }

    @Test("A command for a bridge that is not configured fails, which is told as well")
    func unknownBridge() async throws {
        let loop = fixture.loop([], ScriptedBridge(clock: clock), log: log, clock: clock)
        #expect(await loop.carryOut(command(.lock)).outcome == .failed("no such bridge is configured"))
        #expect(await log.messages == ["command.result"])
    }

    private func command(_ action: DeviceAction, lifetime: Duration = .seconds(10)) -> DeviceCommand {
        DeviceCommand(
            bridge: ScriptedBridge.home, device: DeviceKey(type: .smartLock, id: NukiID(rawValue: 568_300_604)),
            action: action, asker: .user(1000), lifetime: lifetime)
    }

    /// Waits for the first list, which comes a gap after the introduction, to be taken.
    private func listed(_ bridge: ScriptedBridge, gap: Double = 1) async {
        await clock.sleepers(1)
        clock.advance(by: .seconds(gap))
        _ = await log.events(atLeast: 2)
    }

    private func watch(
        _ bridge: ScriptedBridge, settings: LoopSettings = LoopSettings(),
        _ scene: (BridgeSupervisor) async throws -> Void
    ) async throws {
        let supervisor = fixture.supervisor(bridge, log: log, clock: clock, settings: settings)
        let running = Task { await supervisor.run() }
        try await scene(supervisor)
        running.cancel()
        _ = await running.value
    }
}
