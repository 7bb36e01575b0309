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
        let width = min(terminal.size.columns, Layout.widest)
        terminal.write(passages.flatMap { $0.lines(style: style, width: width) }.map { $0 + "\n" }.joined())
    }

    /// A number and Enter takes a choice, Enter alone the announced one, `q` leaves.
    public func choose<ID>(_ menu: Menu<ID>, updates: AsyncStream<Menu<ID>>?) async throws(Leave) -> ID {
        var list = NumberedMenu(menu)
        let width = min(terminal.size.columns, Layout.widest)
        return try await ask(
            .lines, list.opening(style: style, width: width),
            news: { await Menu.next(of: updates) },
            take: { menu in terminal.write(list.update(menu, style: style, width: width)) },
            line: { line in
                switch list.choice(for: line) {
                case .taken(let id): return .answered(id)
                case .leave: return .left
                case .unknown:
                    terminal.write(list.reminder)
                    return .open
                }
            })
    }

    /// The line that is typed; a secret is not echoed. Enter alone takes the initial text.
    public func text(_ field: TextField) async throws(Leave) -> String {
        say(field.passages)
        let invitation = field.invitation
        return try await ask(
            field.isSecret ? .hiddenLines : .lines, invitation,
            news: { () -> Never? in nil },
            take: { _ in },
            line: { line in
                if field.isSecret { terminal.write("\n") }
                let text = line.isEmpty ? field.initial : line
                guard let complaint = field.check(text) else { return .answered(text) }
                say([.note(.failure, complaint)])
                terminal.write(invitation)
                return .open
            })
    }

    /// One line at the start and one whenever something else begins; what came of it is said by the caller.
    public func wait<Value: Sendable>(
        _ activity: Activity,
        while operation: @escaping @concurrent @Sendable (@escaping @Sendable (Activity) -> Void) async -> Value
    ) async throws(Leave) -> Value {
        var said = activity.announcement
        say(said)
        let work = Operation(operation)
        defer { work.cancel() }
        let listening = Listening(keys: terminal.keys, clock: clock, news: work.news)
        do throws(Leave) {
            return try await listening.answer(isAnimated: { false }) { happening in
                switch happening {
                case .news(.done(let value)): return .answered(value)
                case .news(.shows(let now)) where now.announcement != said:
                    said = now.announcement
                    say(said)
                case .news, .key, .tick: break
                }
                return .open
            }
        } catch {
            terminal.write("^C\n")
            throw error
        }
    }

    /// Collects keys to lines, until a line answers; the mode comes first, so that the opening can be answered at once.
    private func ask<News: Sendable, Answer>(
        _ mode: InputMode, _ opening: String,
        news: @escaping @Sendable () async -> News?,
        take: (News) -> Void,
        line: (String) -> Verdict<Answer>
    ) async throws(Leave) -> Answer {
        terminal.enter(mode)
        defer { terminal.enter(.hiddenLines) }
        terminal.write(opening)
        var typed = ""
        do throws(Leave) {
            let listening = Listening(keys: terminal.keys, clock: clock, news: news)
            return try await listening.answer(isAnimated: { false }) { happening in
                switch happening {
                case .key(.character(let character)): typed.append(character)
                case .key(.enter):
                    defer { typed = "" }
                    return line(typed)
                case .news(let news): take(news)
                case .key, .tick: break
                }
                return .open
            }
        } catch {
            terminal.write("\n")
            throw error
        }
    }
}

extension TextField {
    /// The question as one line.
    fileprivate var invitation: String {
        if isSecret { return "\(label), not shown as you type: " }
        return initial.isEmpty ? "\(label): " : "\(label) (Enter for \(initial)): "
    }
}
