import CLinux
import Glibc

/// The clock of this machine as the kernel keeps it.
public enum SystemClock {
    /// Whether something, such as NTP, keeps it right (adjtimex(2), STA_UNSYNC); needs no right.
    public static var isSynchronised: Bool {
        get throws(SystemError) {
            switch keyturn_clock_is_synchronised() {
            case 0: false
            case 1: true
            default: throw .last("adjtimex")
            }
        }
    }

    /// CLOCK_MONOTONIC, sleep left out, as systemd stamps by it (clock_gettime(2)).
    public static var monotonicMicroseconds: Int {
        var time = timespec()
        // It fails only for clocks that a kernel does not have.
        unsafe clock_gettime(CLOCK_MONOTONIC, &time)
        return time.tv_sec * 1_000_000 + time.tv_nsec / 1000
    }
}
