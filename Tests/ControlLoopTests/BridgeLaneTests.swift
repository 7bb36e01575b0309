import BridgeAPI
import Glibc
import Linux
import NukiDomain
import TestKit
import Testing

@testable import ControlLoop

@Suite("The way to one bridge")
struct BridgeLaneTests {
    private let fixture: LoopFixture

    init() throws {
        fixture = try LoopFixture()
    }

    @Test("The first request of all goes at once, the next a gap after its end")
    func gap() async throws {
        let clock = SkippingClock()
        let lane = fixture.lane(gap: .seconds(2), clock: clock)
        let first = try await times(lane, clock, takes: .seconds(5))
        let second = try await times(fixture.lane(gap: .seconds(2), clock: clock), clock)
        #expect(first.began == .zero)
        #expect(second.began == .seconds(7))
    }

    @Test("A gap that is already over is not waited for")
    func oldRequest() async throws {
        let clock = SkippingClock()
        let lane = fixture.lane(clock: clock)
        _ = try await times(lane, clock)
        try await clock.sleep(for: .seconds(30))
        #expect(try await times(lane, clock).began == .seconds(30))
    }

    @Test("A request that failed is followed by a gap as well, and its error is handed on")
    func failure() async throws {
        let clock = SkippingClock()
        let lane = fixture.lane(clock: clock)
        await #expect(throws: LaneError.bridge(.signInRefused)) {
            try await lane.pass { () async throws(BridgeError) in throw .signInRefused }
        }
        #expect(try await times(lane, clock).began == .seconds(1))
    }

    @Test("Two supervisors of one bridge never ask at the same time and keep the gap")
    func twoSupervisors() async throws {
        let clock = SkippingClock()
        let bridge = ScriptedBridge(clock: clock, takes: .milliseconds(300))
        await withTaskGroup { group in
            for _ in 1...2 {
                let supervisor = fixture.supervisor(bridge, log: EventLog(), clock: clock)
                group.addTask { _ = await supervisor.run(polls: 20) }
            }
        }
        let served = await bridge.served.sorted { $0.began < $1.began }
        #expect(served.count > 22)
        for (one, next) in zip(served, served.dropFirst()) {
            #expect(next.began >= one.ended + .seconds(1))
        }
    }

    @Test("Lanes to two bridges do not wait for each other")
    func twoBridges() async throws {
        let clock = ManualClock()
        let other = fixture.lane(to: BridgeID(rawValue: 7), clock: clock)
        try await fixture.lane(clock: clock).pass {
            // Made while the first lane is taken; the clock stands still, so a wait would never end.
            await #expect(throws: Never.self) { try await other.pass {} }
        }
    }

    @Test("Another process that has the bridge is waited for, and its end begins the gap")
    func otherProcess() async throws {
        let clock = ManualClock()
        let path = fixture.folder(ScriptedBridge.home.description)
        let holder = try ChildProcess(
            "sh", ["-c", "exec 9>>\(path); flock 9; echo held; exec cat"],
            environment: ["PATH": "/usr/bin:/bin"], input: .held)
        for await line in holder.output {
            #expect(line == "held")
            break
        }
        let lane = fixture.lane(clock: clock)
        async let began = times(lane, clock).began
        await clock.sleepers(1)
        #expect(clock.elapsed == .zero)
        holder.send(SIGKILL)
        #expect(await holder.exit() == .signal(SIGKILL))
        clock.advance(by: .milliseconds(50))
        #expect(try await began == .milliseconds(50))
    }

    @Test("The end that another process left in the lock file begins the gap, in time since boot")
    func endOfOtherProcess() async throws {
        let clock = SkippingClock()
        try await clock.sleep(for: .seconds(100))
        try fixture.folder.write("4711\n99700000000\n", to: ScriptedBridge.home.description)
        #expect(try await times(fixture.lane(clock: clock), clock).began == .milliseconds(100_700))
    }

    @Test(
        "After a process that was killed at its request, and after another boot, a whole gap is waited",
        arguments: ["4711\n", "4711\n990000000000\n", "4711\nnonsense\n"])
    func unknownEnd(left: String) async throws {
        let clock = SkippingClock()
        try await clock.sleep(for: .seconds(100))
        try fixture.folder.write(left, to: ScriptedBridge.home.description)
        #expect(try await times(fixture.lane(clock: clock), clock).began == .seconds(101))
    }

    @Test("A lane that stays taken for 90 s is given up, with the holder's number")
    func taken() async throws {
        let clock = SkippingClock()
        let lane = fixture.lane(clock: clock)
        let other = fixture.lane(clock: clock)
        try await lane.pass { () async throws(BridgeError) -> Void in
            await #expect(throws: LaneError.taken(by: getpid())) { try await other.pass {} }
        }
        #expect(clock.now.elapsed >= .seconds(90))
    }

    @Test("Cancelling ends the wait for the lane and the wait for the gap at once")
    func cancelling() async throws {
        let clock = ManualClock()
        let lane = fixture.lane(clock: clock)
        try await lane.pass {
            let waiting = Task { try await lane.pass {} }
            await clock.sleepers(1)
            waiting.cancel()
            await #expect(throws: LaneError.cancelled) { try await waiting.value }
        }
        let resting = Task { try await lane.pass {} }
        await clock.sleepers(1)
        resting.cancel()
        await #expect(throws: LaneError.cancelled) { try await resting.value }
    }

    private func times(
        _ lane: BridgeLane, _ clock: some BootClock, takes: Duration = .zero
    ) async throws(LaneError) -> (began: Duration, ended: Duration) {
        try await lane.pass { () async throws(BridgeError) in
            let began = clock.sinceBoot
            // A test is never cancelled here.
            try? await clock.sleep(for: takes)
            return (began, clock.sinceBoot)
        }
    }
}
