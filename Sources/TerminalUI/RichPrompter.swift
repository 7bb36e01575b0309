/// The conversation on a screen whose cursor can move: lists to walk through, a spinner that turns.
public actor RichPrompter: Prompter {
    private let terminal: any Terminal
    private let style: Style
    private let clock: any Clock<Duration>
    private var screen: Screen

    /// Takes over the terminal's keys.
    public init(terminal: any Terminal, style: Style, clock: any Clock<Duration>) {
        self.terminal = terminal
        self.style = style
        self.clock = clock
        screen = Screen(terminal)
        terminal.enter(.keys)
    }

    /// Writes lines that stay; during a question or an activity they stand above it.
    public func say(_ passages: [Passage]) {
        screen.write(lines(passages))
    }

    /// Erases lines that stand on the screen as they would be written now.
    public func unsay(_ passages: [Passage]) -> Bool {
        screen.unwrite(lines(passages))
    }

    private func lines(_ passages: [Passage]) -> [String] {
        let width = screen.width
        return passages.flatMap { $0.lines(style: style, width: width) }
    }

    /// Arrows (or `k` and `j`) move, Enter takes.
    public func choose<ID>(_ menu: Menu<ID>, updates: AsyncStream<Menu<ID>>?) async throws(Departure) -> ID {
        try await pick(MenuPicker(menu), updates) { $0.first }
    }

    /// Space ticks, `a` ticks all, Enter goes on.
    public func chooseSeveral<ID>(_ menu: Menu<ID>, ticked: Set<ID>) async throws(Departure) -> [ID] {
        try await pick(MenuPicker(menu, ticked: ticked), nil) { $0 }
    }

    private func pick<ID, Answer>(
        _ begin: MenuPicker<ID>, _ updates: AsyncStream<Menu<ID>>?, answer: ([ID]) -> Answer?
    ) async throws(Departure) -> Answer {
        var picker = begin
        let stopwatch = Stopwatch(clock)
        return try await ask(
            news: { await Menu.next(of: updates) },
            isAnimated: { picker.menu.activity != nil },
            block: { style, width in
                MenuView.block(picker, elapsed: stopwatch.elapsed, style: style, width: width)
            },
            step: { happening in
                switch happening {
                case .news(let menu): picker.update(menu)
                case .key(let key): return picker.take(key).map(answer)
                case .tick: break
                }
                return .open
            })
    }

    /// Letters are text; Enter takes it once the check lets it pass.
    public func text(_ field: TextField) async throws(Departure) -> String {
        var editor = FieldEditor(field)
        return try await ask(
            news: { () -> Never? in nil },
            isAnimated: { false },
            block: { style, width in FieldView.block(editor, style: style, width: width) },
            step: { happening in
                guard case .key(let key) = happening else { return .open }
                return editor.take(key)
            })
    }

    /// Turns the spinner, or empties the bar, until the operation is done.
    public func wait<Value: Sendable>(
        _ activity: Activity,
        while operation: @escaping @concurrent @Sendable (@escaping @Sendable (Activity) -> Void) async -> Value
    ) async throws(Departure) -> Value {
        var activity = activity
        let stopwatch = Stopwatch(clock)
        let work = Operation(operation)
        defer { work.cancel() }
        return try await ask(
            news: work.news,
            isAnimated: { true },
            block: { style, width in
                let lines = ActivityView.lines(activity, elapsed: stopwatch.elapsed, style: style, width: width)
                return Block(lines, footer: ActivityView.footer(activity, style: style, width: width))
            },
            step: { happening in
                switch happening {
                case .news(.done(let value)): return .answered(value)
                case .news(.shows(let now)): activity = now
                case .key(.escape) where activity.canStop: work.cancel()
                case .key, .tick: break
                }
                return .open
            })
    }

    /// Shows a block and draws it again after everything that happens, until the question is over.
    private func ask<News: Sendable, Answer>(
        news: @escaping @Sendable () async -> News?,
        isAnimated: () -> Bool,
        block: (Style, Int) -> Block,
        step: (Happening<News>) -> Verdict<Answer>
    ) async throws(Departure) -> Answer {
        screen.show(block(style, screen.width))
        do throws(Departure) {
            let listening = Listening(keys: terminal.keys, clock: clock, news: news)
            let answer = try await listening.answer(pause: { isAnimated() ? ActivityView.tick : nil }) { happening in
                var verdict = Verdict<Answer>.open
                switch happening {
                case .key(.resize), .key(.suspend), .key(.resume): break
                case .key, .news, .tick: verdict = step(happening)
                }
                if case .open = verdict { screen.show(block(style, screen.width)) }
                return verdict
            }
            screen.erase()
            return answer
        } catch {
            switch error {
            case .back: screen.erase()
            case .leave:
                screen.keep()
                terminal.write("^C\n")
            }
            throw error
        }
    }
}
