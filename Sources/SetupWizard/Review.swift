import Entries
import Guidance
import NukiDomain

/// Everything that is about to be written.
public struct Review: Sendable {
    /// One bridge of it.
    struct Bridge: Sendable {
        let entry: BridgeEntry
        /// Its callbacks, where they were counted.
        let slots: CallbackSlots?
        /// The bridge that it takes the place of.
        let replaces: BridgeEntry?
    }

    let bridges: [Bridge]
    /// The bridges that did not work and would be left out.
    let leftOut: [String]
    /// What writing changes, file by file; a file of several plans stands here as the last one leaves it.
    let files: [PlannedFile]
    /// What an entry without a pause of its own is polled by, in seconds.
    let pollSeconds: Int
    /// What paths are shown without; nil shows them whole.
    let home: String?

    /// False if nothing has to be written.
    var isChange: Bool { !files.isEmpty }
}

/// A row of the review that can be changed.
public enum ReviewRow: Hashable, Sendable, CaseIterable {
    case name, address, port, token, signIn, updates
}

extension Review {
    /// The files of plans that are carried out one after the other.
    static func files(of plans: [SavePlan]) -> [PlannedFile] {
        plans.flatMap(\.files).reduce(into: []) { files, file in
            files.removeAll { $0.path == file.path }
            files.append(file)
        }
    }
}
