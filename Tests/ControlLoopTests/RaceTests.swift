import BridgeSimulator
import Entries
import NukiDomain
import TestKit
import Testing

@testable import ControlLoop

@Suite("Answers that cross each other on their way", .timeLimit(.minutes(2)))
struct RaceTests {
    @Test("A list that was made before a callback and comes after it changes nothing; the next one confirms")
    func lateList() async throws {
        // Polls that do not come while this looks: what is not confirmed by itself never is.
        try await LoopStage.play(settings: LoopSettings(pollSeconds: 600), hears: true) { stage in
            let door = try await stage.device("Front door")
            try await stage.until { await stage.loop.bridges().first?.callback == "registered" }
            var faults = Faults()
            (faults.paths, faults.late, faults.requests) = (["/list"], 1.5 * LoopStage.motorSpeed, 1)
            await stage.bridge.suffer(faults)
            let lists = await stage.requests("/list").count

            try await stage.bridge.turn(door, to: 3)
            // The bridge has made the list that shall confirm it, and it is on its way.
            try await stage.until { await stage.requests("/list").count > lists }
            try await stage.bridge.turn(door, to: 5)
            try await stage.until { await stage.known(door)?.device.stateWord == "unlatched" }
            try await stage.until { await stage.known(door)?.isConfirmed == true }

            #expect(await stage.requests("/list").count == lists + 2)
            #expect(
                await stage.log.states == [
                    "unlocked, callback, unconfirmed", "unlatched, callback, unconfirmed", "unlatched, poll, confirmed",
                ])
        }
    }
}

extension EventLog {
    /// What was told of locks' states, in order.
    fileprivate var states: [String] {
        events.flatMap(\.messages).filter { $0.event == "device.state" }.map { message in
            let state = if case .text(let word)? = message.to { word } else { "nothing" }
            return "\(state), \(message.source.rawValue), \(message.isConfirmed ? "" : "un")confirmed"
        }
    }
}
