import Glibc

/// A program that is run to its end, its lines counted and thrown away.
struct CommandRun {
    /// What it took.
    let lap: Lap
    /// Lines on its standard output.
    let lines: Int
    /// The most memory that it held at once, in bytes.
    let peakMemory: Int

    /// Runs a program; throws if it does not end with 0.
    ///
    /// - Parameter words: the path, then the arguments.
    init(_ words: [String]) throws {
        let clock = ContinuousClock()
        let start = clock.now
        let (lines, code, usage) = try LineProgram(words[0], Array(words.dropFirst())).untilItsEnd()
        guard code == 0 else { throw WrongCount(description: "\(words[0]) ended with \(code)") }
        lap = Lap(elapsed: clock.now - start, processor: usage.processor)
        peakMemory = usage.peakMemory
        self.lines = lines
    }

    /// A program beside this one; nil if it is not there.
    static func sibling(_ name: String) -> String? {
        guard let own = unsafe realpath("/proc/self/exe", nil) else { return nil }
        defer { unsafe free(own) }
        let folder = unsafe String(cString: own).split(separator: "/").dropLast().joined(separator: "/")
        return existing("/\(folder)/\(name)")
    }

    /// The path itself if a program is there.
    static func existing(_ path: String) -> String? { unsafe access(path, X_OK) == 0 ? path : nil }
}
