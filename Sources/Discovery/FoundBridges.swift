import NukiDomain

/// What a search has found so far: the changes of a ``CandidateSearch``, summed up.
public struct FoundBridges: Hashable, Sendable {
    /// One bridge of the list.
    public struct Row: Hashable, Sendable {
        /// The bridge.
        public let candidate: BridgeCandidate
        /// Whether its address answers like a bridge; nil where nobody looked.
        public let answers: Bool?
    }

    /// The bridges in the order in which they were first heard.
    public private(set) var rows: [Row] = []

    /// Begins with nothing.
    public init() {}

    /// Takes the next change.
    public mutating func take(_ change: CandidateSearch.Change) {
        switch change {
        case .found(let candidate, let answers):
            let known = rows.first { $0.candidate.isOne(with: candidate) && $0.candidate.address == candidate.address }
            // An earlier search may have heard more of it, such as its name.
            put(
                Row(
                    candidate: known?.candidate.confirmed(by: candidate) ?? candidate,
                    answers: answers ?? known?.answers))
        case .moved(let candidate, _, let answers): put(Row(candidate: candidate, answers: answers))
        case .confirmed(let candidate):
            put(Row(candidate: candidate, answers: rows.first { $0.candidate.isOne(with: candidate) }?.answers))
        case .answers(let candidate): put(Row(candidate: candidate, answers: true))
        case .withdrawn(let candidate): rows.removeAll { $0.candidate.isOne(with: candidate) }
        }
    }

    private mutating func put(_ row: Row) {
        if let index = rows.firstIndex(where: { $0.candidate.isOne(with: row.candidate) }) {
            rows[index] = row
            // A row that was known by its address alone may be this bridge's as well.
            rows.removeAll { $0.candidate != row.candidate && $0.candidate.isOne(with: row.candidate) }
        } else {
            // As the book does, which forgets the oldest.
            if rows.count == CandidateBook.capacity { rows.removeFirst() }
            rows.append(row)
        }
    }
}
