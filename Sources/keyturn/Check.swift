import Guidance
import NukiDomain

/// One thing that was looked at, and what came of it.
struct Check: Hashable, Sendable, Encodable {
    /// What came of it.
    enum State: String, Hashable, Sendable, Encodable {
        case ok, warning, failed
    }

    /// Stable, with dots between its parts: `capture.right`, `bridge.1A2B3C4D.clock`.
    let id: String
    let state: State
    /// One sentence without a full stop.
    let what: String
    /// What that means, in sentences, where there is more to say.
    let why: String?
    /// What to do; where it ends with a command, that stands behind a colon and has no full stop.
    let fix: String?
    /// The catalogue's name for what is wrong, where it has one.
    let error: ErrorID?

    /// All is well.
    init(_ id: String, ok what: String) {
        self.init(id, .ok, what)
    }

    /// Something is worth a look, or wrong.
    init(_ id: String, _ state: State, _ notice: Notice) {
        self.init(id, state, notice.what, fix: notice.fix, error: notice.id)
    }

    /// Something is wrong.
    init(_ id: String, _ state: State, _ diagnosis: Diagnosis) {
        self.init(
            id, state, diagnosis.what, why: diagnosis.why.isEmpty ? nil : diagnosis.why, fix: diagnosis.fixes.first,
            error: diagnosis.id)
    }

    /// Takes the parts.
    init(
        _ id: String, _ state: State, _ what: String, why: String? = nil, fix: String? = nil, error: ErrorID? = nil
    ) {
        self.id = id
        self.state = state
        self.what = what
        self.why = why
        self.fix = fix.map(Manner.current.commands.pointing)
        self.error = error
    }
}

/// Checks that belong together.
struct CheckGroup: Hashable, Sendable {
    let title: String
    let checks: [Check]
}
