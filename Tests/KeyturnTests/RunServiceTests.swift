import BridgeSimulator
import FoundationEssentials
import Glibc
import Linux
import NukiDomain
import TestKit
import Testing

@Suite("run as a service", .timeLimit(.minutes(1)))
struct RunServiceTests {
    @Test(
        "systemd hears that it is ready once its socket is served, that it lives, reloads and ends",
        arguments: [true, false])
    func notices(_ isAbstract: Bool) async throws {
        try await Stage.run { stage in
            try stage.configure()
            let path = stage.keyturn.home("notify")
            let listener = try NotifyListener(isAbstract ? "@\(path)" : path)
            // Once a second: what is not read meanwhile fills the socket's queue, which holds ten, and news is dropped.
            let running = try stage.keyturn.start(
                ["run", "--config", stage.config],
                environment: ["NOTIFY_SOCKET": listener.name, "WATCHDOG_USEC": "2000000"])
            try await listener.read(until: "READY=1")
            #expect(try FileStatus.of(stage.keyturn.home("config/run/control.sock"))?.mode == 0o660)
            try await listener.read(until: "WATCHDOG=1")
            running.send(SIGHUP)
            try await listener.read(until: "RELOADING=1\nMONOTONIC_USEC=")
            try await listener.read(until: "READY=1")
            running.send(SIGTERM)
            try await listener.read(until: "STOPPING=1")
            #expect(try await running.end().status == .code(0))
        }
    }

    @Test("A watchdog that is meant for another process is not fed")
    func foreignWatchdog() async throws {
        try await Stage.run { stage in
            try stage.configure()
            let listener = try NotifyListener(stage.keyturn.home("notify"))
            let running = try stage.keyturn.start(
                ["run", "--config", stage.config],
                environment: ["NOTIFY_SOCKET": listener.name, "WATCHDOG_USEC": "1000", "WATCHDOG_PID": "1"])
            try await running.line(with: "Intercom")
            running.send(SIGTERM)
            #expect(try await listener.read(until: "STOPPING=1") == ["READY=1", "STOPPING=1"])
            #expect(try await running.end().status == .code(0))
        }
    }

    @Test("--json prints events as watch --json does, and log lines are JSON as well")
    func json() async throws {
        try await Stage.run { stage in
            try stage.configure()
            let outcome = try await stage.keyturn.run(
                ["run", "--json", "--verbose", "--polls", "1", "--config", stage.config])
            #expect(outcome.status == .code(0))
            let events = try outcome.output.map { try JSONValue(parsing: $0) }
            #expect(
                events.map { $0["event"] } == ["bridge.online", "device.added", "device.added", "device.added"])
            #expect(events.dropFirst().first?["entity_id"] == "lock.front_door")
            let log = try outcome.errors.filter { $0.contains("request: ") }.map { try JSONValue(parsing: $0) }
            #expect(log.first?["level"] == "debug")
            #expect(log.contains { $0["message"]?.text?.hasPrefix("request: GET /list at ") == true })
        }
    }

    @Test("In the journal each line has its weight, and takes one line")
    func journal() async throws {
        try await Stage.run { stage in
            try stage.configure()
            await stage.bridge.stop()
            // What systemd does: it names the file behind standard error.
            let script = "JOURNAL_STREAM=$(stat -L -c %d:%i /proc/self/fd/2) exec \"$@\""
            let words = ["run", "--polls", "1", "--config", stage.config]
            let outcome = try await ChildProcess.run(
                "sh", ["-c", script, "sh", KeyturnBinary.path] + words,
                environment: [
                    "HOME": stage.keyturn.home.path, "PATH": "/usr/bin:/bin", "KEYTURN_CALLBACK_PORT": "0",
                    "KEYTURN_LOG": "warning",
                ])
            #expect(outcome.status == .code(5))
            #expect(outcome.errors.allSatisfy { $0.hasPrefix("<4>") || $0.hasPrefix("<3>") })
            #expect(outcome.errors.last?.hasPrefix("<3>") == true)
            // Another stream is not the journal.
            let elsewhere = try await stage.keyturn.run(words, environment: ["JOURNAL_STREAM": "1:2"])
            #expect(elsewhere.errors.contains { $0.hasPrefix("error: ") })
        }
    }

    @Test(
        "The setting log says how much is told: requests with debug, no warnings with error",
        arguments: ["debug", "info", "error"])
    func level(_ level: String) async throws {
        try await Stage.run { stage in
            try stage.configure()
            // A port that is taken is warned of.
            let taken = stage.bridge.endpoint.port
            let outcome = try await stage.keyturn.run(
                ["run", "--no-probe", "--polls", "1", "--config", stage.config],
                environment: ["KEYTURN_LOG": level, "KEYTURN_CALLBACK_PORT": "\(taken)"])
            #expect(outcome.status == .code(0))
            #expect(outcome.errors.contains { $0.hasPrefix("request: ") } == (level == "debug"))
            #expect(outcome.errors.contains { $0.hasPrefix("warning: ") } == (level != "error"))
        }
    }
}
