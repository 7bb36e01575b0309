import Entries
import FoundationEssentials
import Glibc
import Guidance
import Linux

/// The file of a unit, which is not written over where it says what somebody else wants.
struct UnitFile {
    /// Where it is, or would be.
    let path: String
    /// A person's, in place of the machine's.
    let isPersonal: Bool

    /// No unit is longer.
    private static let largest = 1 << 20

    /// Refuses a unit that is masked (systemctl(1), "mask").
    func checkMask() throws(Diagnosis) {
        if link == "/dev/null" { throw .unitMasked(path, isPersonal: isPersonal) }
    }

    /// Whether it can become this unit: it is not there, or was written by an installation and not changed since.
    func check(_ text: String) throws {
        try checkMask()
        guard try link == nil && present.map({ ServiceUnit.isSame($0, as: text) }) ?? true else {
            throw Diagnosis.unitChanged(path, isPersonal: isPersonal)
        }
    }

    /// Writes it; one that says this already stays the same file.
    func write(_ text: String) throws {
        try check(text)
        if try present != text { try AtomicFile.write(Array(text.utf8), to: path) }
    }

    /// What it says; nil where there is none.
    private var present: String? {
        get throws(ConfigurationError) {
            do throws(SystemError) {
                return try FileSystem.contents(of: path, limit: Self.largest, waits: false).map {
                    String(decoding: $0, as: UTF8.self)
                }
            } catch {
                throw .file(path: path, error)
            }
        }
    }

    /// Where it leads; what is no link leads nowhere.
    private var link: String? {
        // That it is none is what this fails with.
        try? FileManager.default.destinationOfSymbolicLink(atPath: path)
    }
}
