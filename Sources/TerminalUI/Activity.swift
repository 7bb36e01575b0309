/// Something that takes time while a person watches.
public struct Activity: Hashable, Sendable {
    /// How the passing of time is shown.
    public enum Shape: Hashable, Sendable {
        /// A spinner before the title; the time left, if there is a limit, at the right.
        case spinner
        /// A bar that empties until the limit, for when the person has something to do.
        case countdown
    }

    /// What goes on: "Looking on eth0, 192.168.1.0/24".
    public var title: String
    /// How its parts stand, under the title: "neighbour table", "no Nuki name". In lines a row is said when it changes.
    public var rows: [Row]
    /// Stands under the title and the rows.
    public var passages: [Passage]
    /// When it ends at the latest, counted from the begin of the question or operation that shows it; showing 0 ends
    /// nothing by itself.
    public var limit: Duration?
    /// How it looks.
    public var shape: Shape
    /// How far it has come, in few characters: "4 of 9". Stands at the right, where there is no limit, and is not announced.
    public var progress: String?
    /// Esc asks the operation to end.
    public var canStop: Bool

    /// Takes them all.
    public init(
        _ title: String, rows: [Row] = [], passages: [Passage] = [], limit: Duration? = nil, shape: Shape = .spinner,
        progress: String? = nil, canStop: Bool = false
    ) {
        self.title = title
        self.rows = rows
        self.passages = passages
        self.limit = limit
        self.shape = shape
        self.progress = progress
        self.canStop = canStop
    }
}
