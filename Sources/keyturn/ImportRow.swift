import BridgeAPI
import Discovery
import Entries
import Guidance
import NukiDomain

/// What comes of one bridge of an import.
struct ImportRow: Sendable {
    var plan: ImportPlan
    /// Why it is not imported; nil as long as nothing speaks against it.
    var failure: Diagnosis?
    /// Somebody was told of the failure, and asked.
    var isTold = false

    init(_ plan: ImportPlan, from format: ImportFormat) {
        self.plan = plan
        if let fault = plan.nameFault {
            failure = .importedName(of: plan.entry, fault)
        } else if plan.change == .tokenMissing {
            failure = .importedTokenMissing(for: plan.entry, in: format)
        }
    }

    /// There is something to write, and nothing speaks against it.
    var isWanted: Bool { failure == nil && plan.change != .same }

    /// Nothing is known against the bridge but that it did not answer.
    var isUnreached: Bool {
        switch failure?.id {
        case .noAnswer, .connectionRefused, .bridgeBusy: true
        default: false
        }
    }

    /// What other programs read.
    var result: Result {
        guard failure == nil else { return .refused }
        switch plan.change {
        case .added: return .added
        case .changed: return .changed
        case .same, .tokenMissing: return .unchanged
        }
    }

    enum Result: String, Encodable {
        case added, changed, unchanged, refused
    }

    /// For people: the bridge, and what comes of it.
    func cells(isDry: Bool) -> [String] {
        let word =
            switch result {
            case .added: isDry ? "would be added" : "added"
            case .changed: isDry ? "would be changed" : "changed"
            case .unchanged: "unchanged"
            case .refused: "not imported"
            }
        return ["\(plan.entry.name.safeForDisplay) (\(plan.entry.id))", word]
    }
}

extension ImportRow: Encodable {
    private enum Key: CodingKey {
        case id, name, result, error
    }

    /// Writes one element of ``ImportReport``.
    func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: Key.self)
        try fields.encode(plan.entry.id, forKey: .id)
        try fields.encode(plan.entry.name, forKey: .name)
        try fields.encode(result, forKey: .result)
        try fields.encodeIfPresent(failure.map(Manner.current.commands.pointing), forKey: .error)
    }
}

/// What `import --json` prints.
struct ImportReport: Encodable {
    private let schema = 1
    /// Something was written.
    private let changed: Bool
    private let bridges: [ImportRow]

    init(_ rows: [ImportRow], isDry: Bool) {
        changed = !isDry && rows.contains(where: \.isWanted)
        bridges = rows
    }
}
