import Dispatch
import Synchronization
import Testing

@testable import keyturn

@Suite("Lines on their way out", .timeLimit(.minutes(1)))
struct LineQueueTests {
    /// A reader that takes nothing before it is let, and remembers what it took.
    private final class Reader: Sendable {
        private let gate = DispatchSemaphore(value: 0)
        private let isOpen = Atomic(false)
        private let taken = Mutex<[String]>([])

        func take(_ line: String) {
            if !isOpen.load(ordering: .sequentiallyConsistent) { gate.wait() }
            taken.withLock { $0.append(line) }
        }

        func open() {
            isOpen.store(true, ordering: .sequentiallyConsistent)
            gate.signal()
        }

        var lines: [String] { taken.withLock { $0 } }
    }

    @Test("All lines are written in order before the end")
    func order() async throws {
        let reader = Reader()
        reader.open()
        let queue = try LineQueue(reader.take)
        for number in 0..<500 { queue.put("\(number)") }
        await queue.end()
        #expect(reader.lines == (0..<500).map { "\($0)" })
    }

    @Test("A reader that does not read holds up nobody, not even the end, and gets the newest lines later")
    func blocked() async throws {
        let reader = Reader()
        let queue = try LineQueue(reader.take)
        for number in 0..<5000 { queue.put("\(number)") }
        await queue.end()
        #expect(reader.lines.isEmpty)
        reader.open()
        while reader.lines.last != "4999" { try await Task.sleep(for: .milliseconds(5)) }
        #expect(reader.lines.count < 5000)
        #expect(reader.lines.suffix(1024) == (5000 - 1024..<5000).map { "\($0)" }[...])
    }
}
