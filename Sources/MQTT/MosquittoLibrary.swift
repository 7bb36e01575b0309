import CMosquitto
import Linux

/// The libmosquitto of this machine, opened by the first who needs it: only a loop with a broker does.
public enum MosquittoLibrary {
    /// As in `2.0.11`.
    public static var version: String {
        get throws(LibraryError) {
            try open()
            var (major, minor, revision): (Int32, Int32, Int32) = (0, 0, 0)
            // What it returns is the same as one number.
            _ = unsafe libmosquitto.lib_version(&major, &minor, &revision)
            return "\(major).\(minor).\(revision)"
        }
    }

    /// Comes before everything else that is asked of the library.
    static func open() throws(LibraryError) {
        guard let reason = unsafe keyturn_mosquitto_open() else { return }
        throw LibraryError("libmosquitto", package: "libmosquitto1", reason: unsafe String(cString: reason))
    }
}

/// Its functions, by what their names have behind `mosquitto_`; none of them is there before ``MosquittoLibrary/open()``.
var libmosquitto: keyturn_mosquitto_functions { unsafe keyturn_mosquitto().pointee }

extension keyturn_mosquitto_functions {
    /// What went wrong here, in words.
    func words(_ code: Int32) -> String { unsafe strerror(code).map { unsafe String(cString: $0) } ?? "" }

    /// What the broker says by a reason code (MQTT 5 section 2.4).
    func reason(_ code: Int32) -> String { unsafe reason_string(code).map { unsafe String(cString: $0) } ?? "" }
}
