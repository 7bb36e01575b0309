import Glibc

/// A group as this machine knows it (group(5)).
public enum GroupIdentity {
    /// The number of a group; nil if there is none of that name, or nothing can tell.
    public static func number(of name: String) -> UInt32? {
        // A group of more members than fit in here has no business with a control socket.
        let buffer = UnsafeMutableBufferPointer<CChar>.allocate(capacity: 65_536)
        defer { unsafe buffer.deallocate() }
        guard let base = buffer.baseAddress else { return nil }
        var record = unsafe Glibc.group()
        var result: UnsafeMutablePointer<Glibc.group>?
        guard unsafe getgrnam_r(name, &record, base, buffer.count, &result) == 0, unsafe result != nil else {
            return nil
        }
        return unsafe record.gr_gid
    }
}
