/// Something that happens while a question is open.
enum Happening<News: Sendable>: Sendable {
    /// A key other than Ctrl-C and Ctrl-D.
    case key(Key)
    /// What the question waits for besides keys.
    case news(News)
    /// The pause that was asked for is over.
    case tick
}

/// What a happening means for the question.
enum Verdict<Answer> {
    /// It stays open.
    case open
    /// It is answered.
    case answered(Answer)
    /// The person goes away from it.
    case departed(Departure)

    /// The same of another answer; what becomes nil leaves the question open.
    func map<Other>(_ transform: (Answer) -> Other?) -> Verdict<Other> {
        switch self {
        case .open: .open
        case .answered(let answer): transform(answer).map { .answered($0) } ?? .open
        case .departed(let departure): .departed(departure)
        }
    }
}

/// Merges keys, news and ticks into one sequence of happenings, for as long as a question is open.
///
/// Of each source one happening at most is under way, so a question takes the keys that it needs and no more: what was
/// typed ahead is there for the next one.
struct Listening<News: Sendable> {
    let keys: KeyQueue
    let clock: any Clock<Duration>
    /// The next news, or nil when there is none to come.
    let news: @Sendable () async -> News?

    /// Hands every happening to `step` until the question is answered.
    ///
    /// - Parameter pause: how long until a tick is wanted, asked when none is under way; nil for none.
    func answer<Answer>(
        isolation: isolated (any Actor)? = #isolation, pause: () -> Duration?,
        step: (Happening<News>) -> Verdict<Answer>
    ) async throws(Departure) -> Answer {
        let verdict = await withTaskGroup(of: Report.self) { group in
            _ = isolation  // The steps belong to the prompter that asks: so must this.
            var verdict = Verdict<Answer>.open
            var isTicking = false
            group.addTask { [keys] in .key(await keys.next()) }
            group.addTask { [news] in .news(await news()) }
            while case .open = verdict {
                if !isTicking, let pause = pause() {
                    isTicking = true
                    group.addTask { [clock] in await Self.tick(clock, after: pause) }
                }
                switch await group.next() {
                case .key(.interrupt), .key(.endOfInput), .key(nil), nil:
                    verdict = .departed(.leave)
                case .key(let key?):
                    verdict = step(.key(key))
                    if case .open = verdict { group.addTask { [keys] in .key(await keys.next()) } }
                case .news(let news?):
                    verdict = step(.news(news))
                    if case .open = verdict { group.addTask { [news = self.news] in .news(await news()) } }
                case .news(nil):
                    break
                case .tick:
                    isTicking = false
                    verdict = step(.tick)
                }
            }
            group.cancelAll()
            // A Ctrl-C that came together with the answer is not lost.
            for await case .key(.interrupt) in group { verdict = .departed(.leave) }
            return verdict
        }
        switch verdict {
        case .answered(let answer): return answer
        case .departed(let departure): throw departure
        case .open: throw .leave  // Not reached: the loop goes on while it is open.
        }
    }

    private enum Report: Sendable {
        case key(Key?)
        case news(News?)
        case tick
    }

    private static func tick(_ clock: any Clock<Duration>, after pause: Duration) async -> Report {
        // It fails only when the question is over: nobody looks at the tick any more.
        try? await clock.sleep(for: pause)
        return .tick
    }
}
