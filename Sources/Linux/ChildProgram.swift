import Glibc

/// Other programs of this machine, run to their end.
public enum ChildProgram {
    /// Runs a program that `PATH` leads to: nothing to read, its words go where ours go that are no results.
    ///
    /// Waits on the calling thread: for commands that have nothing else to do meanwhile.
    ///
    /// - Returns: its exit code; 128 and the signal's number, as a shell counts, where one ended it; nil where there is no
    ///   such program, or none that this user may start.
    public static func run(_ name: String, _ arguments: [String]) throws(SystemError) -> Int32? {
        var actions = unsafe posix_spawn_file_actions_t()
        unsafe posix_spawn_file_actions_init(&actions)
        defer { unsafe posix_spawn_file_actions_destroy(&actions) }
        unsafe posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        unsafe posix_spawn_file_actions_adddup2(&actions, 2, 1)
        var words = unsafe ([name] + arguments).map { unsafe strdup($0) } + [nil]
        defer { unsafe words.forEach { unsafe free($0) } }
        var id = pid_t()
        let number = unsafe posix_spawnp(&id, name, &actions, nil, &words, environ)
        // A folder of PATH that may not be looked into hides whether it is there.
        guard number != ENOENT, number != EACCES else { return nil }
        guard number == 0 else { throw SystemError("posix_spawn \(name)", number: number) }
        var status: Int32 = 0
        while unsafe waitpid(id, &status, 0) < 0 {
            guard errno == EINTR else { throw .last("waitpid") }
        }
        let signal = status & 0x7F
        return signal == 0 ? status >> 8 & 0xFF : 128 + signal
    }
}
