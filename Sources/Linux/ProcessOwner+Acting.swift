import Glibc

extension ProcessOwner {
    /// Runs a body with this user's rights alone, for root, which has its own again afterwards.
    ///
    /// What a person's folder names, by links or otherwise, is then reached as far as that person reaches it. The C
    /// library changes every thread's rights. Fails before the body runs, or where root's rights do not come back.
    public func act<Value, Failure: Error>(
        _ body: () throws(Failure) -> Value
    ) throws(SystemError) -> Result<Value, Failure> {
        let group = getegid()
        let groups = try Self.groups()
        try Self.change(groups: [self.group], group: self.group, user: user)
        let result = Result(catching: body)
        try Self.change(groups: groups, group: group, user: 0)
        return result
    }

    /// Groups are root's to change: to root the user is the first to change, from root the last.
    private static func change(groups: [gid_t], group: gid_t, user: uid_t) throws(SystemError) {
        if user == 0 { try become(user) }
        guard unsafe setgroups(groups.count, groups) == 0 else { throw .last("setgroups") }
        guard setegid(group) == 0 else { throw .last("setegid") }
        if user != 0 { try become(user) }
    }

    private static func become(_ user: uid_t) throws(SystemError) {
        guard seteuid(user) == 0 else { throw .last("seteuid") }
    }

    private static func groups() throws(SystemError) -> [gid_t] {
        let count = getgroups(0, nil)
        guard count >= 0 else { throw .last("getgroups") }
        var groups = [gid_t](repeating: 0, count: Int(count))
        guard unsafe getgroups(count, &groups) == count else { throw .last("getgroups") }
        return groups
    }
}
