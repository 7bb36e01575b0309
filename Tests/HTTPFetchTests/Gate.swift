import Linux
import Synchronization

/// Holds threads back until a number of them has come.
final class Gate: Sendable {
    private let missing: Mutex<Int>
    private let opening: WakeEvent

    init(_ count: Int) throws(SystemError) {
        missing = Mutex(count)
        opening = try WakeEvent()
    }

    /// Waits for the others; the last one lets all of them through.
    func pass() throws(SystemError) {
        let isLast = missing.withLock { missing in
            missing -= 1
            return missing == 0
        }
        if isLast { opening.wake() }
        _ = try Poller.readable([opening.number])
    }
}
