import FoundationEssentials
import Linux

/// A folder of a test's own, removed with everything in it when the test lets go of it.
public final class TemporaryFolder: Sendable {
    /// Where it is.
    public let path: String

    /// Makes one below the machine's folder for temporary files.
    ///
    /// - Parameter parent: another folder, such as `/dev/shm`, where no write waits for a disk.
    public init(in parent: String? = nil) throws {
        let name = "keyturn-test-\(String(UInt64.random(in: .min ... .max), radix: 36))"
        path = "\(parent ?? FileManager.default.temporaryDirectory.path)/\(name)"
        try FileSystem.makeFolder(path, mode: 0o700)
    }

    /// A path inside.
    public func callAsFunction(_ name: String) -> String { "\(path)/\(name)" }

    /// Writes a file, with the folders above it.
    public func write(_ text: String, to name: String) throws {
        try FileManager.default.createDirectory(
            atPath: FilePath.folder(of: self(name)), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: URL(filePath: self(name)))
    }

    /// The content of a file, nil if there is none.
    public func text(of name: String) throws -> String? {
        try FileSystem.contents(of: self(name), limit: .max).map { String(decoding: $0, as: UTF8.self) }
    }

    /// Every file below, by its path from here, with its content; folders end with a slash.
    public func tree() throws -> [String: String] {
        let names = try FileManager.default.subpathsOfDirectory(atPath: path)
        return try names.reduce(into: [:]) { tree, name in
            if try FileStatus.of(self(name))?.isFolder == true {
                tree[name + "/"] = ""
            } else {
                tree[name] = try text(of: name)
            }
        }
    }

    deinit {
        // What cannot be removed is litter in the machine's own folder for litter.
        try? FileManager.default.removeItem(atPath: path)
    }
}
