/// A piece of what the program says, before it is laid out for a width.
public enum Passage: Hashable, Sendable {
    /// A heading.
    case title(String)
    /// A paragraph; `\n` starts a new line.
    case text(String)
    /// A line that is never broken, whatever the width: a path or a command that somebody may copy.
    case exact(String)
    /// A sentence with a mark: "✓ Wrote 2 files."
    case note(Mark, String)
    /// A line of the transcript: "✓ Bridge     Nuki_Bridge_1A2B3C4D at 192.168.1.52".
    case fact(Mark, label: String, String)
    /// Labels and values side by side; stacked below 60 columns.
    case table([Row])
    /// What went wrong, why, and what to do.
    case message(Message)
    /// An empty line.
    case blank
}

/// A label and what stands beside it.
public struct Row: Hashable, Sendable {
    /// Short, such as "Address".
    public var label: String
    /// Wrapped in its own column; `\n` starts a new line.
    public var value: String

    /// Takes both.
    public init(_ label: String, _ value: String) {
        self.label = label
        self.value = value
    }
}

/// A failure or a warning as a person needs it: what, why, fixes, the likeliest first.
public struct Message: Hashable, Sendable {
    /// How bad it is.
    public var mark: Mark
    /// One sentence: what was seen.
    public var what: String
    /// Its stable name, such as `KT-AUTH-TOKEN`; stands at the right.
    public var id: String?
    /// What it means.
    public var why: String?
    /// What to do.
    public var fixes: [String]

    /// Takes them all.
    public init(_ mark: Mark, _ what: String, id: String? = nil, why: String? = nil, fixes: [String] = []) {
        self.mark = mark
        self.what = what
        self.id = id
        self.why = why
        self.fixes = fixes
    }
}
