import Testing

@testable import ControlLoop

@Suite("How far stamps follow a bridge's clock")
struct ClockOffsetTests {
    @Test("Up to 120 s ahead by themselves, and no further")
    func ahead() {
        expect([120, 121], from: 0, become: [120, 120])
        expect([121], from: 0, become: [0])
    }

    @Test("Up to 5 minutes at a time")
    func jump() {
        expect([-300, -600, -301], from: 0, become: [-300, -600, -301])
        expect([-301], from: 0, become: [0])
    }

    @Test("A jump that was not followed is not followed the second time either")
    func secondJump() {
        expect([-1000, -1000], from: 0, become: [0, 0])
    }

    @Test("120 s ahead of the entry's offset, where a person saw that the clock is fast")
    func fast() {
        expect([550, 551], from: 430, become: [550, 550])
    }

    @Test("A slow clock in the entry allows no less than a right one")
    func slow() {
        expect([120, 121], from: -100, become: [120, 120])
    }

    /// Each measurement is followed, and said to be, only where the offset becomes it.
    private func expect(
        _ measured: [Int], from configured: Int, become offsets: [Int],
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        var offset = ClockOffset(configured: configured)
        for (measured, expected) in zip(measured, offsets) {
            let follows = offset.take(measured)
            #expect(offset.seconds == expected, sourceLocation: sourceLocation)
            #expect(follows == (measured == expected), sourceLocation: sourceLocation)
        }
    }
}
