import CMosquitto

/// The library that this program runs with.
public enum MosquittoVersion {
    /// As in `2.0.11`.
    public static var text: String {
        var (major, minor, revision): (Int32, Int32, Int32) = (0, 0, 0)
        unsafe mosquitto_lib_version(&major, &minor, &revision)
        return "\(major).\(minor).\(revision)"
    }
}
