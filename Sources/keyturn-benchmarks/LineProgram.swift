import Glibc
import Linux

/// Another program, ended when its owner lets go of it; what it prints can be read.
struct LineProgram: ~Copyable {
    private let process: pid_t
    // The other end is the program's standard input, whose end is its own, and standard output.
    private let near: Descriptor
    private let signal: Int32
    private var hasEnded = false

    /// Starts a program, found in the PATH unless it has a slash.
    ///
    /// - Parameter signal: what it ends by.
    init(
        _ program: String, _ arguments: [String], environment: [String: String] = [:], endingBy signal: Int32 = SIGTERM
    ) throws(SystemError) {
        var ends: [Int32] = [-1, -1]
        guard unsafe socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0, &ends) == 0 else {
            throw SystemError.last("socketpair")
        }
        let near = Descriptor(owning: ends[0])
        let far = Descriptor(owning: ends[1])
        let process = try Self.spawn(program, arguments, environment, standardStreams: consume far)
        self.near = near
        self.process = process
        self.signal = signal
    }

    deinit {
        if !hasEnded { _ = Self.end(process, by: signal) }
    }

    /// Ends the program and tells what it has used since it began.
    consuming func end() -> ProcessUsage {
        hasEnded = true
        return Self.end(process, by: signal)
    }

    /// Waits until the program has ended by itself, its lines counted and thrown away; its exit code beside what it used.
    ///
    /// The memory is looked up until then, every few milliseconds: what the kernel tells at the end is at least what
    /// this process held when it began.
    consuming func untilItsEnd() throws(SystemError) -> (lines: Int, code: Int32, usage: ProcessUsage) {
        var lines = 0
        var peakMemory = 0
        while true {
            peakMemory = max(peakMemory, self.usage.peakMemory)
            guard try !Poller.readable([near.number], timeout: .milliseconds(5)).isEmpty else { continue }
            let bytes = try near.read()
            if bytes.isEmpty { break }
            lines += bytes.count { $0 == 0x0A }
        }
        hasEnded = true
        let (status, usage) = Self.wait(for: process)
        return (lines, status >> 8 & 255, ProcessUsage(processor: usage.processor, peakMemory: peakMemory))
    }

    /// What it holds and has used so far.
    var usage: RunningUsage { RunningUsage(of: process) }

    private static func end(_ process: pid_t, by signal: Int32) -> ProcessUsage {
        kill(process, signal)
        return wait(for: process).usage
    }

    private static func wait(for process: pid_t) -> (status: Int32, usage: ProcessUsage) {
        var status: Int32 = 0
        var usage = rusage()
        unsafe wait4(process, &status, 0, &usage)
        return (status, ProcessUsage(usage))
    }

    /// The next line, without its end; a program may write it in pieces.
    func line() throws(SystemError) -> String {
        var line: [UInt8] = []
        while let byte = try near.read(upTo: 1).first, byte != UInt8(ascii: "\n") { line.append(byte) }
        return String(decoding: line, as: UTF8.self)
    }

    /// Writes to its standard input.
    func say(_ words: String) throws(SystemError) { try near.write(Array(words.utf8)) }

    /// Throws away what it prints in this time; false if it ends meanwhile.
    func drain(for time: Duration) throws(SystemError) -> Bool {
        let deadline = ContinuousClock.now + time
        while true {
            let left = deadline - .now
            guard left > .zero, try !Poller.readable([near.number], timeout: left).isEmpty else { return true }
            if try near.read().isEmpty { return false }
        }
    }

    /// Waits until it prints these words, and throws away what it prints before them; false if it does not in this time.
    func prints(_ words: String, within limit: Duration) throws(SystemError) -> Bool {
        let deadline = ContinuousClock.now + limit
        var text = ""
        while !text.contains(words) {
            let left = deadline - .now
            guard left > .zero, try !Poller.readable([near.number], timeout: left).isEmpty else { return false }
            let bytes = try near.read()
            if bytes.isEmpty { return false }
            text += String(decoding: bytes, as: UTF8.self)
        }
        return true
    }

    /// How many lines end in what it prints next; 0 if it prints nothing in this time.
    func lines(within limit: Duration) throws(SystemError) -> Int {
        let deadline = ContinuousClock.now + limit
        while true {
            let left = max(.zero, deadline - .now)
            guard try !Poller.readable([near.number], timeout: left).isEmpty else { return 0 }
            let lines = try near.read().count { $0 == 0x0A }
            if lines > 0 || left == .zero { return lines }
        }
    }

    private static func spawn(
        _ program: String, _ arguments: [String], _ environment: [String: String],
        standardStreams far: consuming Descriptor
    ) throws(SystemError) -> pid_t {
        var actions = unsafe posix_spawn_file_actions_t()
        unsafe posix_spawn_file_actions_init(&actions)
        defer { unsafe posix_spawn_file_actions_destroy(&actions) }
        unsafe posix_spawn_file_actions_adddup2(&actions, far.number, STDIN_FILENO)
        unsafe posix_spawn_file_actions_adddup2(&actions, far.number, STDOUT_FILENO)
        unsafe posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0)
        var words = unsafe ([program] + arguments).map { unsafe strdup($0) } + [nil]
        var variables = unsafe environment.map { unsafe strdup("\($0)=\($1)") } + [nil]
        defer { unsafe (words + variables).forEach { unsafe free($0) } }
        var process: pid_t = 0
        let number = unsafe posix_spawnp(&process, program, &actions, nil, &words, &variables)
        guard number == 0 else { throw SystemError("posix_spawn", number: number) }
        return process
    }
}
