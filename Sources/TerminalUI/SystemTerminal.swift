import Glibc
public import Linux
import Synchronization

/// The terminal that the program was started from: stdin and stderr.
///
/// A thread reads it until ``close()``. Ctrl-C, Ctrl-D and Ctrl-Z are keys; Ctrl-Z also stops the program, with the
/// terminal put back for the shell, and ``Key/resume`` follows when it goes on.
public final class SystemTerminal: Terminal {
    /// What is typed.
    public let keys = KeyQueue()

    private let input: Int32
    private let output: Int32
    private let wake: WakeEvent
    private let saved: SavedTerminal
    private let isClosed = Atomic(false)

    /// Remembers the settings of the terminal and starts to read it, line by line.
    ///
    /// - Throws: `tcgetattr` when `input` is no terminal, `EBUSY` while another one is open.
    public init(input: Int32 = 0, output: Int32 = 2) throws(SystemError) {
        self.input = input
        self.output = output
        wake = try WakeEvent()
        saved = try SavedTerminal(input: input, output: output, wake: wake)
        try saved.enter(.line(echo: true))
        try WorkerThread.start(named: "terminal") { [self] in read() }
    }

    /// Puts the terminal back as it was and stops reading; keys that came before are still handed out.
    public func close() {
        guard !isClosed.exchange(true, ordering: .sequentiallyConsistent) else { return }
        saved.restore()
        wake.wake()
        keys.close()
    }

    /// The size as the kernel knows it; 80 by 24 when it does not.
    public var size: TerminalSize {
        guard let size = SavedTerminal.size(of: output) else { return TerminalSize(columns: 80, rows: 24) }
        return TerminalSize(columns: size.columns, rows: size.rows)
    }

    /// How often the program was stopped.
    public var stops: Int { SavedTerminal.stops }

    /// Writes to stderr.
    public func write(_ text: String) {
        // Nobody is left to tell when it fails: the reading thread sees the hang-up and closes the queue.
        try? Descriptor.write(Array(text.utf8), to: output)
    }

    /// Changes the mode of the terminal.
    public func enter(_ mode: InputMode) {
        guard !isClosed.load(ordering: .sequentiallyConsistent) else { return }
        do throws(SystemError) {
            switch mode {
            case .keys: try saved.enter(.raw)
            case .lines: try saved.enter(.line(echo: true))
            case .hiddenLines: try saved.enter(.line(echo: false))
            }
        } catch {
            // It was a terminal when it was opened, so it has hung up since: as with a closed stdin.
            keys.close()
        }
    }

    /// The thread: bytes become keys, and what signals tell becomes keys too.
    private func read() {
        var decoder = KeyDecoder()
        defer { keys.close() }
        while true {
            let ready: [Int32]
            do throws(SystemError) {
                ready = try Poller.readable(
                    [input, wake.number], timeout: decoder.isWaiting ? KeyDecoder.patience : nil)
            } catch {
                return
            }
            if isClosed.load(ordering: .sequentiallyConsistent) { return }
            if ready.contains(wake.number) { tellChanges() }
            if ready.contains(input) {
                guard let bytes = readBytes() else { return }
                hand(decoder.decode(bytes))
            } else if ready.isEmpty {
                hand(decoder.flush())
            }
        }
    }

    private func tellChanges() {
        wake.reset()
        let changes = saved.takeChanges()
        if changes.resumed { keys.push(.resume) }
        if changes.resized { keys.push(.resize) }
    }

    private func hand(_ keys: [Key]) {
        for key in keys {
            // The whole job stops, as the shell expects it: a pager beside this program too.
            if key == .suspend { _ = kill(0, SIGTSTP) }
            self.keys.push(key)
        }
    }

    /// Nil when the terminal is gone, or Ctrl-D ended its input.
    private func readBytes() -> [UInt8]? {
        var bytes = [UInt8](repeating: 0, count: 4096)
        let count = unsafe bytes.withUnsafeMutableBytes { unsafe Glibc.read(input, $0.baseAddress, $0.count) }
        if count > 0 { return Array(bytes[..<count]) }
        return count < 0 && errno == EINTR ? [] : nil
    }
}
