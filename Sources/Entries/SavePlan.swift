/// What saving an entry writes: shown before it is done, told after.
public struct SavePlan: Sendable {
    /// The entry as it will stand in the file.
    public let entry: BridgeEntry
    /// The files, in the order in which they are written: the token, then the entries. Empty if all is as asked.
    public let files: [PlannedFile]

    /// The changes, one after the other; a process killed after any of them leaves a bridge all old or all new.
    package let steps: [FileStep]

    /// Puts the parts together.
    package init(entry: BridgeEntry, files: [PlannedFile], steps: [FileStep]) {
        self.entry = entry
        self.files = files
        self.steps = steps
    }

    /// False if nothing has to be written.
    public var isChange: Bool { !files.isEmpty }
}

/// One file of a plan.
public struct PlannedFile: Hashable, Sendable {
    /// Where it is.
    public let path: String
    /// Nothing is there yet.
    public let isNew: Bool
    /// What it will hold; nil for a token.
    public let text: String?

    /// Puts the parts together.
    package init(path: String, isNew: Bool, text: String?) {
        self.path = path
        self.isNew = isNew
        self.text = text
    }

    /// How many lines it will have, nil for a token.
    public var lines: Int? { text?.utf8.count { $0 == UInt8(ascii: "\n") } }
}
