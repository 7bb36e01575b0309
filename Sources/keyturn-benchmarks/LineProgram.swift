import Glibc
import Linux

/// Another program, ended when its owner lets go of it; what it prints can be read.
struct LineProgram: ~Copyable {
    private let process: pid_t
    // The other end is the program's standard input, whose end is its own, and standard output.
    private let near: Descriptor
    private var hasEnded = false

    /// Starts a program, found in the PATH unless it has a slash.
    init(_ program: String, _ arguments: [String], environment: [String: String] = [:]) throws(SystemError) {
        var ends: [Int32] = [-1, -1]
        guard unsafe socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0, &ends) == 0 else {
            throw SystemError.last("socketpair")
        }
        let near = Descriptor(owning: ends[0])
        let far = Descriptor(owning: ends[1])
        let process = try Self.spawn(program, arguments, environment, standardStreams: far)
        self.near = near
        self.process = process
    }

    deinit {
        if !hasEnded { _ = Self.end(process) }
    }

    /// Ends the program and tells what it has used since it began.
    consuming func end() -> ProcessUsage {
        hasEnded = true
        return Self.end(process)
    }

    private static func end(_ process: pid_t) -> ProcessUsage {
        kill(process, SIGTERM)
        var usage = rusage()
        unsafe wait4(process, nil, 0, &usage)
        return ProcessUsage(usage)
    }

    /// The next line, without its end; a program may write it in pieces.
    func line() throws(SystemError) -> String {
        var line: [UInt8] = []
        while let byte = try near.read(upTo: 1).first, byte != UInt8(ascii: "\n") { line.append(byte) }
        return String(decoding: line, as: UTF8.self)
    }

    private static func spawn(
        _ program: String, _ arguments: [String], _ environment: [String: String],
        standardStreams far: borrowing Descriptor
    ) throws(SystemError) -> pid_t {
        var actions = unsafe posix_spawn_file_actions_t()
        unsafe posix_spawn_file_actions_init(&actions)
        defer { unsafe posix_spawn_file_actions_destroy(&actions) }
        unsafe posix_spawn_file_actions_adddup2(&actions, far.number, STDIN_FILENO)
        unsafe posix_spawn_file_actions_adddup2(&actions, far.number, STDOUT_FILENO)
        var words = unsafe ([program] + arguments).map { unsafe strdup($0) } + [nil]
        var variables = unsafe environment.map { unsafe strdup("\($0)=\($1)") } + [nil]
        defer { unsafe (words + variables).forEach { unsafe free($0) } }
        var process: pid_t = 0
        let number = unsafe posix_spawnp(&process, program, &actions, nil, &words, &variables)
        guard number == 0 else { throw SystemError("posix_spawn", number: number) }
        return process
    }
}
