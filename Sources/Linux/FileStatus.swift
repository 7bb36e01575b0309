import Glibc

/// Whose a file is and who may do what with it (stat(2)).
public struct FileStatus: Hashable, Sendable {
    /// The numeric user.
    public let owner: UInt32
    /// The numeric group.
    public let group: UInt32
    /// Only the twelve permission bits, such as `0o600`.
    public let mode: UInt32
    /// A folder, and not a file of another kind.
    public let isFolder: Bool
    /// A file that holds bytes: no folder, device, pipe or socket.
    public let isFile: Bool

    /// Looks a path up, following links; nil if nothing is there.
    public static func of(_ path: String) throws(SystemError) -> FileStatus? {
        var status = stat()
        guard unsafe stat(path, &status) == 0 else {
            if errno == ENOENT { return nil }
            throw .last("stat")
        }
        return FileStatus(status)
    }

    private init(_ status: stat) {
        owner = status.st_uid
        group = status.st_gid
        mode = status.st_mode & 0o7777
        isFolder = status.st_mode & S_IFMT == S_IFDIR
        isFile = status.st_mode & S_IFMT == S_IFREG
    }
}

extension Descriptor {
    /// Gives an open file another mode, whatever the umask says.
    public borrowing func setMode(_ mode: UInt32) throws(SystemError) {
        guard fchmod(number, mode) == 0 else { throw .last("fchmod") }
    }

    /// Hands what root made in somebody's folder to the folder's owner; for anybody else nothing is to be done.
    ///
    /// Only for a file that the caller has just created: an existing name could be a trap laid by the folder's owner.
    public borrowing func giveToOwner(of folder: String) throws(SystemError) {
        guard geteuid() == 0, let status = try FileStatus.of(folder) else { return }
        guard fchown(number, status.owner, status.group) == 0 else { throw .last("fchown") }
    }
}
