import Glibc

/// What one run took.
struct Lap {
    /// On the clock.
    let elapsed: Duration
    /// Of all threads of this process, in user code and in the kernel.
    let processor: Duration

    /// Measures a piece of work.
    static func measure(_ work: () async throws -> Void) async rethrows -> Lap {
        let before = ProcessUsage.now
        let elapsed = try await ContinuousClock().measure { try await work() }
        return Lap(elapsed: elapsed, processor: ProcessUsage.now.processor - before.processor)
    }
}

/// What a process has used since it began (getrusage(2)).
struct ProcessUsage {
    /// Time on processors.
    let processor: Duration
    /// The most memory that it held at once, in bytes.
    let peakMemory: Int

    /// As it is at this moment.
    static var now: ProcessUsage {
        var usage = rusage()
        unsafe getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        return ProcessUsage(usage)
    }

    /// Puts the two together.
    init(processor: Duration, peakMemory: Int) {
        self.processor = processor
        self.peakMemory = peakMemory
    }

    /// As the kernel counts it.
    init(_ usage: rusage) {
        processor = Duration(usage.ru_utime) + Duration(usage.ru_stime)
        peakMemory = usage.ru_maxrss * 1024
    }
}

extension Duration {
    fileprivate init(_ time: timeval) {
        self = .seconds(time.tv_sec) + .microseconds(time.tv_usec)
    }
}
