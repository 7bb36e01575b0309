import Entries
import Glibc
import Guidance
import Linux

/// The folders of the machine's service, which belong to its user.
struct ServiceFolders {
    let locations: Locations
    let owner: ProcessOwner

    /// Makes them; what root set up in them before there was that user becomes the user's.
    func make() throws {
        try make(locations.config, mode: 0o750)
        try make(locations.state, mode: 0o700)
        // systemd makes this one; a loop of root's may have left its own.
        if try FileStatus.of(locations.runtime) != nil { try make(locations.runtime, mode: 0o750) }
    }

    private func make(_ path: String, mode: UInt32) throws {
        if let status = try FileStatus.of(path) {
            guard try isFolder(path) else { throw Diagnosis.noFolder(path) }
            if status.owner != owner.user {
                // Only root's own: somebody else's could hold names that lead elsewhere.
                guard status.owner == 0 else { throw Diagnosis.othersFolder(path, owner: status.owner) }
                try hand(path)
            }
        } else {
            try AtomicFile.makeFolder(path)
            try owner.take(path)
        }
        try Descriptor(opening: path, Self.folderItself).setMode(mode)
    }

    /// What is inside first: until the folder itself goes, nobody else can put anything there.
    private func hand(_ folder: String) throws(SystemError) {
        for name in try FileSystem.names(in: folder) {
            let path = "\(folder)/\(name)"
            if try isFolder(path) { try hand(path) } else { try owner.take(path) }
        }
        try owner.take(folder)
    }

    /// A link to one is none.
    private func isFolder(_ path: String) throws(SystemError) -> Bool {
        do {
            _ = try Descriptor(opening: path, Self.folderItself)
            return true
        } catch {
            guard error.number == ENOTDIR || error.number == ELOOP else { throw error }
            return false
        }
    }

    private static let folderItself = O_RDONLY | O_DIRECTORY | O_NOFOLLOW
}
