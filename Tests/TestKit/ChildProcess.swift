public import Glibc
public import Linux

/// A program started by a test: its lines as they come, its exit status, and an end when the test lets go of it.
///
/// The child starts with the environment given here and nothing else, with every signal at its default, and as the
/// leader of a session of its own, so that a Ctrl-C at the test runner does not reach it.
public final class ChildProcess: Sendable {
    /// What the child finds on its standard input.
    public enum Input: Sendable {
        /// `/dev/null`.
        case nothing
        /// No descriptor 0 at all.
        case closed
        /// These bytes, then the end of the file.
        case bytes([UInt8])
        /// A pipe that stays empty and open until the test lets go of the child.
        case held
    }

    /// The child's process id.
    public let id: pid_t
    /// Standard output line by line, without line ends; ends with the last writer's end of the pipe.
    public let output: AsyncStream<String>
    /// Standard error, likewise.
    public let errors: AsyncStream<String>
    private let life: ChildLife
    private let heldInput: Descriptor?

    /// Starts a program with pipes for its output.
    ///
    /// - Parameter program: a path, or a name that is looked up as ``path(of:)`` does.
    public init(
        _ program: String, _ arguments: [String] = [], environment: [String: String] = [:], input: Input = .nothing
    ) throws(SystemError) {
        let output = try Pipe()
        let errors = try Pipe()
        var plan = try SpawnPlan(Self.resolve(program), arguments, environment)
        var heldInput: Descriptor?
        switch input {
        case .nothing:
            plan.open("/dev/null", O_RDONLY, as: 0)
            id = try Self.start(plan, output.writer, errors.writer)
        case .closed:
            plan.close(0)
            id = try Self.start(plan, output.writer, errors.writer)
        case .bytes(let bytes):
            let pipe = try Pipe()
            plan.duplicate(pipe.reader.number, as: 0)
            id = try Self.start(plan, output.writer, errors.writer)
            try pipe.writer.feed(bytes)
        case .held:
            let pipe = try Pipe()
            plan.duplicate(pipe.reader.number, as: 0)
            id = try Self.start(plan, output.writer, errors.writer)
            heldInput = consume pipe.writer
        }
        life = try ChildLife(id)
        self.heldInput = heldInput
        self.output = try output.reader.lines()
        self.errors = try errors.reader.lines()
    }

    /// Starts a program whose three standard descriptors are a terminal, which also becomes its controlling one.
    ///
    /// - Parameter terminal: path of a pseudo-terminal's far side, such as `/dev/pts/3`. What the child prints comes
    ///   out at the near side; ``output`` and ``errors`` are empty.
    public init(
        _ program: String, _ arguments: [String] = [], environment: [String: String] = [:], terminal: String
    ) throws(SystemError) {
        var plan = try SpawnPlan(Self.resolve(program), arguments, environment)
        // The leader of a new session gets the first terminal that it opens as its controlling one.
        plan.open(terminal, O_RDWR, as: 0)
        plan.duplicate(0, as: 1)
        plan.duplicate(0, as: 2)
        id = try plan.start()
        life = try ChildLife(id)
        heldInput = nil
        output = AsyncStream { $0.finish() }
        errors = AsyncStream { $0.finish() }
    }

    deinit { life.send(SIGKILL) }

    /// Sends a signal, unless the child has ended.
    public func send(_ signal: Int32) { life.send(signal) }

    /// Stops every thread of the child until it is sent `SIGCONT`; the signal alone takes effect when it gets to it.
    public func pause() async throws {
        life.send(SIGSTOP)
        try await onOwnThread { [id] in
            var information = unsafe siginfo_t()
            while unsafe waitid(P_PID, id_t(id), &information, WSTOPPED | WNOWAIT) != 0, errno == EINTR {}
        }
    }

    /// Waits for the child to end.
    public func exit() async -> ExitStatus { await life.exit() }

    /// Runs a program to its end and collects all that it printed.
    public static func run(
        _ program: String, _ arguments: [String] = [], environment: [String: String] = [:], input: Input = .nothing
    ) async throws(SystemError) -> ProcessOutcome {
        let child = try ChildProcess(program, arguments, environment: environment, input: input)
        async let errors = child.errors.reduce(into: [String]()) { $0.append($1) }
        let output = await child.output.reduce(into: [String]()) { $0.append($1) }
        return ProcessOutcome(status: await child.exit(), output: output, errors: await errors)
    }

    /// Where a program lies: in the runner's PATH, or in the sbin folders, which an ordinary user's PATH leaves out.
    public static func path(of program: String) -> String? {
        let path = unsafe getenv("PATH").map { unsafe String(cString: $0) } ?? "/usr/bin:/bin"
        let folders = path.split(separator: ":").map(String.init) + ["/usr/local/sbin", "/usr/sbin", "/sbin"]
        return folders.map { "\($0)/\(program)" }.first { unsafe access($0, X_OK) == 0 }
    }

    private static func resolve(_ program: String) throws(SystemError) -> String {
        if program.contains("/") { return program }
        guard let path = path(of: program) else { throw SystemError("find \(program)", number: ENOENT) }
        return path
    }

    private static func start(
        _ plan: consuming SpawnPlan, _ output: borrowing Descriptor, _ errors: borrowing Descriptor
    ) throws(SystemError) -> pid_t {
        plan.duplicate(output.number, as: 1)
        plan.duplicate(errors.number, as: 2)
        return try plan.start()
    }
}

/// How a child ended.
public enum ExitStatus: Hashable, Sendable {
    /// By itself, with this code.
    case code(Int32)
    /// By this signal.
    case signal(Int32)
}

/// What a child left behind.
public struct ProcessOutcome: Sendable {
    /// How it ended.
    public let status: ExitStatus
    /// The lines of its standard output.
    public let output: [String]
    /// The lines of its standard error.
    public let errors: [String]
}
