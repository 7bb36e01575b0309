import CLinux
import Glibc

/// Whom a process acts for: a user, its group, and its name for the groups beside that.
public struct ProcessOwner: Hashable, Sendable {
    /// The numeric user.
    public let user: UInt32
    /// The numeric group.
    public let group: UInt32
    /// The login name, whose groups come along; nil for a user that this machine does not know.
    public let name: String?

    /// The person who called root through sudo (sudo(8), `SUDO_UID` and `SUDO_GID`); nil where there is none, and
    /// where it was root.
    public static func behindSudo(_ environment: [String: String]) throws(SystemError) -> ProcessOwner? {
        guard UserIdentity.effectiveUser == 0, let user = environment["SUDO_UID"].flatMap({ UInt32($0) }), user != 0
        else { return nil }
        let identity = try UserIdentity.numbered(user)
        guard let group = environment["SUDO_GID"].flatMap({ UInt32($0) }) ?? identity?.group else {
            throw SystemError("SUDO_GID", number: EINVAL)
        }
        return ProcessOwner(user: user, group: group, name: identity?.name)
    }

    /// The user of this name, for root; nil for whoever is not root, and where nobody is called that.
    public static func service(named name: String) throws(SystemError) -> ProcessOwner? {
        guard UserIdentity.effectiveUser == 0, let identity = try UserIdentity.named(name) else { return nil }
        return ProcessOwner(user: identity.user, group: identity.group, name: name)
    }

    /// Whom root has to go on as, to see a folder as the one does to whom it belongs.
    ///
    /// Nil for whoever is not root, and for root's own folder. Where nothing is there, the person behind sudo.
    public static func owning(
        _ folder: String, _ environment: [String: String]
    ) throws(SystemError) -> ProcessOwner? {
        guard UserIdentity.effectiveUser == 0 else { return nil }
        guard let status = try FileStatus.of(folder) else { return try behindSudo(environment) }
        guard status.owner != 0 else { return nil }
        let identity = try UserIdentity.numbered(status.owner)
        return ProcessOwner(user: status.owner, group: identity?.group ?? status.group, name: identity?.name)
    }

    /// Makes a file or a folder of root's this user's; of a link, the link itself, and of a folder nothing inside.
    public func take(_ path: String) throws(SystemError) {
        guard unsafe lchown(path, user, group) == 0 else { throw .last("chown") }
    }

    /// Goes on as this user, with no way back; root's capabilities are gone with it.
    ///
    /// Groups first: a process that is no longer root may not change them. The C library does this for every thread.
    ///
    /// - Parameter keepingCapabilities: they stay permitted, for ``Capability/keep(only:)`` to choose among.
    public func assume(keepingCapabilities: Bool = false) throws(SystemError) {
        if keepingCapabilities, keyturn_keep_capabilities_over_setuid() != 0 { throw .last("prctl") }
        if let name {
            guard unsafe initgroups(name, group) == 0 else { throw .last("initgroups") }
        } else {
            guard unsafe setgroups(1, [group]) == 0 else { throw .last("setgroups") }
        }
        guard setgid(group) == 0 else { throw .last("setgid") }
        // From root, this sets the real, the effective and the saved user (setuid(2)).
        guard setuid(user) == 0 else { throw .last("setuid") }
    }
}
