import Guidance

/// What the API says when something is wrong: `{"error":{"id":"KT-INPUT","what":"…"}}`.
public struct ControlFault: Error, Hashable, Sendable, Codable {
    /// The stable name, see ``ErrorID``.
    public let id: String
    /// One sentence for a person.
    public let what: String

    init(_ id: ErrorID, _ what: String) {
        self.id = id.rawValue
        self.what = what
    }

    /// The object around it.
    struct Envelope: Codable {
        let error: ControlFault
    }
}
