import FoundationEssentials
import Testing

@testable import ControlLoop

@Suite("Each ring is told once")
struct RingRecordTests {
    private static let start = Date(timeIntervalSince1970: 1_787_391_082)
    private var record = RingRecord(listed: Self.start)

    @Test("The ring that was there at first sight, and the same again, is no news")
    mutating func firstSight() {
        #expect(record.take(listed: at(0), at: at(1)) == .nothing)
        #expect(record.take(unconfirmed: at(0), at: at(1)) == .nothing)
    }

    @Test("A ring in the list is told once")
    mutating func listed() {
        #expect(record.take(listed: at(100), at: at(110)) == .ring(at(100)))
        #expect(record.take(listed: at(100), at: at(140)) == .nothing)
    }

    @Test("The first ring of a bell that never rang is one")
    mutating func neverRang() {
        record = RingRecord(listed: nil)
        #expect(record.take(listed: at(100), at: at(101)) == .ring(at(100)))
    }

    @Test("A ring that a callback told is not told again by the list, however late, nor by the callback again")
    mutating func callbackFirst() {
        #expect(record.take(unconfirmed: at(100), at: at(100)) == .ring(at(100)))
        #expect(record.take(unconfirmed: at(100), at: at(105)) == .nothing)
        #expect(record.take(listed: at(0), at: at(105)) == .nothing)
        #expect(record.take(listed: at(100), at: at(500)) == .nothing)
        #expect(record.listed == at(100) && record.unconfirmed == nil)
    }

    @Test("A callback that comes after the list, or after a newer ring, is not told")
    mutating func callbackLate() {
        #expect(record.take(listed: at(100), at: at(101)) == .ring(at(100)))
        #expect(record.take(listed: at(110), at: at(111)) == .ring(at(110)))
        #expect(record.take(unconfirmed: at(100), at: at(112)) == .nothing)
        #expect(record.take(unconfirmed: at(110), at: at(112)) == .nothing)
    }

    @Test("A forged ring hides no true one")
    mutating func forged() {
        #expect(record.take(unconfirmed: at(150), at: at(100)) == .ring(at(150)))
        #expect(record.take(listed: at(0), at: at(101)) == .nothing)
        #expect(record.take(listed: at(120), at: at(125)) == .ring(at(120)))
    }

    @Test("Over 30 s old is missed when the list says so, and nothing when a callback alone does")
    mutating func missed() {
        #expect(record.take(unconfirmed: at(100), at: at(131)) == .nothing)
        #expect(record.take(listed: at(100), at: at(131)) == .missed(at(100)))
        #expect(record.take(listed: at(200), at: at(230)) == .ring(at(200)))
    }

    @Test("Over 60 s ahead is dropped for good")
    mutating func future() {
        #expect(record.take(unconfirmed: at(161), at: at(100)) == .nothing)
        #expect(record.take(listed: at(161), at: at(100)) == .nothing)
        #expect(record.take(listed: at(161), at: at(165)) == .nothing)
        #expect(record.take(listed: at(225), at: at(166)) == .ring(at(225)))
    }

    @Test("At most one is told in 2 s")
    mutating func pace() {
        #expect(record.take(unconfirmed: at(100), at: at(100)) == .ring(at(100)))
        #expect(record.take(unconfirmed: at(101), at: at(101)) == .nothing)
        #expect(record.take(unconfirmed: at(102), at: at(102)) == .ring(at(102)))
    }

    @Test("After a restart the list confirms what a callback told before it")
    mutating func restart() {
        record = RingRecord(listed: at(0), unconfirmed: at(100))
        #expect(record.take(listed: at(100), at: at(103)) == .nothing)
    }

    @Test("A bridge whose clock was set back rings all the same")
    mutating func clockSetBack() {
        #expect(record.take(listed: at(-500), at: at(-495)) == .ring(at(-500)))
    }

    private func at(_ seconds: Double) -> Date { Self.start.addingTimeInterval(seconds) }
}
