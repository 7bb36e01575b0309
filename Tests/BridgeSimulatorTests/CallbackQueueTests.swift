import NukiDomain
import TestKit
import Testing

@testable import BridgeSimulator

@Suite("Callbacks that go wrong", .timeLimit(.minutes(1)))
struct CallbackQueueTests {
    /// Bodies in the order in which they are told, after adding 1, 2, 3 and so on.
    private func told(_ count: Int, _ faults: CallbackFaults) -> [String] {
        var queue = CallbackQueue()
        let now = Moment(elapsed: .zero, bridgeTime: Stage.opening)
        for number in 1...count { queue.add("\(number)", to: [], at: now, faults) { $0 } }
        return Array(sequence(state: queue) { $0.next() }.map(\.body))
    }

    @Test("Nothing goes wrong by itself")
    func order() {
        #expect(told(5, CallbackFaults()) == ["1", "2", "3", "4", "5"])
    }

    @Test("Every so many are dropped")
    func dropped() {
        var faults = CallbackFaults()
        faults.dropEvery = 2
        #expect(told(5, faults) == ["1", "3", "5"])
        faults.dropEvery = 1
        #expect(told(5, faults) == [])
    }

    @Test("Of every two the second comes first, and one without a second waits")
    func reordered() {
        var faults = CallbackFaults()
        faults.isReordered = true
        #expect(told(5, faults) == ["2", "1", "4", "3"])
    }

    @Test("Each is posted twice, or late")
    func doubledAndLate() throws {
        var faults = CallbackFaults()
        faults.isDoubled = true
        faults.delay = 30
        var queue = CallbackQueue()
        let url = try #require(CallbackURL("http://127.0.0.1:9/"))
        queue.add("x", to: [url], at: Moment(elapsed: .seconds(5), bridgeTime: Stage.opening), faults) { $0 / 10 }
        let next = queue.next()
        let event = try #require(next)
        #expect(event.urls == [url, url])
        #expect(event.due.elapsed == .seconds(8))
    }

    @Test("A bridge that cannot get rid of its news forgets the oldest")
    func bounded() {
        #expect(told(100, CallbackFaults()).first == "37")
    }

    @Test("When the first address blocks, the others are told nothing", arguments: [true, false])
    func firstBlocks(isBlocking: Bool) async throws {
        let nobody = try SilentPort(.refuses)
        try await Stage.play { stage throws in
            var faults = Faults()
            faults.callbacks.firstBlocks = isBlocking
            await stage.bridge.suffer(faults)
            let receiver = try await CallbackReceiver()
            try await stage.register("http://\(nobody.endpoint)/")
            try await stage.register(receiver.url)
            try await stage.bridge.setDoor(of: .frontDoor, to: 3)
            await stage.clock.sleepers(1)
            stage.clock.advance(by: .seconds(1))
            try await stage.until {
                let counts = await stage.bridge.truth.callbacks
                return counts.failed == 1 && (isBlocking || counts.sent == 1)
            }
            // With the first one gone, the next change is told to the second.
            _ = try await stage.ask("/callback/remove?id=0")
            try await stage.bridge.setDoor(of: .frontDoor, to: 2)
            await stage.clock.sleepers(1)
            stage.clock.advance(by: .seconds(1))
            #expect(await receiver.bodies(isBlocking ? 1 : 2).last?.contains(#""doorsensorState": 2"#) == true)
            #expect(await stage.bridge.truth.callbacks.failed == 1)
            await receiver.stop()
        }
    }

    @Test("Slots that others hold can be freed one by one, and all at once when the fault is lifted")
    func slotsFull() async throws {
        try await Stage.play { stage throws in
            var faults = Faults()
            faults.areSlotsFull = true
            try await stage.register("http://127.0.0.1:9/ours")
            await stage.bridge.suffer(faults)
            #expect(
                try await stage.ask("/callback/list").body == """
                    {"callbacks": [{"id": 0, "url": "http://127.0.0.1:9/ours"}, \
                    {"id": 1, "url": "http://127.0.0.1:9/other/0"}, {"id": 2, "url": "http://127.0.0.1:9/other/1"}]}
                    """)
            #expect(try await stage.ask("/callback/add?url=http://127.0.0.1:9/x").body.contains("too many callbacks"))
            #expect(try await stage.ask("/callback/remove?id=1").body == #"{"success": true}"#)
            try await stage.register("http://127.0.0.1:9/new")
            await stage.bridge.suffer(Faults())
            #expect(
                await stage.bridge.truth.callbacks.urls == ["http://127.0.0.1:9/ours", "http://127.0.0.1:9/new"])
        }
    }
}
