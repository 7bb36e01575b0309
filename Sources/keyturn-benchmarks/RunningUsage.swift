import FoundationEssentials
import Glibc
import Linux

/// What another process that still runs holds and has used.
struct RunningUsage {
    /// Memory that it shares with nobody, in bytes (proc_pid_status(5), `RssAnon`).
    let privateMemory: Int
    /// With the mapped parts of its program and libraries (`VmRSS`).
    let memory: Int
    /// The most that it ever held (`VmHWM`).
    let peakMemory: Int
    /// Time on processors, in the steps of the kernel's clock, a hundredth of a second (proc_pid_stat(5), `utime`, `stime`).
    let processor: Duration
    /// Files, sockets and whatever else it has open.
    let descriptors: Int

    /// Zeros for a process that has ended.
    init(of process: pid_t) {
        // A process that is gone has no such files.
        let status = (try? FileSystem.contents(of: "/proc/\(process)/status", limit: 65_536)) ?? []
        let lines = status.split(separator: 0x0A)
        func kilobytes(_ name: String) -> Int {
            let digits = lines.first { $0.starts(with: name.utf8) }?.filter { (0x30...0x39).contains($0) }
            return digits.flatMap { Int(String(decoding: $0, as: UTF8.self)) } ?? 0
        }
        privateMemory = kilobytes("RssAnon:") * 1024
        memory = kilobytes("VmRSS:") * 1024
        peakMemory = kilobytes("VmHWM:") * 1024
        descriptors = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/\(process)/fd"))?.count ?? 0
        let stat = (try? FileSystem.contents(of: "/proc/\(process)/stat", limit: 65_536)) ?? []
        // The name in parentheses may hold anything, and is the second field of all; the 14th and 15th are times.
        let fields = String(decoding: stat, as: UTF8.self).split(separator: ")").last?.split(separator: " ") ?? []
        let ticks = fields.dropFirst(11).prefix(2).compactMap { Int($0) }.reduce(0, +)
        processor = .seconds(ticks) / max(1, sysconf(Int32(_SC_CLK_TCK)))
    }
}
