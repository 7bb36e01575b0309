import BridgeSimulator
import FoundationEssentials
import Glibc
import Linux
import NukiDomain
import TestKit
import Testing

@Suite("doctor", .timeLimit(.minutes(2)))
struct DoctorTests {
    @Test("Where all is well it ends with 0, and every check has an id, a state and a sentence")
    func healthy() async throws {
        try await Stage.run { stage in
            try stage.configure()
            let outcome = try await stage.doctor()
            let checks = try #require(try outcome.json["checks"]).values
            let ids = checks.compactMap { $0["id"]?.text }
            #expect(Set(ids).count == ids.count)
            #expect(
                Set(ids).isSuperset(of: [
                    "library.libpcap", "library.libcurl", "library.libsodium", "library.libmosquitto", "capture.right",
                    "source.neighbours",
                    "source.leases",
                    "dns.server", "dns.own",
                    "clock", "loop", "files.config", "files.entries", "files.tokens", Doctor.token, "files.state",
                    "files.runtime", Doctor.bridge, "\(Doctor.bridge).clock", "\(Doctor.bridge).firmware",
                    "\(Doctor.bridge).slots", "\(Doctor.bridge).callback",
                ]))
            for check in checks {
                #expect(check.keys.isSuperset(of: ["id", "state", "what"]) && check["what"]?.text?.isEmpty == false)
                #expect((check["state"] == "ok") == (check["fix"] == nil), "\(check)")
                let id = try #require(check["id"]?.text)
                if id.hasPrefix("bridge.") || id.hasPrefix("files.") { #expect(check["state"] == "ok", "\(check)") }
            }
            #expect(try outcome.json["failed"] == .number(Doctor.mayListen ? 0 : 1))
            #expect(try outcome.json["warnings"] == .number(Double(checks.count { $0["state"] == "warning" })))
            #expect(outcome.status == .code(Doctor.mayListen ? 0 : 1))
            #expect(outcome.errors == [])
        }
    }

    @Test("It registers nothing, moves nothing, and asks a bridge twice, with a pause between")
    func politeness() async throws {
        try await Stage.run { stage in
            try stage.configure()
            _ = try await stage.doctor()
            #expect(await stage.bridge.truth.requests.map(\.path) == ["/info", "/callback/list"])
        }
    }

    @Test("Without the right to listen, a failure shows the command for this very file", Doctor.needsRoot)
    func noRight() async throws {
        let keyturn = try KeyturnBinary()
        let child = try await ChildProcess.run(
            "setpriv",
            ["--bounding-set=-net_raw", KeyturnBinary.path, "doctor", "--json", "--config", keyturn.home("config")],
            environment: ["HOME": keyturn.home.path])
        #expect(child.status == .code(1))
        let right = try child.check("capture.right")
        #expect(right["state"] == "failed" && right["error"] == "KT-CAP-RIGHT")
        #expect(right["fix"]?.text?.hasSuffix(": sudo setcap cap_net_raw=ep \(KeyturnBinary.path)") == true)
        #expect(try child.check("capture.packets")["state"] != "failed")
    }

    @Test("A loop that runs is named by its process and goes on")
    func loop() async throws {
        try await Stage.run { stage in
            try stage.configure()
            let loop = try stage.keyturn.start(["run", "--config", stage.config])
            try await loop.line(with: "online")
            let check = try await stage.doctor().check("loop")
            #expect(check["state"] == "ok")
            #expect(check["what"] == .text("The control loop runs: process \(loop.id)"))
            loop.send(SIGTERM)
            #expect(try await loop.end().status == .code(0))
            #expect(try await stage.doctor().check("loop")["what"]?.text?.hasPrefix("No control loop") == true)
        }
    }

    @Test("At a terminal of 40 columns there are marks, headings, and lines that fit")
    func terminal() async throws {
        try await Stage.run { stage in
            try stage.configure()
            let sitting = try stage.keyturn.sit(["doctor", "--config", stage.config], columns: 40, rows: 100)
            #expect(try await sitting.end() == .code(Doctor.mayListen ? 0 : 1))
            let lines = sitting.transcript
            #expect(lines.contains("Hallway"))
            #expect(lines.contains { $0.hasPrefix("  ✓ It answers at 127.0.0.1:") })
            #expect(lines.last?.contains("failed") == true)
            #expect(lines.allSatisfy { !$0.contains("Checking") }, "the sign of waiting is taken away")
            let token = try #require(lines.firstIndex(of: "  ✓ The token of Hallway is its owner's"))
            #expect(lines[token + 1] == "    alone")
            #expect(try sitting.isRestored)
        }
    }

    @Test("No thread has a capability, and SIGINT ends it with 130")
    func rights() async throws {
        try await Stage.run { stage in
            try stage.configure()
            let lane = try stage.takeLane()
            let running = try stage.keyturn.start(["doctor", "--json", "--config", stage.config])
            let threads = try await RightsTests.threads(of: running.id, once: "keyturn-http")
            for thread in threads { RightsTests.expectNoCapability(thread) }
            while try !Self.takesInterrupts(running.id) { try await Task.sleep(for: .milliseconds(5)) }
            running.send(SIGINT)
            let outcome = try await running.end()
            #expect(outcome.status == .code(130))
            #expect(outcome.output == [])
            _ = consume lane
        }
    }

    /// Whether SIGINT does something else than to end the process (proc_pid_status(5)).
    private static func takesInterrupts(_ id: pid_t) throws -> Bool {
        let status = try FileSystem.contents(of: "/proc/\(id)/status", limit: 65_536) ?? []
        let lines = String(decoding: status, as: UTF8.self).split(separator: "\n")
        return lines.contains { line in
            guard line.hasPrefix("SigCgt:") || line.hasPrefix("SigIgn:") else { return false }
            let bits = UInt64(line.dropFirst(7).drop { $0 == "\t" }, radix: 16) ?? 0
            return bits & 1 << UInt64(SIGINT - 1) != 0
        }
    }

    @Test("Ctrl-C at a terminal ends it with 130")
    func interrupted() async throws {
        try await Stage.run { stage in
            try stage.configure()
            let lane = try stage.takeLane()
            let sitting = try stage.keyturn.sit(["doctor", "--config", stage.config])
            try await sitting.sees("Checking this machine and its bridges")
            try sitting.types("\u{3}")
            #expect(try await sitting.end() == .code(130))
            #expect(try sitting.isRestored)
            _ = consume lane
        }
    }
}
