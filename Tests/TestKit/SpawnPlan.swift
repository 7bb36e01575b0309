import CTestKit
import Glibc
import Linux

/// What posix_spawn(3) is to do: the program, and how its standard descriptors come about.
struct SpawnPlan {
    private enum Step {
        case open(String, Int32, as: Int32)
        case duplicate(Int32, as: Int32)
        case close(Int32)
    }

    // POSIX_SPAWN_SETSID of <spawn.h>, which Glibc's module hides behind _GNU_SOURCE.
    private static let newSession: Int32 = 0x80

    private let program: String
    private let arguments: [String]
    private let environment: [String]
    private var steps: [Step] = []

    init(_ program: String, _ arguments: [String], _ environment: [String: String]) {
        self.program = program
        self.arguments = [program] + arguments
        self.environment = environment.map { "\($0)=\($1)" }
    }

    mutating func open(_ path: String, _ flags: Int32, as number: Int32) {
        steps.append(.open(path, flags, as: number))
    }

    mutating func duplicate(_ source: Int32, as number: Int32) { steps.append(.duplicate(source, as: number)) }

    mutating func close(_ number: Int32) { steps.append(.close(number)) }

    /// Starts the program; signals are at their defaults and none is blocked.
    func start() throws(SystemError) -> pid_t {
        var actions = unsafe posix_spawn_file_actions_t()
        unsafe posix_spawn_file_actions_init(&actions)
        defer { unsafe posix_spawn_file_actions_destroy(&actions) }
        for step in steps {
            switch step {
            case .open(let path, let flags, let number):
                unsafe posix_spawn_file_actions_addopen(&actions, number, path, flags, 0)
            case .duplicate(let source, let number):
                unsafe posix_spawn_file_actions_adddup2(&actions, source, number)
            case .close(let number):
                unsafe posix_spawn_file_actions_addclose(&actions, number)
            }
        }
        // SwiftNIO's sockets are not closed on exec: a child that inherits one keeps the port of a stopped bridge open.
        _ = unsafe testkit_spawn_close_from(&actions, 3)
        var attributes = posix_spawnattr_t()
        unsafe posix_spawnattr_init(&attributes)
        defer { unsafe posix_spawnattr_destroy(&attributes) }
        var signals = sigset_t()
        unsafe sigemptyset(&signals)
        unsafe posix_spawnattr_setsigmask(&attributes, &signals)
        unsafe sigfillset(&signals)
        unsafe posix_spawnattr_setsigdefault(&attributes, &signals)
        unsafe posix_spawnattr_setflags(
            &attributes, Int16(Self.newSession | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
        var argumentVector = unsafe arguments.map { unsafe strdup($0) } + [nil]
        var environmentVector = unsafe environment.map { unsafe strdup($0) } + [nil]
        defer { unsafe (argumentVector + environmentVector).forEach { unsafe free($0) } }
        var id = pid_t()
        let number = unsafe posix_spawn(&id, program, &actions, &attributes, &argumentVector, &environmentVector)
        guard number == 0 else { throw SystemError("posix_spawn \(program)", number: number) }
        return id
    }
}
