import FoundationEssentials
import Linux

/// A folder in memory where this machine has one, as `/run` is, in which the locks of bridges and the control socket lie:
/// a slow disk is not to be measured.
enum MemoryFolder {
    /// Lends one that is gone afterwards.
    static func lend<Value>(_ body: (String) async throws -> Value) async throws -> Value {
        let parent = FileManager.default.isWritableFile(atPath: "/dev/shm") ? "/dev/shm" : "/tmp"
        let folder = try FileSystem.makeTemporaryFolder(in: parent, prefix: "keyturn-benchmark-")
        let value: Value
        do {
            value = try await body(folder)
        } catch {
            // The first error is the one to tell of.
            try? FileManager.default.removeItem(atPath: folder)
            throw error
        }
        try FileManager.default.removeItem(atPath: folder)
        return value
    }
}
