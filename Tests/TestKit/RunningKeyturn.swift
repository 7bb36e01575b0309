public import Glibc
import Synchronization

/// A program that runs with pipes for its output.
public final class RunningKeyturn: Sendable {
    /// Which of the two.
    public enum Stream: Sendable {
        /// Standard output.
        case output
        /// Standard error.
        case errors
    }

    private let child: ChildProcess
    private let home: TemporaryFolder
    private let showsTokens: Bool
    private let seen = Mutex<[Stream: [String]]>([:])
    private let alarm: Task<Void, Never>

    init(_ child: ChildProcess, home: TemporaryFolder, showsTokens: Bool) {
        self.child = child
        self.home = home
        self.showsTokens = showsTokens
        alarm = Task { await child.kill(after: KeyturnBinary.longestRun) }
    }

    deinit { alarm.cancel() }

    /// The process id.
    public var id: pid_t { child.id }

    /// Sends a signal.
    public func send(_ signal: Int32) { child.send(signal) }

    /// Reads on until a line holds a text.
    @discardableResult
    public func line(with text: String, on stream: Stream = .output) async throws -> String {
        for await line in lines(of: stream) {
            try take(line, stream)
            if line.contains(text) { return line }
        }
        throw NotPrinted(text: text, lines: seen.withLock { $0[stream] ?? [] })
    }

    /// Waits for the end; the outcome has every line from the first one on.
    public func end() async throws -> ProcessOutcome {
        async let errors: Void = readAll(.errors)
        try await readAll(.output)
        try await errors
        let status = await child.exit()
        let seen = seen.withLock { $0 }
        return ProcessOutcome(status: status, output: seen[.output] ?? [], errors: seen[.errors] ?? [])
    }

    private func readAll(_ stream: Stream) async throws {
        for await line in lines(of: stream) { try take(line, stream) }
    }

    private func lines(of stream: Stream) -> AsyncStream<String> {
        stream == .output ? child.output : child.errors
    }

    private func take(_ line: String, _ stream: Stream) throws {
        seen.withLock { $0[stream, default: []].append(line) }
        if !showsTokens { try FixtureTokens.check([line]) }
    }
}

extension ChildProcess {
    /// Ends the child after a while, unless the task is cancelled before.
    public func kill(after time: Duration) async {
        do {
            try await Task.sleep(for: time)
            send(SIGKILL)
        } catch {
            // Nobody waits for it any more.
        }
    }
}

/// A line that a test waited for never came.
public struct NotPrinted: Error, CustomStringConvertible {
    let text: String
    let lines: [String]

    /// What came in its place.
    public var description: String {
        "no line with \"\(text)\", but:\n" + lines.map { "  |" + $0 }.joined(separator: "\n")
    }
}
