/// The conversation a line at a time, for terminals that cannot redraw and for people who do not want it: numbers are
/// typed, nothing that was written changes.
public actor LinePrompter: Prompter {
    private let terminal: any Terminal
    private let style: Style
    private let clock: any Clock<Duration>

    /// Takes over the terminal's lines.
    public init(terminal: any Terminal, style: Style, clock: any Clock<Duration>) {
        self.terminal = terminal
        self.style = style
        self.clock = clock
        terminal.enter(.hiddenLines)
    }

    /// Writes lines.
    public func say(_ passages: [Passage]) {
        terminal.write(text(passages))
    }

    /// A number and Enter takes a choice, Enter alone the announced one, `b` goes back, `q` leaves.
    public func choose<ID>(_ menu: Menu<ID>, updates: AsyncStream<Menu<ID>>?) async throws(Departure) -> ID {
        try await pick(NumberedMenu(menu), updates) { $0.first }
    }

    /// Numbers with spaces between, `all`, or Enter alone for those that are announced.
    public func chooseSeveral<ID>(_ menu: Menu<ID>, ticked: Set<ID>) async throws(Departure) -> [ID] {
        try await pick(NumberedMenu(menu, ticked: ticked), nil) { $0 }
    }

    private func pick<ID, Answer>(
        _ begin: NumberedMenu<ID>, _ updates: AsyncStream<Menu<ID>>?, answer: ([ID]) -> Answer?
    ) async throws(Departure) -> Answer {
        var list = begin
        var narration = Narration()
        let stopwatch = Stopwatch(clock)
        let opening = text(narration.news(list.menu.activity, elapsed: .zero))
        return try await ask(
            .lines, opening + list.opening(style: style, width: width), canGoBack: list.menu.canGoBack,
            invitation: { list.invitation },
            news: { await Menu.next(of: updates) },
            pause: { narration.pause(elapsed: stopwatch.elapsed) },
            interjection: { news in
                let elapsed = stopwatch.elapsed
                let told =
                    news.map { narration.news($0.activity, elapsed: elapsed) } ?? narration.time(elapsed: elapsed)
                let grown = news.flatMap { list.update($0, style: style, width: width) }
                guard !told.isEmpty || grown != nil else { return nil }
                return text(told) + (grown ?? []).map { $0 + "\n" }.joined()
            },
            line: { line in
                switch list.reading(of: line) {
                case .taken(let ids): return Verdict.answered(ids).map(answer)
                case .departed(let departure): return .departed(departure)
                case .help: say(list.menu.help)
                case .unknown: terminal.write(list.reminder + "\n")
                }
                return .open
            })
    }

    /// The line that is typed; a secret is not echoed. Enter alone takes the initial text, or what was suggested.
    public func text(_ field: TextField) async throws(Departure) -> String {
        var preset = field.initial
        let hint = field.lineKeys.map { [Passage.text($0)] } ?? []
        return try await ask(
            field.isSecret ? .hiddenLines : .lines, text(field.passages + hint),
            canGoBack: field.canGoBack,
            invitation: { field.invitation(preset: preset) },
            news: { () -> Never? in nil },
            pause: { nil },
            interjection: { _ in nil },
            line: { line in
                if line == "?", !field.help.isEmpty {
                    say(field.help)
                    return .open
                }
                let trimmed = TrimmedAnswer(line)
                let answer = trimmed.text.isEmpty ? preset : trimmed.text
                if let remark = trimmed.remark { say([.text(remark)]) }
                if field.isSecret { say([.text("Received \(FieldView.characters(answer)).")]) }
                guard let complaint = field.check(answer) else { return .answered(answer) }
                say([.note(.failure, complaint.words)])
                preset = complaint.suggestion ?? field.initial
                return .open
            })
    }

    /// One line at the start and one whenever something else begins, and the time in between; what came of it is said by
    /// the caller.
    public func wait<Value: Sendable>(
        _ activity: Activity,
        while operation: @escaping @concurrent @Sendable (@escaping @Sendable (Activity) -> Void) async -> Value
    ) async throws(Departure) -> Value {
        var activity = activity
        var narration = Narration(stop: .text("Type b and press Enter to stop."))
        var typed = TypedLine()
        let stopwatch = Stopwatch(clock)
        say(narration.news(activity, elapsed: .zero))
        let work = Operation(operation)
        defer { work.cancel() }
        let listening = Listening(keys: terminal.keys, clock: clock, news: work.news)
        do throws(Departure) {
            return try await listening.answer(pause: { narration.pause(elapsed: stopwatch.elapsed) }) { happening in
                switch happening {
                case .news(.done(let value)): return .answered(value)
                case .news(.shows(let now)):
                    activity = now
                    say(narration.news(now, elapsed: stopwatch.elapsed))
                case .tick: say(narration.time(elapsed: stopwatch.elapsed))
                case .key(let key):
                    if let line = typed.take(key), activity.canStop, line.text == "b" || line.hasEscape {
                        work.cancel()
                    }
                }
                return .open
            }
        } catch {
            terminal.write("^C\n")
            throw error
        }
    }

    /// Collects keys to lines, until a line answers; the mode comes first, so that the opening can be answered at once.
    ///
    /// - Parameters:
    ///   - opening: whole lines, above the invitation.
    ///   - interjection: what is said because of news, or of the time when there are none; nil for nothing.
    private func ask<News: Sendable, Answer>(
        _ mode: InputMode, _ opening: String, canGoBack: Bool, invitation: () -> String,
        news: @escaping @Sendable () async -> News?,
        pause: () -> Duration?,
        interjection: (News?) -> String?,
        line: (String) -> Verdict<Answer>
    ) async throws(Departure) -> Answer {
        terminal.enter(mode)
        defer { terminal.enter(.hiddenLines) }
        // The last word of an invitation has a space behind it, where typing begins.
        func invite() {
            terminal.write(TextWrap.lines(invitation(), width: width - 1).joined(separator: "\n") + " ")
        }
        func interject(_ text: String?) {
            guard let text else { return }
            terminal.write("\n" + text)
            invite()
        }
        terminal.write(opening)
        invite()
        var typed = TypedLine()
        var isLineOpen = true
        do throws(Departure) {
            let listening = Listening(keys: terminal.keys, clock: clock, news: news)
            return try await listening.answer(pause: pause) { happening in
                switch happening {
                case .news(let news): interject(interjection(news))
                case .tick: interject(interjection(nil))
                case .key(.resume):
                    _ = typed.take(.resume)
                    invite()
                case .key(let key):
                    guard let whole = typed.take(key) else { return .open }
                    if mode == .hiddenLines { terminal.write("\n") }
                    if canGoBack, whole.hasEscape { return .departed(.back) }
                    let verdict = line(whole.text)
                    if case .open = verdict { invite() } else { isLineOpen = false }
                    return verdict
                }
                return .open
            }
        } catch {
            if error == .leave, isLineOpen { terminal.write("\n") }
            throw error
        }
    }

    private var width: Int { min(terminal.size.columns, Layout.widest) }

    private func text(_ passages: [Passage]) -> String {
        passages.flatMap { $0.lines(style: style, width: width) }.map { $0 + "\n" }.joined()
    }
}

extension TextField {
    /// The question as one line.
    ///
    /// - Parameter preset: what Enter alone takes.
    fileprivate func invitation(preset: String) -> String {
        if isSecret { return "\(label), not shown as you type:" }
        return preset.isEmpty ? "\(label):" : "\(label) (Enter for \(preset)):"
    }

    /// The keys that are no text.
    fileprivate var lineKeys: String? {
        let keys = (help.isEmpty ? [] : ["? and Enter: help."]) + (canGoBack ? ["Esc and Enter: back."] : [])
        return keys.isEmpty ? nil : keys.joined(separator: "  ")
    }
}
