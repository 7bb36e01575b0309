/// A failure in words: what happened, why, and what to do, most likely fix first.
public struct Diagnosis: Error, Hashable, Sendable {
    /// The stable name; nil for what the catalogue does not foresee.
    public let id: ErrorID?
    /// What was seen, without a full stop: it is also a headline.
    public let what: String
    /// What that means; empty where the headline says it all.
    public let why: String
    /// At most three things to do.
    public let fixes: [String]
    /// How a process that cannot go on ends.
    public let exit: ExitStatus

    /// Puts the parts together.
    public init(_ id: ErrorID?, _ what: String, why: String = "", fixes: [String] = [], exit: ExitStatus) {
        self.id = id
        self.what = what
        self.why = why
        self.fixes = fixes
        self.exit = exit
    }
}

extension Diagnosis: Encodable {
    private enum Key: CodingKey {
        case id, what, why, fixes, exit
    }

    /// Writes the five parts as `setup --json` shows them.
    public func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: Key.self)
        try fields.encodeIfPresent(id, forKey: .id)
        try fields.encode(what, forKey: .what)
        try fields.encode(why, forKey: .why)
        try fields.encode(fixes, forKey: .fixes)
        try fields.encode(exit.rawValue, forKey: .exit)
    }
}

/// Something a person should know although it works.
public struct Notice: Hashable, Sendable, Encodable {
    /// The stable name; nil for what the catalogue does not foresee.
    public let id: ErrorID?
    /// What was seen.
    public let what: String
    /// What to do about it.
    public let fix: String

    /// Puts the parts together.
    public init(_ id: ErrorID?, _ what: String, fix: String) {
        self.id = id
        self.what = what
        self.fix = fix
    }
}
