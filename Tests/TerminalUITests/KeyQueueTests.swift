import Testing

@testable import TerminalUI

@Suite("Key queue")
struct KeyQueueTests {
    @Test("Keys come out in their order, also those that came before anybody asked")
    func order() async {
        let queue = KeyQueue()
        queue.push(.up)
        queue.push(.down)
        #expect(await queue.next() == .up)
        async let third = { (await queue.next(), await queue.next()) }()
        queue.push(.enter)
        #expect(await third == (.down, .enter))
    }

    @Test("A cancelled reader takes no key with it")
    func cancelled() async {
        let queue = KeyQueue()
        let reader = Task { await queue.next() }
        reader.cancel()
        #expect(await reader.value == nil)
        queue.push(.enter)
        #expect(await queue.next() == .enter)
    }

    @Test("The end comes after the keys that were typed before it")
    func closed() async {
        let queue = KeyQueue()
        queue.push(.up)
        queue.close()
        queue.push(.down)
        #expect(await queue.reduce(into: []) { $0.append($1) } == [.up])
        #expect(await queue.next() == nil)
    }

    @Test("Keys that nobody takes do not fill the memory")
    func bounded() async {
        let queue = KeyQueue()
        for _ in 0..<(KeyQueue.limit + 10) { queue.push(.up) }
        queue.close()
        #expect(await queue.reduce(0) { count, _ in count + 1 } == KeyQueue.limit)
    }
}
