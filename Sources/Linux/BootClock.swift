import Glibc

/// A clock that waits, and whose readings mean the same to every process of this machine.
public protocol BootClock: Clock where Duration == Swift.Duration {
    /// The time since the machine was started, sleep included.
    var sinceBoot: Duration { get }
}

extension ContinuousClock: BootClock {
    /// CLOCK_BOOTTIME (clock_gettime(2)).
    public var sinceBoot: Duration {
        var time = timespec()
        // It fails only for clocks that a kernel does not have, and every Linux since 2.6.39 has this one.
        unsafe clock_gettime(CLOCK_BOOTTIME, &time)
        return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
    }
}
