import Glibc

/// How many descriptors this process may have open at once (getrlimit(2), RLIMIT_NOFILE).
public enum OpenFileLimit {
    /// Raises the limit to the highest one that needs no privilege, and returns it.
    @discardableResult
    public static func raise() throws(SystemError) -> Int {
        let resource = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
        var limit = rlimit()
        guard unsafe getrlimit(resource, &limit) == 0 else { throw .last("getrlimit") }
        limit.rlim_cur = limit.rlim_max
        guard unsafe setrlimit(resource, &limit) == 0 else { throw .last("setrlimit") }
        return Int(clamping: limit.rlim_max)
    }
}
