import BridgeAPI
import HTTPFetch
import Linux
import NukiDomain
import TestKit
import Testing

@testable import ControlLoop

@Suite("What is sent for a command, and what may be sent again")
struct CommandRunTests {
    private let clock = SkippingClock()

    @Test(
        "Actions become these numbers",
        arguments: [
            (DeviceAction.lock, [LockAction.lock], [LockAction.lock]), (.unlock, [.unlock], [.unlock]),
            (.open, [.unlatch], [.unlatch]), (.lockNGo(unlatch: false), [.lockNGo], nil),
            (.lockNGo(unlatch: true), [.lockNGoWithUnlatch], nil),
            (.continuousMode(true), nil, [.lockNGo]), (.continuousMode(false), nil, [.lockNGoWithUnlatch]),
        ] as [(DeviceAction, [LockAction]?, [LockAction]?)])
    func numbers(action: DeviceAction, lock: [LockAction]?, opener: [LockAction]?) {
        for type in [DeviceType.smartLock, .smartDoor, .smartLock3] {
            #expect((try? action.orders(for: type, isContinuous: false)) == lock)
        }
        #expect((try? action.orders(for: .opener, isContinuous: false)) == opener)
        #expect(throws: ActionRefusal.unknownType(DeviceType(rawValue: 9))) {
            try action.orders(for: DeviceType(rawValue: 9), isContinuous: false)
        }
    }

    @Test("Locking an opener in continuous mode ends that mode first")
    func continuous() throws {
        #expect(try DeviceAction.lock.orders(for: .opener, isContinuous: true) == [.lockNGoWithUnlatch, .lock])
        #expect(try DeviceAction.unlock.orders(for: .opener, isContinuous: true) == [.unlock])
    }

    @Test("Only locking, ring-to-open off and continuous mode off may be repeated")
    func repeatable() {
        let all: [DeviceAction] = [
            .lock, .unlock, .open, .lockNGo(unlatch: true), .lockNGo(unlatch: false), .continuousMode(true),
            .continuousMode(false),
        ]
        #expect(all.filter(\.mayBeRepeated) == [.lock, .continuousMode(false)])
    }

    @Test("A success is done, or taken where nobody waits")
    func success() async {
        #expect(await run(.open, [nil]).outcome == .done)
        #expect(await run(.open, [nil], nowait: true).outcome == .taken)
    }

    @Test(
        "What opens is sent once, whatever was answered",
        arguments: [
            BridgeError.busy, .unsuccessful(message: nil), .noAnswer(.connectionLost), .noAnswer(.answerTimedOut),
            .brokenAnswer("cut"), .signInRefused, .status(500), .deviceOffline,
        ])
    func once(error: BridgeError) async {
        for action in [DeviceAction.open, .unlock, .lockNGo(unlatch: true), .lockNGo(unlatch: false)] {
            #expect(await run(action, [.bridge(error), nil, nil]).sent == 1)
        }
        #expect(await run(.continuousMode(true), type: .opener, [.bridge(error), nil]).sent == 1)
    }

    @Test(
        "What never left this machine is sent again",
        arguments: [HTTPError.refused, .connectTimedOut, .nameNotResolved])
    func nothingSent(error: HTTPError) async {
        let result = await run(.open, [.bridge(.noAnswer(error)), nil])
        #expect(result.sent == 2 && result.outcome == .done)
        let failing = await run(.open, Array(repeating: .bridge(.noAnswer(error)), count: 9))
        #expect(failing.sent == 3 && failing.outcome.word == "failed" && failing.reads == 0)
    }

    @Test("What was kept back from whoever answered is not tried again")
    func withheld() async {
        let kept = CommandRun.Failure.bridge(.noAnswer(.withheld("other hardware")))
        for action in [DeviceAction.open, .lock] {
            let result = await run(action, [kept, nil])
            #expect(result.sent == 1 && result.outcome == .failed("other hardware") && result.reads == 0)
        }
        #expect(await run(.open, [.bridge(.noAnswer(.refused)), kept, nil]).sent == 2)
    }

    @Test("Locking is tried three times, 1 and 3 s apart, and never after its ten seconds")
    func locking() async {
        let failing = Array(repeating: CommandRun.Failure.bridge(.busy), count: 9)
        #expect(await run(.lock, failing).sent == 3)
        #expect(clock.now.elapsed == .seconds(4))
        #expect(await run(.lock, failing, lifetime: .seconds(2)).sent == 2)
        #expect(await run(.lock, [.bridge(.unsuccessful(message: nil)), nil]).outcome == .done)
    }

    @Test("A bridge that is not free again in time leaves what it said before")
    func expiredRetry() async {
        #expect(await run(.lock, [.bridge(.busy), .expired], state: 3).outcome == .failed("busy"))
        #expect(await run(.lock, [.expired]).outcome == .expired)
    }

    @Test("A clear no to a later try does not make a failure of what an earlier one may have done")
    func earlierDoubt() async {
        let lost = CommandRun.Failure.bridge(.noAnswer(.answerTimedOut))
        let refused = CommandRun.Failure.bridge(.noAnswer(.refused))
        #expect(await run(.lock, [lost, refused, refused], state: 1).outcome == .done)
        #expect(await run(.lock, [lost, refused, refused]).outcome == .unknown)
        #expect(await run(.lock, [lost, .notAsked("the loop ends")]).outcome == .unknown)
        #expect(await run(.lock, [refused, .bridge(.unknownDevice)]).outcome.word == "failed")
    }

    @Test("After a doubtful answer the state is read once, and decides what it can")
    func doubt() async {
        let lost = CommandRun.Failure.bridge(.noAnswer(.connectionLost))
        let no = CommandRun.Failure.bridge(.unsuccessful(message: "no"))
        #expect(await run(.unlock, [lost], state: 3).outcome == .done)
        #expect(await run(.unlock, [lost], state: 1).outcome == .unknown)
        #expect(await run(.unlock, [no], state: 1).outcome == .failed("no"))
        #expect(await run(.unlock, [no], state: 2).outcome == .unknown)
        #expect(await run(.unlock, [no]).outcome == .unknown)
        #expect(await run(.open, [.bridge(.busy)], state: 5).outcome == .done)
        #expect(await run(.open, [.bridge(.busy)], state: 3).outcome == .unknown)
        #expect(await run(.open, [.bridge(.busy)], state: 3).reads == 1)
        #expect(await run(.open, [.bridge(.unknownDevice)], state: 5).reads == 0)
    }

    @Test("Each action knows the states that show it, and those that show nothing")
    func states() {
        func isDone(_ action: DeviceAction, _ kind: DeviceKind, _ number: Int, mode: Int = 2) -> Bool? {
            action.isDone(in: DeviceState(mode: mode, number: number), of: kind)
        }
        #expect(isDone(.lock, .lock, 1) == true && isDone(.lock, .lock, 4) == nil && isDone(.lock, .lock, 254) == false)
        #expect(isDone(.lock, .opener, 1) == true && isDone(.lock, .opener, 1, mode: 3) == false)
        #expect(isDone(.unlock, .opener, 3) == true && isDone(.unlock, .opener, 1) == false)
        #expect(isDone(.continuousMode(true), .opener, 1, mode: 3) == true)
        #expect(isDone(.continuousMode(false), .opener, 1, mode: 3) == false)
        #expect(isDone(.open, .opener, 7) == true && isDone(.open, .opener, 1) == nil)
        #expect(isDone(.lockNGo(unlatch: false), .lock, 6) == true && isDone(.lockNGo(unlatch: true), .lock, 3) == nil)
    }

    private func run(
        _ action: DeviceAction, type: DeviceType = .smartLock, _ answers: [CommandRun.Failure?],
        lifetime: Duration = .seconds(10), nowait: Bool = false, state: Int? = nil
    ) async -> (outcome: CommandReport.Outcome, sent: Int, reads: Int) {
        let command = DeviceCommand(
            bridge: ScriptedBridge.home, device: DeviceKey(type: type, id: NukiID(rawValue: 1)), action: action,
            asker: .user(0), nowait: nowait)
        let tally = Tally(answers)
        let run = CommandRun(command: command, deadline: clock.sinceBoot + lifetime, clock: clock)
        let orders = (try? action.orders(for: type, isContinuous: false)) ?? []
        let outcome = await run.carryOut(
            orders, send: { _, _ in await tally.next() },
            read: {
                await tally.read()
                return state.map { DeviceState(mode: 2, number: $0) }
            })
        return (outcome, await tally.sent, await tally.reads)
    }
}

/// Gives answers in order, and counts.
private actor Tally {
    private var answers: [CommandRun.Failure?]
    private(set) var sent = 0
    private(set) var reads = 0

    init(_ answers: [CommandRun.Failure?]) { self.answers = answers }

    func next() -> CommandRun.Failure? {
        sent += 1
        return answers.removeFirst()
    }

    func read() { reads += 1 }
}
