import Synchronization
public import TerminalUI

/// A terminal without a terminal: keys are typed by the test, what is written is kept as a ``ScreenModel``.
public final class FakeTerminal: Terminal {
    private struct Watch {
        let id: Int
        let isSatisfied: @Sendable (ScreenModel) -> Bool
        let continuation: CheckedContinuation<Void, any Error>
    }

    private struct State {
        var screen: ScreenModel
        var mode: InputMode?
        var written = ""
        var stops = 0
        var watches: [Watch] = []
        var nextID = 0
    }

    /// What the test types: `keys.push(.enter)`.
    public let keys = KeyQueue()
    private let state: Mutex<State>

    /// An empty screen.
    public init(columns: Int, rows: Int = 24) {
        state = Mutex(State(screen: ScreenModel(TerminalSize(columns: columns, rows: rows))))
    }

    /// The size.
    public var size: TerminalSize { screen.size }
    /// What a person sees now.
    public var screen: ScreenModel { state.withLock { $0.screen } }
    /// How often ``stop(showing:)`` was called.
    public var stops: Int { state.withLock { $0.stops } }
    /// The mode that was entered last.
    public var mode: InputMode? { state.withLock { $0.mode } }
    /// Everything that was written, escape sequences included.
    public var written: String { state.withLock { $0.written } }

    /// Draws, and wakes the tests that wait for what is now to be seen.
    public func write(_ text: String) {
        change { state in
            state.written += text
            // The terminal driver does this for a real one.
            let bytes = text.utf8.flatMap { $0 == UInt8(ascii: "\n") ? [UInt8(ascii: "\r"), $0] : [$0] }
            state.screen.feed(bytes)
        }
    }

    /// Remembers the mode.
    public func enter(_ mode: InputMode) {
        state.withLock { $0.mode = mode }
    }

    /// Presses keys.
    public func press(_ keys: Key...) {
        for key in keys { self.keys.push(key) }
    }

    /// Types letters.
    public func type(_ text: String) {
        for character in text { keys.push(.character(character)) }
    }

    /// Changes the size, as a person pulls at the window.
    public func resize(to size: TerminalSize) {
        change { $0.screen.resize(to: size) }
        keys.push(.resize)
    }

    /// Stops the program: the shell writes meanwhile, then it goes on.
    public func stop(showing text: String) {
        state.withLock { $0.stops += 1 }
        write("\n" + text)
        press(.suspend, .resume)
    }

    /// Waits until the screen shows a text; the test's time limit ends the waiting with a ``ScreenTimeout``.
    public func shows(_ text: String) async throws {
        try await showsScreen { $0.text.contains(text) }
    }

    /// Waits until the screen is as described; the test's time limit ends the waiting with a ``ScreenTimeout``.
    public func showsScreen(_ isSatisfied: @escaping @Sendable (ScreenModel) -> Bool) async throws {
        let id = state.withLock { state in
            state.nextID += 1
            return state.nextID
        }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let known: Result<Void, any Error>? = state.withLock { state in
                    if isSatisfied(state.screen) { return .success(()) }
                    if Task.isCancelled { return .failure(ScreenTimeout(screen: state.screen, isOver: false)) }
                    state.watches.append(Watch(id: id, isSatisfied: isSatisfied, continuation: continuation))
                    return nil
                }
                if let known { continuation.resume(with: known) }
            }
        } onCancel: {
            let (watch, screen) = state.withLock { state in
                let index = state.watches.firstIndex { $0.id == id }
                return (index.map { state.watches.remove(at: $0) }, state.screen)
            }
            watch?.continuation.resume(throwing: ScreenTimeout(screen: screen, isOver: false))
        }
    }

    private func change(_ body: (inout State) -> Void) {
        let satisfied = state.withLock { state in
            body(&state)
            let satisfied = state.watches.filter { $0.isSatisfied(state.screen) }
            state.watches.removeAll { $0.isSatisfied(state.screen) }
            return satisfied
        }
        for watch in satisfied { watch.continuation.resume() }
    }
}
