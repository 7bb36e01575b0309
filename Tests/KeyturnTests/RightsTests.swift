import FoundationEssentials
import Glibc
import Linux
import TestKit
import Testing

@Suite("The rights of a program that listens", .timeLimit(.minutes(1)))
struct RightsTests {
    @Test(
        "Once the captures are open, no thread has a capability left",
        .enabled(if: (try? Capability.netRaw.isHeld) == true, "listening needs CAP_NET_RAW"),
        arguments: ["listen", "discover"])
    func dropped(command: String) async throws {
        let keyturn = try KeyturnBinary()
        let running = try keyturn.start([command, "--interface", "lo", "--timeout", "3s"])
        let threads = try await Self.threads(of: running.id, untilOneIs: "capture")
        #expect(threads.count > 1)
        for thread in threads {
            for set in ["CapEff", "CapPrm", "CapAmb"] {
                #expect(thread.contains("\(set):\t0000000000000000"), "\(thread)")
            }
        }
        // Nothing was heard, which discover calls 2.
        #expect(try await running.end().status == .code(command == "listen" ? 0 : 2))
    }

    /// The `status` of every thread, once one has this name.
    private static func threads(of id: pid_t, untilOneIs name: String) async throws -> [String] {
        while true {
            let tasks = try FileSystem.names(in: "/proc/\(id)/task")
            // A thread may end while it is looked at.
            let texts = tasks.compactMap { task in
                try? String(contentsOfFile: "/proc/\(id)/task/\(task)/status", encoding: .utf8)
            }
            if texts.contains(where: { $0.hasPrefix("Name:\t\(name)\n") }) { return texts }
            // A look every few milliseconds, and not all the time: on two cores that starves who is looked for.
            try await Task.sleep(for: .milliseconds(5))
        }
    }
}
