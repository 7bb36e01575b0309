import Linux

/// An activity told in lines that stay: each thing once when it begins, then the time at certain moments.
struct Narration {
    /// How to stop what can be stopped.
    let stop: Passage?
    /// What was said last of all.
    private var said: Activity?
    /// Up to where the time is told.
    private var told = Duration.zero

    /// - Parameter stop: nil where nobody is there to stop anything.
    init(stop: Passage? = nil) {
        self.stop = stop
    }

    /// Between two signs of life of a spinner.
    private static let interval = Duration.seconds(15)
    /// How much time is left when that is said.
    private static let lastCalls = [Duration.seconds(30), .seconds(15), .seconds(5), .zero]

    /// What is new about an activity: all of it, the rows that changed, or nothing.
    mutating func news(_ activity: Activity?, elapsed: Duration) -> [Passage] {
        defer { said = activity }
        guard let activity else { return [] }
        if let said, said.title == activity.title, said.limit == activity.limit, said.passages == activity.passages {
            return activity.rows.filter { !said.rows.contains($0) }.map(\.sentence)
        }
        told = elapsed
        return [.text(activity.opening)] + activity.rows.map(\.sentence) + activity.passages
            + (activity.canStop ? [stop].compactMap(\.self) : [])
    }

    /// What is to be said of the time by now.
    mutating func time(elapsed: Duration) -> [Passage] {
        guard let said else { return [] }
        var latest: Duration?
        while let moment = Self.moment(after: told, of: said), moment <= elapsed {
            told = moment
            latest = moment
        }
        guard let latest else { return [] }
        guard let limit = said.limit else { return [.text("\(said.title): \(Self.words(latest)) so far.")] }
        return [.text(latest < limit ? "\(Self.words(limit - latest)) left." : "Time is up.")]
    }

    /// How long until there may be something to say of the time; nil for never. At most a second: an activity with another
    /// limit may begin meanwhile.
    func pause(elapsed: Duration) -> Duration? {
        said.flatMap { Self.moment(after: told, of: $0) }.map { min(max(.zero, $0 - elapsed), .seconds(1)) }
    }

    /// The next moment at which the time is told.
    private static func moment(after told: Duration, of activity: Activity) -> Duration? {
        let calls = activity.limit.map { limit in lastCalls.map { limit - $0 } } ?? []
        var moments = calls.filter { $0 > told }
        if activity.shape == .spinner {
            let sign = interval * (Int(told / interval) + 1)
            if calls.allSatisfy({ sign < $0 }) { moments.append(sign) }
        }
        return moments.min()
    }

    /// `90 seconds`, `2 minutes`, `2 minutes 30 seconds`; a second that has begun counts.
    static func words(_ duration: Duration) -> String {
        let seconds = (duration.wholeMilliseconds + 999) / 1000
        func count(_ number: Int64, _ unit: String) -> String { "\(number) \(unit)\(number == 1 ? "" : "s")" }
        guard seconds >= 120 else { return count(seconds, "second") }
        return count(seconds / 60, "minute") + (seconds % 60 == 0 ? "" : " " + count(seconds % 60, "second"))
    }
}

extension Activity {
    /// Said when it begins, with its limit in words.
    fileprivate var opening: String {
        guard let limit else { return title }
        return switch shape {
        case .spinner: "\(title) for \(Narration.words(limit))."
        case .countdown: "\(title). \(Narration.words(limit))."
        }
    }
}

extension Row {
    /// The row as a line: "neighbour table: no Nuki name".
    fileprivate var sentence: Passage { .text("\(label): \(value)") }
}
