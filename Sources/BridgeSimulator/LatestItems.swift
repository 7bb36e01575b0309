/// The newest items of a stream, up to a number; memory grows only as they come.
struct LatestItems<Item: Sendable>: Sendable {
    /// How many are kept.
    let limit: Int
    private var kept: [Item] = []

    /// None yet.
    init(limit: Int) {
        self.limit = limit
    }

    /// Adds the newest.
    mutating func append(_ item: Item) {
        // Forgetting many at once keeps adding cheap.
        if kept.count == 2 * limit { kept.removeFirst(limit) }
        kept.append(item)
    }

    /// Forgets all.
    mutating func removeAll() {
        kept = []
    }

    /// Oldest first.
    var items: ArraySlice<Item> { kept.suffix(limit) }
}
