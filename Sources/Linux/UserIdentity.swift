import Glibc

/// A user as this machine knows it (passwd(5)).
public struct UserIdentity: Hashable, Sendable {
    /// The login name.
    public let name: String
    /// The numeric user.
    public let user: UInt32
    /// The numeric group of its login.
    public let group: UInt32
    /// The home folder.
    public let home: String

    /// Puts the parts together.
    public init(name: String, user: UInt32, group: UInt32, home: String) {
        self.name = name
        self.user = user
        self.group = group
        self.home = home
    }

    /// The number that decides this process's rights.
    public static var effectiveUser: UInt32 { geteuid() }

    /// Looks a number up; nil if nobody has it.
    public static func numbered(_ user: UInt32) throws(SystemError) -> UserIdentity? {
        try unsafe lookUp("getpwuid_r") { record, buffer, size, result in
            unsafe getpwuid_r(user, record, buffer, size, result)
        }
    }

    /// Looks a login name up; nil if nobody has it.
    public static func named(_ name: String) throws(SystemError) -> UserIdentity? {
        try unsafe lookUp("getpwnam_r") { record, buffer, size, result in
            unsafe getpwnam_r(name, record, buffer, size, result)
        }
    }

    private typealias Query = (
        UnsafeMutablePointer<passwd>, UnsafeMutablePointer<CChar>, Int,
        UnsafeMutablePointer<UnsafeMutablePointer<passwd>?>
    ) -> Int32

    private static func lookUp(_ call: String, _ query: Query) throws(SystemError) -> UserIdentity? {
        // Far above what any passwd line or directory service gives; a longer one fails with ERANGE.
        let buffer = UnsafeMutableBufferPointer<CChar>.allocate(capacity: 65_536)
        defer { unsafe buffer.deallocate() }
        guard let base = buffer.baseAddress else { return nil }
        var record = unsafe passwd()
        var result: UnsafeMutablePointer<passwd>?
        let number = unsafe query(&record, base, buffer.count, &result)
        if unsafe result != nil { return unsafe UserIdentity(record) }
        // POSIX says 0 for a user that is not there; glibc's services say these as well (getpwnam(3)).
        guard [0, ENOENT, ESRCH, EBADF, EPERM].contains(number) else { throw SystemError(call, number: number) }
        return nil
    }

    private init(_ record: passwd) {
        unsafe self.init(
            name: String(cString: record.pw_name), user: record.pw_uid, group: record.pw_gid,
            home: String(cString: record.pw_dir))
    }
}
