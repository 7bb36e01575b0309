import Glibc
import Linux
import NukiDomain

/// A simulated bridge in a process of its own, so that its processor time is not counted as ours.
struct BridgeProcess: ~Copyable {
    /// Where it answers.
    let endpoint: Endpoint
    private let process: pid_t
    // The other end is the process's standard input, whose end is its own, and standard output.
    private let line: Descriptor

    /// Starts this very program as a bridge and waits until it answers.
    static func start() throws -> BridgeProcess {
        var ends: [Int32] = [-1, -1]
        guard unsafe socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0, &ends) == 0 else {
            throw SystemError.last("socketpair")
        }
        let line = Descriptor(owning: ends[0])
        let far = Descriptor(owning: ends[1])
        let process = try spawn(standardStreams: far)
        let answer = String(decoding: try line.read(), as: UTF8.self)
        guard let port = Port(answer.dropLast()) else {
            throw WrongCount(description: "the simulated bridge did not start")
        }
        return BridgeProcess(
            endpoint: Endpoint(host: .address(.v4(.loopback)), port: port), process: process, line: line)
    }

    deinit {
        kill(process, SIGTERM)
        waitpid(process, nil, 0)
    }

    private static func spawn(standardStreams far: borrowing Descriptor) throws(SystemError) -> pid_t {
        var actions = unsafe posix_spawn_file_actions_t()
        unsafe posix_spawn_file_actions_init(&actions)
        defer { unsafe posix_spawn_file_actions_destroy(&actions) }
        unsafe posix_spawn_file_actions_adddup2(&actions, far.number, STDIN_FILENO)
        unsafe posix_spawn_file_actions_adddup2(&actions, far.number, STDOUT_FILENO)
        var process: pid_t = 0
        let number = unsafe "serve".withCString { word in
            var words: [UnsafeMutablePointer<CChar>?] = unsafe [.init(mutating: word), .init(mutating: word), nil]
            return unsafe posix_spawn(&process, "/proc/self/exe", &actions, nil, &words, nil)
        }
        guard number == 0 else { throw SystemError("posix_spawn", number: number) }
        return process
    }
}
