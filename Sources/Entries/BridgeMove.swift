public import FoundationEssentials
import NukiDomain

/// A bridge that was followed to a new address, the last time: a row of `STATE/moves.json`.
public struct BridgeMove: Codable, Hashable, Sendable {
    let id: BridgeID
    /// Its address before.
    public let from: String
    let to: String
    /// When its entry was changed.
    public let at: Date
}

extension EntryStore {
    private var moves: StateFile<BridgeMove> { StateFile("\(locations.state)/moves.json") }

    /// How a bridge came to the address that its entry has; nil where it was not followed there.
    public func lastMove(of entry: BridgeEntry) -> BridgeMove? {
        // What cannot be read is a remark less, and nothing depends on it.
        let rows = (try? moves.rows()) ?? []
        return rows.last { $0.id == entry.id && $0.to == entry.endpoint.host.description }
    }

    /// Forgets how a bridge moved that is no longer configured; under the lock of the entries.
    func forgetMove(of id: BridgeID) {
        // As above: a row more, which nobody asks for.
        guard let rows = try? moves.rows(), rows.contains(where: { $0.id == id }) else { return }
        try? moves.write(rows.filter { $0.id != id })
    }

    /// Keeps a move in place of the bridge's one before; under the lock of the entries.
    func remember(_ move: BridgeMove) {
        // The bridge has moved all the same.
        guard let rows = try? moves.rows() else { return }
        try? moves.write(rows.filter { $0.id != move.id } + [move])
    }
}
