import BridgeAPI
import NukiDomain
import Testing

@testable import ControlLoop

@Suite("When a bridge is polled, and how things stand with it")
struct PollScheduleTests {
    private static let answer = PollOutcome.answered(DeviceListing(devices: []))
    private static let failure = PollOutcome.failed("no answer")
    private static let stranger = PollOutcome.replaced(by: BridgeID(rawValue: 7))

    private var schedule = PollSchedule(interval: .seconds(30))

    @Test("A bridge that was not asked yet is connecting")
    func beginning() {
        #expect(schedule.state == .connecting)
    }

    @Test("An answered poll makes it online and is repeated after the interval, up to a tenth early and never late")
    mutating func online() {
        expect(Self.answer, .online, 27, to: 30)
        expect(Self.answer, .online, 27, to: 30)
    }

    @Test("A bridge that is busy is asked again after 1, 3 and 10 s, up to a fifth late, and stays online")
    mutating func busy() {
        expect(Self.answer, .online, 27, to: 30)
        expect(.busy, .online, 1, to: 1.2)
        expect(.busy, .online, 3, to: 3.6)
        expect(.busy, .online, 10, to: 12)
    }

    @Test("A bridge that is busy four times is left alone until the next poll, and what it said counts as old")
    mutating func busyForLong() {
        expect(Self.answer, .online, 27, to: 30)
        for _ in 1...3 { take(.busy) }
        expect(.busy, .degraded, 27, to: 30)
        expect(.busy, .degraded, 1, to: 1.2)
        expect(Self.answer, .online, 27, to: 30)
    }

    @Test("An answer between two busy moments begins the retries anew")
    mutating func busyAgain() {
        take(.busy)
        take(.busy)
        take(Self.answer)
        expect(.busy, .online, 1, to: 1.2)
    }

    @Test("A bridge that was never reached and is busy is still connecting")
    mutating func busyAtFirst() {
        for _ in 1...4 { expect(.busy, .connecting) }
    }

    @Test("One failure degrades it and the third in a row makes it unreachable")
    mutating func failures() {
        take(Self.answer)
        expect(Self.failure, .degraded, 27, to: 30)
        expect(Self.failure, .degraded, 27, to: 30)
        expect(Self.failure, .unreachable, 54, to: 60)
    }

    @Test("Pauses of an unreachable bridge double up to 600 s and stay there")
    mutating func doubling() {
        take(Self.failure)
        take(Self.failure)
        for seconds in [60.0, 120, 240, 480, 600, 600] + Array(repeating: 600, count: 100) {
            expect(Self.failure, .unreachable, seconds * 0.9, to: seconds)
        }
    }

    @Test("An interval above 600 s is never shortened by failing")
    mutating func longInterval() {
        schedule = PollSchedule(interval: .seconds(900))
        for _ in 1...5 {
            expect(Self.failure, nil, 810, to: 900)
        }
    }

    @Test("Failures with anything else between them are not in a row")
    mutating func interruptedFailures() {
        for between in [Self.answer, .busy] {
            take(Self.failure)
            take(Self.failure)
            take(between)
            expect(Self.failure, .degraded)
            take(Self.answer)
        }
    }

    @Test("An answer ends everything that was wrong, and the next trouble begins from its beginning")
    mutating func recovery() {
        for trouble in [Self.failure, .refused, Self.stranger] {
            for _ in 1...6 { take(trouble) }
            expect(Self.answer, .online, 27, to: 30)
            expect(Self.failure, .degraded, 27, to: 30)
            take(Self.answer)
        }
    }

    @Test("An unreachable bridge that says it is busy is there, but not online")
    mutating func unreachableThenBusy() {
        for _ in 1...4 { take(Self.failure) }
        expect(.busy, .degraded, 1, to: 1.2)
    }

    @Test("A refusal is repeated gently: 60 s, doubling to 600 s")
    mutating func refused() {
        take(Self.answer)
        for seconds in [60.0, 120, 240, 480, 600, 600] {
            expect(.refused, .refused, seconds * 0.9, to: seconds)
        }
    }

    @Test("Busy says nothing about a refusal")
    mutating func refusedThenBusy() {
        take(.refused)
        expect(.busy, .refused, 1, to: 1.2)
    }

    @Test("Another bridge at the address is looked at again as gently")
    mutating func replaced() {
        let state = BridgeState.replaced(by: BridgeID(rawValue: 7))
        expect(Self.stranger, state, 54, to: 60)
        expect(Self.stranger, state, 108, to: 120)
    }

    @Test("A bridge with a new address is moving, and nothing that went wrong before counts there")
    mutating func moved() {
        for trouble in [Self.failure, .refused, Self.stranger] {
            for _ in 1...5 { take(trouble) }
            schedule.moved()
            #expect(schedule.state == .moving)
            expect(Self.failure, .degraded, 27, to: 30)
            schedule.moved()
            expect(Self.answer, .online, 27, to: 30)
        }
    }

    @Test("From each state each outcome leads to one state")
    mutating func transitions() {
        let other = BridgeState.replaced(by: BridgeID(rawValue: 7))
        // What leads there, and then what an answer, busy, a refusal, a stranger and a failure make of it.
        let table: [([PollOutcome], [BridgeState])] = [
            ([], [.online, .connecting, .refused, other, .degraded]),
            ([Self.answer], [.online, .online, .refused, other, .degraded]),
            ([Self.failure], [.online, .degraded, .refused, other, .degraded]),
            ([Self.failure, Self.failure], [.online, .degraded, .refused, other, .unreachable]),
            (Array(repeating: Self.failure, count: 3), [.online, .degraded, .refused, other, .unreachable]),
            ([.refused], [.online, .refused, .refused, other, .degraded]),
            ([Self.stranger], [.online, other, .refused, other, .degraded]),
        ]
        for (way, ends) in table {
            for (outcome, end) in zip([Self.answer, .busy, .refused, Self.stranger, Self.failure], ends) {
                schedule = PollSchedule(interval: .seconds(30))
                for step in way { take(step) }
                take(outcome)
                #expect(schedule.state == end, "\(way) then \(outcome)")
            }
        }
    }

    private mutating func take(_ outcome: PollOutcome) {
        var jitter = SystemRandomNumberGenerator()
        _ = schedule.pause(after: outcome, jitter: &jitter)
    }

    /// The pause with the least and with the most jitter, in seconds.
    private mutating func expect(
        _ outcome: PollOutcome, _ state: BridgeState?, _ least: Double? = nil, to most: Double? = nil,
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        var twin = schedule
        var jitter = FixedJitter.least
        let shortest = twin.pause(after: outcome, jitter: &jitter)
        jitter = .most
        let longest = schedule.pause(after: outcome, jitter: &jitter)
        if let state { #expect(schedule.state == state, sourceLocation: sourceLocation) }
        if let least { #expect(abs(shortest / .seconds(1) - least) < 0.001, sourceLocation: sourceLocation) }
        if let most { #expect(abs(longest / .seconds(1) - most) < 0.001, sourceLocation: sourceLocation) }
    }
}
