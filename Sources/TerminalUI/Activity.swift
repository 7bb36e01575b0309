import Linux

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
    /// Stands under the title.
    public var passages: [Passage]
    /// When it ends at the latest, counted from when it is first shown; showing 0 ends nothing by itself.
    public var limit: Duration?
    /// How it looks.
    public var shape: Shape

    /// Takes them all.
    public init(_ title: String, passages: [Passage] = [], limit: Duration? = nil, shape: Shape = .spinner) {
        self.title = title
        self.passages = passages
        self.limit = limit
        self.shape = shape
    }
}

extension Activity {
    /// The activity where nothing is redrawn: said once, with its limit in words.
    var announcement: [Passage] {
        guard let limit else { return [.text(title)] + passages }
        let seconds = (limit.wholeMilliseconds + 999) / 1000
        return [.text("\(title), for at most \(seconds) s")] + passages
    }
}
