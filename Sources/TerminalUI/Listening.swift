/// Something that happens while a question is open.
enum Happening<News: Sendable>: Sendable {
    /// A key other than Ctrl-C.
    case key(Key)
    /// What the question waits for besides keys.
    case news(News)
    /// The picture of an animation is over.
    case tick
}

/// What a happening means for the question.
enum Verdict<Answer> {
    /// It stays open.
    case open
    /// It is answered.
    case answered(Answer)
    /// The person leaves.
    case left
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
    /// - Parameter isAnimated: whether a tick is wanted, asked again after each happening.
    func answer<Answer>(
        isolation: isolated (any Actor)? = #isolation, isAnimated: () -> Bool,
        step: (Happening<News>) -> Verdict<Answer>
    ) async throws(Leave) -> Answer {
        let verdict = await withTaskGroup(of: Report.self) { group in
            _ = isolation  // The steps belong to the prompter that asks: so must this.
            var verdict = Verdict<Answer>.open
            var isTicking = false
            group.addTask { [keys] in .key(await keys.next()) }
            group.addTask { [news] in .news(await news()) }
            while case .open = verdict {
                if !isTicking, isAnimated() {
                    isTicking = true
                    group.addTask { [clock] in await Self.tick(clock) }
                }
                switch await group.next() {
                case .key(.interrupt), .key(nil), nil:
                    verdict = .left
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
            for await case .key(.interrupt) in group { verdict = .left }
            return verdict
        }
        guard case .answered(let answer) = verdict else { throw Leave() }
        return answer
    }

    private enum Report: Sendable {
        case key(Key?)
        case news(News?)
        case tick
    }

    private static func tick(_ clock: any Clock<Duration>) async -> Report {
        // It fails only when the question is over: nobody looks at the tick any more.
        try? await clock.sleep(for: ActivityView.tick)
        return .tick
    }
}
