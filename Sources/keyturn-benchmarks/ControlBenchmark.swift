import BridgeAPI
import BridgeSimulator
import ControlLoop
import Entries
import HTTPFetch
import NukiDomain
import Synchronization

/// A whole loop with its API, in one process with a bridge whose motors take no time.
///
/// Wanted: a command through the control socket takes less than 2 ms more than the same command at the bridge; an event
/// is on the socket within 1 ms of its callback, 5 ms in the worst hundredth.
struct ControlBenchmark {
    /// How often each is done.
    let rounds: Int

    /// Measures and prints.
    func run() async throws {
        Report.line("Control: \(rounds) lock commands each way, and \(rounds) callbacks; one bridge, one reader")
        let bridge = try await SimulatedBridge.start(.builtIn(), time: SimulatedTime(speed: 10_000))
        try await MemoryFolder.lend { folder in
            let served = try await ServedLoop.start(bridge, folder: folder)
            try await commands(bridge, served)
            try await callbacks(bridge, served)
            await served.end()
        }
        await bridge.stop()
    }

    /// Directly and through the socket, in turns.
    private func commands(_ bridge: SimulatedBridge, _ served: ServedLoop) async throws {
        let client = BridgeDialer(fetcher: served.fetcher).client(
            bridge.endpoint, credential: Credential(token: bridge.household.token, mode: .encrypted))
        let request = HTTPRequest.local(
            served.socket, .post(json: "{}"), path: "/v1/devices/0-21DF943C/actions/lock")
        var direct: [Duration] = []
        var through: [Duration] = []
        let clock = ContinuousClock()
        for _ in 0..<rounds {
            // The loop looks at its bridge between two commands; neither way is to meet that.
            try await clock.sleep(for: .milliseconds(20))
            direct.append(try await clock.measure { _ = try await client.perform(.lock, on: served.device) })
            try await clock.sleep(for: .milliseconds(20))
            var status = 0
            through.append(try await clock.measure { status = try await served.fetcher.fetch(request).status })
            try WrongCount.check("the status of a command", status, is: 200)
        }
        let overhead = zip(through, direct).map { $0 - $1 }
        Report.line("  command at the bridge: \(direct.spread)")
        Report.line("  command through the socket: \(through.spread)")
        Report.line("  overhead: \(overhead.spread), wanted: below 2 ms")
    }

    /// From the first byte of a callback that is sent to the event in the reader's hands.
    private func callbacks(_ bridge: SimulatedBridge, _ served: ServedLoop) async throws {
        let target = try await served.callbackURL(bridge)
        var delays: [Duration] = []
        for round in 0..<rounds {
            let begun = ContinuousClock.now
            try target.post(CallbackTarget.lockReport(state: round.isMultiple(of: 2) ? 3 : 1))
            delays.append(try await served.nextCallbackEvent() - begun)
        }
        Report.line("  callback to event on the socket: \(delays.spread), wanted: median below 1 ms, p99 below 5 ms")
    }
}
