/// The topics at which an earlier run left values, and where those of this run are kept for the next.
public struct TopicMemory: Sendable {
    /// Those of which it is not known yet whether somebody still keeps them.
    var leftovers: Set<String>
    /// Keeps topics for the next run.
    let write: @Sendable (Set<String>) async -> Void
    /// Tells what was written last from others: of a thousand bridges the topics themselves would take megabytes.
    private var written: Int
    private var wereAllOnline = false

    /// - Parameters:
    ///   - topics: what was written last.
    ///   - write: keeps topics, whenever there are others.
    public init(_ topics: Set<String> = [], write: @escaping @Sendable (Set<String>) async -> Void = { _ in }) {
        leftovers = topics
        written = topics.hashValue
        self.write = write
    }

    /// What is nobody's any more; empty until every bridge has been there for the time between two looks, since until
    /// then some of it may be of devices that are still to be listed.
    ///
    /// - Parameter areAllOnline: every bridge answers at this look.
    mutating func takeLeftovers(_ areAllOnline: Bool) -> Set<String> {
        defer { wereAllOnline = areAllOnline }
        guard areAllOnline, wereAllOnline else { return [] }
        defer { leftovers = [] }
        return leftovers
    }

    /// What is to be written of where something stands now; nil if that is written.
    mutating func news(_ topics: Set<String>) -> Set<String>? {
        let all = topics.union(leftovers)
        guard all.hashValue != written else { return nil }
        written = all.hashValue
        return all
    }
}
