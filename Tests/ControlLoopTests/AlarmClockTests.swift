import Linux
import TestKit
import Testing

@testable import ControlLoop

@Suite("Alarms of many bridges", .timeLimit(.minutes(1)))
struct AlarmClockTests {
    private let clock = ManualClock()

    @Test("Whoever is to be woken sooner is, in whatever order they lay down, by one timer")
    func order() async {
        let alarms = AlarmClock(clock)
        let (woken, wake) = AsyncStream.makeStream(of: Int.self)
        var rising = woken.makeAsyncIterator()
        let sleepers = [30, 10, 20].map { seconds in
            let ticket = alarms.ticket()
            return Task {
                await alarms.sleep(ticket, for: .seconds(seconds))
                wake.yield(seconds)
            }
        }
        for seconds in [10, 20, 30] {
            // Each has to lie there before the clock goes on.
            while alarms.count < (40 - seconds) / 10 { try? await Task.sleep(for: .milliseconds(2)) }
            await clock.sleepers(1)
            clock.advance(by: .seconds(10))
            #expect(await rising.next() == seconds)
        }
        for sleeper in sleepers { await sleeper.value }
    }

    @Test("Whoever is woken by others or cancelled sleeps no longer, and nobody else is disturbed")
    func early() async {
        let alarms = AlarmClock(clock)
        let (first, second) = (alarms.ticket(), alarms.ticket())
        let woken = Task { await alarms.sleep(first, for: nil) }
        let cancelled = Task { await alarms.sleep(second, for: .seconds(60)) }
        let patient = Task { await alarms.sleep(alarms.ticket(), for: .seconds(90)) }
        while alarms.count < 3 { try? await Task.sleep(for: .milliseconds(2)) }
        alarms.wake(first)
        await woken.value
        cancelled.cancel()
        await cancelled.value
        #expect(alarms.count == 1)
        patient.cancel()
        await patient.value
        #expect(alarms.count == 0)
    }

    @Test("A task that is cancelled already does not sleep at all")
    func lateComer() async {
        let alarms = AlarmClock(clock)
        let (never, _) = AsyncStream.makeStream(of: Never.self)
        let task = Task {
            // Ends by being cancelled.
            for await _ in never {}
            await alarms.sleep(alarms.ticket(), for: nil)
        }
        task.cancel()
        await task.value
    }
}
