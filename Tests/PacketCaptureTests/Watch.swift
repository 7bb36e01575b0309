import Synchronization
import TestKit

@testable import PacketCapture

/// A capture that follows the interfaces of a laboratory's watcher, with what it tells in the order in which it comes.
final class Watch: Sendable {
    private let capture: LiveCapture
    private let changes: AsyncStream<InterfaceChange>
    private let frames: AsyncStream<[UInt8]>
    private let listening: Task<Void, any Error>

    /// - Parameter pause: so long that only the kernel's word can be why something was noticed.
    init(
        _ lab: NetworkLab, on choice: InterfaceChoice, pause: Duration = .seconds(3600),
        carrying isCarried: @escaping @Sendable (Int32) -> Bool = { $0 == 1 }
    ) async throws {
        let (changes, change) = AsyncStream.makeStream(of: InterfaceChange.self)
        let (frames, frame) = AsyncStream.makeStream(of: [UInt8].self)
        let following = InterfaceFollowing(pause: pause) { change.yield($0) }
        let capture = try await lab.within(.watcher) {
            try LiveCapture(on: choice, filter: .dhcp, carrying: isCarried, following: following)
        }
        listening = Task {
            try await lab.within(.watcher) { try capture.listen(with: ()) { frame.yield(CopiedFrame($1).bytes) } }
        }
        self.capture = capture
        self.changes = changes
        self.frames = frames
    }

    deinit { capture.stop() }

    /// The next change.
    func change() async -> InterfaceChange? {
        for await change in changes { return change }
        return nil
    }

    /// Whether a frame of the laboratory's client is heard, and nothing before it.
    func hears(_ frame: [UInt8], from lab: NetworkLab) async throws -> Bool {
        try await lab.sender(on: .client).send(frame)
        for await heard in frames { return heard == frame }
        return false
    }

    /// Ends the capture; what it did not hear.
    func end() async throws -> CaptureLosses {
        capture.stop()
        try await listening.value
        return capture.losses
    }
}

/// Counts calls from any thread.
final class Counter: Sendable {
    private let count = Mutex(0)

    /// The number of this call, from 1.
    func next() -> Int {
        count.withLock {
            $0 += 1
            return $0
        }
    }
}
