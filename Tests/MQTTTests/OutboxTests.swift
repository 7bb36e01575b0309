import NukiDomain
import Testing

@testable import MQTT

@Suite("Outbox")
struct OutboxTests {
    private func drained(_ outbox: inout Outbox, at now: Duration = .zero) -> [Publication] {
        var all: [Publication] = []
        while let (publication, number) = outbox.next(at: now) {
            all.append(publication)
            outbox.acknowledge(number)
        }
        return all
    }

    @Test("A value that changed twice while it waited goes out once, as it is now")
    func newestWins() {
        var outbox = Outbox()
        outbox.keep([("a", [1]), ("b", [1])])
        outbox.keep([("a", [2]), ("b", [1])])
        #expect(drained(&outbox) == [.state("a", [2]), .state("b", [1])])
        outbox.keep([("a", [2]), ("b", [1])])
        #expect(drained(&outbox).isEmpty)
    }

    @Test("What is no longer among the values is taken away, and after that forgotten")
    func removal() {
        var outbox = Outbox()
        outbox.keep([("a", [1]), ("b", [1])])
        _ = drained(&outbox)
        outbox.keep([("a", [1])])
        outbox.begin()
        outbox.keep([("a", [1])])
        #expect(outbox.clear().isEmpty)
        #expect(drained(&outbox) == [.state("a", [1]), .removal("b")])
        outbox.begin()
        outbox.keep([("a", [1])])
        #expect(drained(&outbox) == [.state("a", [1])])
    }

    @Test("What stands of one bridge is no business of another's, and one of which nothing stands is forgotten")
    func bridges() {
        var outbox = Outbox()
        outbox.keep([("status", [1])])
        for (number, topic) in [(1, "a"), (2, "b")] as [(UInt32, String)] {
            outbox.keep([(topic, [1])], of: BridgeID(rawValue: number))
        }
        _ = drained(&outbox)
        #expect(outbox.bridges.map(\.rawValue).sorted() == [1, 2])
        outbox.keep([], of: BridgeID(rawValue: 1))
        #expect(outbox.clear().isEmpty)
        #expect(drained(&outbox) == [.removal("a")])
        #expect(outbox.bridges.map(\.rawValue) == [2])
    }

    private static let first = BridgeID(rawValue: 1)
    private static let second = BridgeID(rawValue: 2)

    @Test("Where one of two bridges that know a device goes, its description stays, and the other's is sent again")
    func sharedTopic() {
        var outbox = Outbox()
        outbox.keep([("lock", [2])], of: Self.second)
        outbox.keep([("lock", [1]), ("a", [1])], of: Self.first)
        _ = drained(&outbox)
        outbox.keep([], of: Self.first)
        #expect(outbox.clear() == [Self.second])
        outbox.keep([("lock", [2])], of: Self.second)
        #expect(outbox.clear().isEmpty)
        #expect(drained(&outbox) == [.removal("a"), .state("lock", [2])])
        outbox.keep([], of: Self.second)
        #expect(outbox.clear().isEmpty)
        #expect(drained(&outbox) == [.removal("lock")], "nobody else has it any more")
        #expect(outbox.bridges.isEmpty)
    }

    @Test("A device that moves is never taken away, whichever of the two bridges is looked at first")
    func move() {
        for isOldFirst in [true, false] {
            var outbox = Outbox()
            outbox.keep([("lock", [1]), ("a", [1])], of: Self.first)
            _ = drained(&outbox)
            var sent: [Publication] = []
            for isOld in [isOldFirst, !isOldFirst] {
                if isOld { outbox.keep([("a", [1])], of: Self.first) }
                if !isOld { outbox.keep([("lock", [2])], of: Self.second) }
                sent += drained(&outbox)
            }
            // What was sent last at the topic is the new bridge's, and may be sent once more.
            if outbox.clear() == [Self.second] { outbox.keep([("lock", [2])], of: Self.second) }
            sent += drained(&outbox)
            #expect(Set(sent) == [.state("lock", [2])])
            outbox.keep([], of: Self.first)
            #expect(outbox.clear().isEmpty)
            #expect(drained(&outbox) == [.removal("a")])
            #expect(outbox.bridges == [Self.second], "nothing of the first is left")
        }
    }

    @Test("A device that two bridges lose at once is taken away")
    func bothLose() {
        var outbox = Outbox()
        for bridge in [Self.first, Self.second] { outbox.keep([("lock", [1])], of: bridge) }
        _ = drained(&outbox)
        for bridge in [Self.first, Self.second] { outbox.keep([], of: bridge) }
        for bridge in outbox.clear() { outbox.keep([], of: bridge) }
        _ = outbox.clear()
        #expect(drained(&outbox) == [.removal("lock")])
        #expect(outbox.bridges.isEmpty)
    }

    @Test("A removal that the broker did not acknowledge is not made up for where another bridge has the topic now")
    func unacknowledgedRemoval() {
        for isOldFirst in [true, false] {
            var outbox = Outbox()
            outbox.keep([("lock", [1])], of: Self.first)
            _ = drained(&outbox)
            outbox.keep([], of: Self.first)
            _ = outbox.clear()
            _ = outbox.next(at: .zero)
            outbox.keep([("lock", [2])], of: Self.second)
            _ = outbox.next(at: .zero)
            outbox.begin()
            if isOldFirst { outbox.keep([], of: Self.first) }
            outbox.keep([("lock", [2])], of: Self.second)
            if !isOldFirst { outbox.keep([], of: Self.first) }
            #expect(outbox.clear().isEmpty)
            #expect(drained(&outbox) == [.state("lock", [2])])
            #expect(outbox.bridges == [Self.second])
        }
    }

    @Test("What may stand from earlier times is taken away unless it is kept")
    func suspects() {
        var outbox = Outbox()
        let bridge = BridgeID(rawValue: 1)
        outbox.suspect(["a", "b"], of: bridge)
        outbox.keep([("b", [1])], of: bridge)
        #expect(drained(&outbox) == [.removal("a"), .state("b", [1])])
    }

    @Test("A value that was under way when the connection broke is sent again, an event is not")
    func brokenConnection() {
        var outbox = Outbox()
        outbox.keep([("a", [1])])
        outbox.put(.event("e", [7], lifetime: 30), at: .zero)
        _ = outbox.next(at: .zero)
        _ = outbox.next(at: .zero)
        outbox.begin()
        outbox.keep([("a", [1])])
        #expect(drained(&outbox) == [.state("a", [1])])
    }

    @Test("Events younger than 30 s go out in order, older ones are history and counted")
    func age() {
        var outbox = Outbox()
        for (second, byte) in [(0, 0), (1, 1), (20, 2)] as [(Int, UInt8)] {
            outbox.put(.event("e", [byte], lifetime: 30), at: .seconds(second))
        }
        let sent = drained(&outbox, at: .seconds(30.5))
        #expect(sent.map(\.payload) == [[1], [2]])
        #expect(outbox.history == 1)
    }

    @Test("The queue of events is bounded: the oldest make room and are counted")
    func bound() {
        var outbox = Outbox()
        for number in 0..<300 { outbox.put(.event("e", [UInt8(number % 256)], lifetime: 30), at: .zero) }
        #expect(outbox.history == 44)
        #expect(drained(&outbox).first?.payload == [44])
    }

    @Test("No more than 32 messages are under way at a time")
    func window() {
        var outbox = Outbox()
        outbox.keep((0..<40).map { ("t\($0)", [1]) })
        var numbers: [UInt64] = []
        while let (_, number) = outbox.next(at: .zero) { numbers.append(number) }
        #expect(numbers.count == 32)
        outbox.acknowledge(numbers[0])
        #expect(outbox.next(at: .zero) != nil)
        #expect(outbox.next(at: .zero) == nil)
    }
}
