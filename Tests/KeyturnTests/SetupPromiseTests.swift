import BridgeSimulator
import FoundationEssentials
import Glibc
import Linux
import NukiDomain
import TestKit
import Testing

@Suite("What setup promises", .timeLimit(.minutes(2)))
struct SetupPromiseTests {
    @Test("A bridge that was found needs three keypresses, and one more to start the loop")
    func keypresses() async throws {
        let keyturn = try KeyturnBinary()
        let sitting = try keyturn.sit(["setup", "--demo"])
        var presses = 0
        for text in ["DHCP, now   answers", "How should keyturn", "Write it", "What now?"] {
            try await sitting.sees(text)
            if text != "What now?" { presses += 1 }
            try sitting.types("\r")
        }
        try await sitting.sees("online, 3 devices")
        #expect(presses == 3)
        try sitting.types("\u{3}")
        #expect(try await sitting.end() == .code(0))
    }

    @Test(
        "No file is made or replaced before the review is accepted",
        .enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/strace"), "needs strace"))
    func nothingBefore() async throws {
        try await Stage.run { stage in
            let trace = stage.keyturn.home("trace")
            let terminal = try PseudoTerminal(
                running: "/usr/bin/strace",
                ["-f", "-o", trace, "-e", "trace=rename,renameat,renameat2,openat,link,linkat,mkdir,mkdirat,unlink"]
                    + [KeyturnBinary.path, "setup", "--host", "127.0.0.1", "--port", "\(stage.bridge.endpoint.port)"]
                    + ["--token-file", stage.tokenFile, "--config", stage.config, "--no-run"],
                environment: ["HOME": stage.keyturn.home.path, "TERM": "xterm-256color", "LANG": "C.UTF-8"],
                columns: 80,
                rows: 40)
            try await terminal.shows("Write it", within: .seconds(60))
            let before = Self.changes(try #require(try stage.keyturn.home.text(of: "trace")), in: stage)
            try terminal.type("\r")
            #expect(await terminal.exit() == .code(0))
            let after = Self.changes(try #require(try stage.keyturn.home.text(of: "trace")), in: stage)
            #expect(before == [], "only the journal is written before")
            #expect(after.contains { $0.contains("entries.json") })
        }
    }

    /// Calls that change the configuration, but for the journal's.
    private static func changes(_ trace: String, in stage: Stage) -> [String] {
        trace.split(separator: "\n").map(String.init).filter { line in
            let isChange = !line.contains("openat(") || line.contains("O_CREAT") || line.contains("O_TRUNC")
            return isChange && line.contains(stage.config) && !line.contains("\(stage.config)/state")
                && !line.contains("mkdir(\"\(stage.config)\"") && !line.contains("= -1")
        }
    }

    @Test("A missing answer names the flag that gives it, each in its turn")
    func matrix() async throws {
        try await Stage.run { stage in
            try Frames.write([], to: stage.keyturn.home("none.pcap"))
            let frames = [("0A2B3C4D", "192.0.2.7"), ("5E6F7081", "192.0.2.8")].map {
                Frames.request("Nuki_Bridge_\($0)", $1)
            }
            try Frames.write(frames, to: stage.keyturn.home("two.pcap"))
            let port = "\(stage.bridge.endpoint.port)"
            let matrix: [(words: [String], code: Int32, flag: String)] = [
                (["--read", stage.keyturn.home("none.pcap")], 2, "--host"),
                (["--read", stage.keyturn.home("two.pcap")], 3, "--bridge"),
                (["--host", "127.0.0.1", "--port", port], 3, "--token-file"),
                (["--host", "127.0.0.1", "--port", port, "--token-file", stage.tokenFile], 3, "--yes"),
            ]
            for row in matrix {
                let outcome = try await stage.keyturn.run(
                    ["setup", "--no-input", "--json", "--config", stage.config] + row.words)
                #expect(outcome.status == .code(row.code))
                #expect(try outcome.error?["fixes"]?.values.contains { $0.text?.contains(row.flag) == true } == true)
                #expect(outcome.conversation.contains(row.flag))
                #expect(try stage.written.subtracting(["none.pcap", "two.pcap"]) == [])
            }
        }
    }

    @Test("Beside a running loop, no request to the bridge meets another")
    func besideALoop() async throws {
        // A bridge that takes its time, and answers 503 to whoever comes meanwhile.
        try await Stage.run(household: { $0.faults.delay = 5 }) { stage in
            try stage.configure()
            let pace = ["KEYTURN_POLL_SECONDS": "0.1", "KEYTURN_REQUEST_GAP_SECONDS": "0.05"]
            let loop = try stage.keyturn.start(["run", "--config", stage.config], environment: pace)
            try await loop.line(with: "Intercom")
            let outcome = try await stage.keyturn.run(
                ["setup", "--no-input", "--host", "127.0.0.1", "--port", "\(stage.bridge.endpoint.port)"]
                    + [
                        "--token-file", stage.tokenFile, "--name", "Attic", "--yes", "--json", "--config", stage.config,
                    ],
                environment: pace)
            #expect(outcome.status == .code(0))
            #expect(try outcome.json["changed"] == true)
            let truth = await stage.bridge.truth
            #expect(truth.requests.count { $0.path == "/list" } > 2)
            #expect(!truth.requests.contains { $0.status == 503 })
            loop.send(SIGTERM)
            #expect(try await loop.end().status == .code(0))
        }
    }

    @Test("Where a loop runs, a setup at a terminal does not offer another")
    func noSecondLoop() async throws {
        try await Stage.run { stage in
            try stage.configure()
            let loop = try stage.keyturn.start(["run", "--config", stage.config])
            try await loop.line(with: "Intercom")
            let sitting = try stage.sit("--token-file", stage.tokenFile, "--name", "Attic")
            try await sitting.sees("Write it")
            try sitting.types("\r")
            #expect(try await sitting.end() == .code(0))
            loop.send(SIGTERM)
            #expect(try await loop.end().status == .code(0))
        }
    }
}
