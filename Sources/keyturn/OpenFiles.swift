import Guidance
import Linux

/// How many descriptors a command may need.
enum OpenFiles {
    /// Sees to it that so many can be open at once.
    ///
    /// - Parameters:
    ///   - whose: such as "1000 bridges".
    ///   - fix: what else can be done where the machine's limit is too low.
    static func makeRoom(for needed: Int, whose: String, fix: String) throws {
        let allowed = try OpenFileLimit.raise()
        guard allowed < needed else { return }
        throw Diagnosis(
            nil, "\(whose) need \(needed) open files, and this process may have \(allowed)",
            why: "Every port and every connection is one.",
            fixes: ["Raise the hard limit of this shell, as root: ulimit -n \(needed)", fix], exit: .unexpected)
    }
}
