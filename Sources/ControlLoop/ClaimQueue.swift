import Discovery
import NukiDomain

/// The addresses at which one bridge is said to be, in the order in which they are looked at.
///
/// Those at which the kernel has met the bridge's own hardware come first, and no name from the network pushes them out:
/// a flood of made-up names costs the oldest of its own kind.
struct ClaimQueue {
    /// Addresses that are remembered at a time: in a network of 256, no name can push out another.
    static let capacity = 256

    struct Item {
        let claim: MoveClaim
        /// The kernel has met the bridge's hardware there.
        let isMet: Bool
        /// When it is to be looked at, as time since boot.
        var due: Duration
        /// Nobody looked at it yet.
        var isNew = true
        fileprivate var pauses = LookPauses()
    }

    private var items: [Item] = []

    /// All claims, the oldest first.
    var claims: [MoveClaim] { items.map(\.claim) }

    var isEmpty: Bool { items.isEmpty }

    /// When the next one is to be looked at.
    var nextDue: Duration? { items.map(\.due).min() }

    /// Takes a claim; false if the address is known already, and nothing new about it.
    @discardableResult
    mutating func put(_ claim: MoveClaim, isMet: Bool) -> Bool {
        if let index = items.firstIndex(where: { $0.claim.address == claim.address }) {
            guard isMet, !items[index].isMet else { return false }
            items.remove(at: index)
        }
        if items.count == Self.capacity {
            guard let oldest = items.firstIndex(where: { !$0.isMet }) ?? (isMet ? items.indices.first : nil) else {
                return false
            }
            items.remove(at: oldest)
        }
        items.append(Item(claim: claim, isMet: isMet, due: .zero))
        return true
    }

    /// The one to be looked at now: one that the kernel has met, else the newest that nobody looked at, else the one that
    /// is due longest.
    func due(at now: Duration) -> Item? {
        let due = items.filter { $0.due <= now }
        return due.first(where: \.isMet) ?? due.last(where: \.isNew) ?? due.min { $0.due < $1.due }
    }

    /// It did not answer: it has its turn again after 1, 2, 4 … 60 s.
    mutating func postpone(_ claim: MoveClaim, at now: Duration) {
        guard let index = items.firstIndex(where: { $0.claim == claim }) else { return }
        items[index].due = now + items[index].pauses.next()
        items[index].isNew = false
    }

    /// It has its turn again after so long.
    mutating func postpone(_ claim: MoveClaim, until due: Duration) {
        guard let index = items.firstIndex(where: { $0.claim == claim }) else { return }
        items[index].due = due
    }

    mutating func remove(_ claim: MoveClaim) { items.removeAll { $0.claim == claim } }

    mutating func removeAll() { items = [] }
}
