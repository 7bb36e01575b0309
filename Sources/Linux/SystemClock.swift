import CLinux

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
}
