import Glibc
public import Linux

/// The built program as somebody at a shell has it: a process of its own, with an environment of four variables.
///
///     let keyturn = try KeyturnBinary()
///     let outcome = try await keyturn.run(["status", "--config", keyturn.home("config")])
///     #expect(outcome.status == .code(3))
///
/// Whatever a run prints is looked through for secrets, see ``FixtureTokens``, and no run takes longer than
/// ``longestRun``.
public struct KeyturnBinary: Sendable {
    /// `HOME`, and `TMPDIR` too.
    public let home: TemporaryFolder

    /// After this time a program is killed: a test that waits for one always ends.
    public static let longestRun = Duration.seconds(45)

    /// Where the program lies: beside the test bundle that runs now.
    public static let path = {
        var bytes = [CChar](repeating: 0, count: Int(PATH_MAX))
        let count = unsafe readlink("/proc/self/exe", &bytes, bytes.count)
        let runner = String(decoding: bytes.prefix(max(0, count)).map(UInt8.init(bitPattern:)), as: UTF8.self)
        return "\(FilePath.folder(of: runner))/keyturn"
    }()

    /// Makes a home.
    public init() throws {
        home = try TemporaryFolder()
    }

    /// Starts the program.
    ///
    /// - Parameters:
    ///   - environment: variables beside `HOME`, `PATH`, `TMPDIR` and `KEYTURN_CALLBACK_PORT`.
    ///   - showsTokens: this run may print a token, because it was asked to.
    public func start(
        _ arguments: [String], environment: [String: String] = [:], input: ChildProcess.Input = .nothing,
        showsTokens: Bool = false
    ) throws(SystemError) -> RunningKeyturn {
        let child = try ChildProcess(Self.path, arguments, environment: variables(environment), input: input)
        return RunningKeyturn(child, home: home, showsTokens: showsTokens)
    }

    /// Runs the program to its end.
    public func run(
        _ arguments: [String], environment: [String: String] = [:], input: ChildProcess.Input = .nothing,
        showsTokens: Bool = false
    ) async throws -> ProcessOutcome {
        try await start(arguments, environment: environment, input: input, showsTokens: showsTokens).end()
    }

    /// Runs the program at a terminal.
    public func sit(
        _ arguments: [String], environment: [String: String] = ["TERM": "xterm-256color", "LANG": "C.UTF-8"],
        columns: Int = 80, rows: Int = 40
    ) throws -> KeyturnSitting {
        KeyturnSitting(
            try PseudoTerminal(
                running: Self.path, arguments, environment: variables(environment), columns: columns, rows: rows),
            home: home)
    }

    private func variables(_ more: [String: String]) -> [String: String] {
        [
            "HOME": home.path, "PATH": "/usr/local/bin:/usr/bin:/bin", "TMPDIR": home.path,
            // Loops of several tests run at once, and no test has a port of its own.
            "KEYTURN_CALLBACK_PORT": "0",
        ].merging(more) { $1 }
    }
}
