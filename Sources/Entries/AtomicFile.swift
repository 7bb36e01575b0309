import Glibc
import Linux

/// Whole files and the folders they need: written so that a reader, a crash or a power cut meets the old file or the
/// new one.
public enum AtomicFile {
    /// Writes a file that only its owner may read, mode 0600: a temporary one beside it, fsync, rename, fsync of the
    /// folder.
    ///
    /// What root writes belongs to the folder's owner. If anything fails before the rename, the old file is as it was.
    ///
    /// - Parameter keepingBackup: leaves the file that was there under its name and `.bak`.
    public static func write(
        _ bytes: [UInt8], to path: String, keepingBackup: Bool = false
    ) throws(ConfigurationError) {
        let folder = FilePath.folder(of: path)
        let temporary = "\(folder)/\(temporaryName(for: FilePath.name(of: path)))"
        try at(path) { () throws(SystemError) in
            do throws(SystemError) {
                try fill(temporary, with: bytes, in: folder)
                if keepingBackup { try backUp(path) }
                try FileSystem.rename(temporary, to: path)
            } catch {
                // What failed first is what to tell; a temporary file that stays is removed at the next start.
                try? FileSystem.remove(temporary)
                throw error
            }
            try FileSystem.sync(folder: folder)
        }
    }

    /// Makes a folder that only its owner may enter, mode 0700, with those above it; one that is there stays as it is.
    public static func makeFolder(_ path: String) throws(ConfigurationError) {
        if try status(path)?.isFolder == true { return }
        let parent = FilePath.folder(of: path)
        if parent != path { try makeFolder(parent) }
        try at(path) { () throws(SystemError) in
            do throws(SystemError) {
                try FileSystem.makeFolder(path, mode: 0o700)
            } catch {
                // Another process made it in between: as good as our own.
                guard error.number == EEXIST, try FileStatus.of(path)?.isFolder == true else { throw error }
                return
            }
            let folder = try Descriptor(opening: path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW)
            try folder.giveToOwner(of: parent)
        }
    }

    /// Whether a name is one of our temporary files, left behind by a process that was killed.
    static func isTemporary(_ name: String, for file: String = "") -> Bool {
        name.hasPrefix(".\(file)") && name.contains(".new-")
    }

    private static func temporaryName(for name: String) -> String {
        ".\(name).new-\(String(UInt64.random(in: .min ... .max), radix: 36))"
    }

    private static func status(_ path: String) throws(ConfigurationError) -> FileStatus? {
        try at(path) { () throws(SystemError) in try FileStatus.of(path) }
    }

    private static func fill(_ path: String, with bytes: [UInt8], in folder: String) throws(SystemError) {
        let file = try Descriptor(opening: path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, mode: 0o600)
        try file.setMode(0o600)
        try file.giveToOwner(of: folder)
        try file.write(bytes)
        try file.sync()
    }

    /// A second name for what is there now: at every moment the file itself can be opened.
    private static func backUp(_ path: String) throws(SystemError) {
        let backup = path + ".bak"
        try FileSystem.remove(backup)
        do {
            try FileSystem.link(path, at: backup)
        } catch {
            // Nothing is there yet to be kept.
            guard error.number == ENOENT else { throw error }
        }
    }
}
