import FoundationEssentials
import Glibc

extension Date {
    /// A time as libpcap gives it, in microseconds.
    init(_ time: timeval) {
        self.init(timeIntervalSince1970: Double(time.tv_sec) + Double(time.tv_usec) / 1_000_000)
    }
}

extension timeval {
    /// The nearest microsecond.
    init(_ time: Date) {
        let microseconds = Int((time.timeIntervalSince1970 * 1_000_000).rounded())
        let seconds = microseconds >= 0 ? microseconds / 1_000_000 : (microseconds - 999_999) / 1_000_000
        self.init(tv_sec: seconds, tv_usec: microseconds - seconds * 1_000_000)
    }
}
