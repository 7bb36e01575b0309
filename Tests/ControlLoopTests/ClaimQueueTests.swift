import NukiDomain
import Sightings
import Testing

@testable import ControlLoop

@Suite("The queue of addresses at which a bridge is said to be") struct ClaimQueueTests {
    private func claim(_ number: UInt8, _ third: UInt8 = 0) -> MoveClaim {
        MoveClaim(address: IPv4Address(10, 0, third, number), source: .dhcp)
    }

    @Test("A flood of names pushes out names and never what the kernel has met, which goes first")
    func flood() {
        var queue = ClaimQueue()
        queue.put(claim(1), isMet: true)
        for number in 0..<10_000 { queue.put(claim(UInt8(number % 256), UInt8(1 + number / 256)), isMet: false) }
        #expect(queue.claims.count == ClaimQueue.capacity)
        #expect(queue.claims.first == claim(1))
        #expect(queue.due(at: .zero)?.claim == claim(1))
    }

    @Test("A name that the kernel comes to know goes first from then on")
    func promoted() {
        var queue = ClaimQueue()
        queue.put(claim(1), isMet: false)
        queue.put(claim(2), isMet: false)
        #expect(queue.due(at: .zero)?.claim == claim(2))
        let isNews = queue.put(claim(1), isMet: true)
        #expect(isNews)
        #expect(queue.due(at: .zero)?.claim == claim(1))
        let isNewsAgain = queue.put(claim(1), isMet: true)
        #expect(!isNewsAgain)
    }

    @Test("One that does not answer has its turn again after 1, 2, 4 … 60 s, behind those that nobody looked at")
    func pauses() {
        var queue = ClaimQueue()
        queue.put(claim(1), isMet: false)
        var now = Duration.zero
        for pause in [1, 2, 4, 8, 16, 32, 60, 60] {
            queue.postpone(claim(1), at: now)
            #expect(queue.due(at: now) == nil)
            #expect(queue.nextDue == now + .seconds(pause))
            now += .seconds(pause)
            #expect(queue.due(at: now)?.claim == claim(1))
        }
        queue.put(claim(2), isMet: false)
        #expect(queue.due(at: now)?.claim == claim(2))
    }
}
