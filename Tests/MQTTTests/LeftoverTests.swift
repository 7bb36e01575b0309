import Linux
import NukiDomain
import Synchronization
import TestKit
import Testing

@testable import MQTT

@Suite("What an earlier run left at the broker", .enabled(if: MosquittoBroker.missing == nil, "no mosquitto"))
struct LeftoverTests {
    private static let gone = "keyturn/5E6F7081/state"
    private static let described = "homeassistant/device/keyturn_00000007/config"
    private static let foreign = "keyturn/6F708192/state"
    private static let kept = "keyturn/1A2B3C4D/21DF943C/state"

    @Test("What stood there and nobody keeps any more is taken away, what others published stays")
    func taken() async throws {
        let mosquitto = try await MosquittoBroker()
        for topic in [Self.gone, Self.described, Self.foreign] { try await mosquitto.publish(topic, "{}", ["-r"]) }
        let (clock, notes) = (ManualClock(), Notes())
        let memory = TopicMemory([Self.gone, Self.described, Self.kept]) { notes.write($0) }
        let ear = try await mosquitto.listen()
        try await PublisherStage.play(PublisherStage.broker(mosquitto.port), memory: memory, clock: clock) { _, _ in
            #expect(await ear.waits { $0.contains { $0.contains("availability online") } })
            try await Self.look(clock) { await ear.heard.contains("0 \(Self.gone) ") }
            #expect(await ear.waits { $0.contains("0 \(Self.described) ") })
            try await Self.look(clock) { !notes.topics.contains(Self.gone) }
        }
        #expect(notes.topics.contains(Self.kept) && !notes.topics.contains(Self.described))
        #expect(await ear.heard.allSatisfy { $0 != "0 \(Self.foreign) " && $0 != "0 \(Self.kept) " })
    }

    @Test("While one bridge does not answer nothing is taken away: it may have what an earlier one left")
    func patience() {
        var memory = TopicMemory([Self.gone])
        for areAllOnline in [true, false, false, true] {
            #expect(memory.takeLeftovers(areAllOnline).isEmpty)
        }
        #expect(memory.takeLeftovers(true) == [Self.gone])
        #expect(memory.takeLeftovers(true).isEmpty, "once")
    }

    /// Lets the publisher look as often as it has to.
    private static func look(_ clock: ManualClock, until isOver: () async -> Bool) async throws {
        while await !isOver() {
            await clock.sleepers(1)
            clock.advance(by: .seconds(15))
            try await Task.sleep(for: .milliseconds(10))
        }
    }
}

/// What a publisher wrote down last.
private final class Notes: Sendable {
    private let last = Mutex<Set<String>>([])

    var topics: Set<String> { last.withLock { $0 } }

    func write(_ topics: Set<String>) { last.withLock { $0 = topics } }
}
