import FoundationEssentials
import Glibc
import Linux
import PacketCapture
import TestKit
import Testing

@Suite("The rights of a program that listens", .timeLimit(.minutes(1)))
struct RightsTests {
    private static let needsRoot: any TestTrait & SuiteTrait = .enabled(if: geteuid() == 0, "it needs root")

    @Test(
        "Once the captures are open, no thread has a capability left",
        .enabled(if: (try? Capability.netRaw.isHeld) == true, "listening needs CAP_NET_RAW"),
        arguments: ["listen", "discover"])
    func dropped(command: String) async throws {
        let threads = try await Self.threads(of: command, environment: [:])
        let user = geteuid()
        for thread in threads {
            Self.expectNoCapability(thread)
            #expect(thread["Uid"] == [user, user, user, user].map(String.init))
        }
    }

    @Test(
        "Through sudo, every thread goes on as the person who called it, with that person's groups and no others",
        needsRoot, arguments: ["listen", "discover"], [(65_534, 65_534), (54_321, 54_322)] as [(UInt32, UInt32)])
    func sudo(command: String, person: (user: UInt32, group: UInt32)) async throws {
        var groups = "\(person.group)"
        if let name = try UserIdentity.numbered(person.user)?.name {
            groups = try await ChildProcess.run("id", ["-G", name]).output.joined()
        }
        let threads = try await Self.threads(
            of: command, environment: ["SUDO_UID": "\(person.user)", "SUDO_GID": "\(person.group)"])
        for thread in threads {
            Self.expectNoCapability(thread)
            // Real, effective, saved, and for files: none is left to come back by.
            #expect(thread["Uid"] == Array(repeating: "\(person.user)", count: 4))
            #expect(thread["Gid"] == Array(repeating: "\(person.group)", count: 4))
            #expect(Set(thread["Groups"] ?? []) == Set(groups.split(separator: " ").map(String.init)))
        }
    }

    @Test("A configuration that only root may read is read before root's rights are gone", needsRoot)
    func configurationFirst() async throws {
        try await Stage.run { stage in
            try stage.configure()
            try Frames.write([Frames.request("Nuki_Bridge_0A2B3C4D", "192.0.2.77")], to: stage.keyturn.home("frames"))
            let outcome = try await stage.keyturn.run(
                ["discover", "--json", "--read", stage.keyturn.home("frames"), "--config", stage.config],
                environment: ["SUDO_UID": "65534", "SUDO_GID": "65534"])
            #expect(outcome.status == .code(0))
            #expect(try outcome.json["configured"] == true)
        }
    }

    @Test(
        "A caller through sudo whose group nobody knows is refused, and nothing is done with root's rights", needsRoot)
    func noGroup() async throws {
        let keyturn = try KeyturnBinary()
        let outcome = try await keyturn.run(
            ["listen", "--interface", "lo", "--timeout", "1s"], environment: ["SUDO_UID": "54321"])
        #expect(outcome.status == .code(1))
        #expect(outcome.errors.contains { $0.contains("SUDO_GID") })
    }

    @Test("A service user's ambient capability is given up too, and is no longer handed down", needsRoot)
    func ambient() async throws {
        let keyturn = try KeyturnBinary()
        // The build may lie where only root may go. Another process copies: a descriptor that writes, inherited by a
        // child of another test, would keep the copy from being started.
        let program = keyturn.home("keyturn")
        #expect(try await ChildProcess.run("cp", [KeyturnBinary.path, program]).status == .code(0))
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: keyturn.home.path)
        let child = try ChildProcess(
            "setpriv",
            [
                "--reuid=65534", "--regid=65534", "--clear-groups", "--inh-caps=-all,+net_raw",
                "--ambient-caps=-all,+net_raw", program, "listen", "--interface", "lo",
            ], environment: ["HOME": keyturn.home.path])
        for thread in try await Self.threads(of: child.id) { Self.expectNoCapability(thread) }
        child.send(SIGKILL)
        withExtendedLifetime(keyturn) {}
    }

    @Test("The loop of a service user with an ambient capability keeps that one, and hands none down", needsRoot)
    func runningService() async throws {
        try await Stage.run { stage in
            try await Self.prepare(stage, for: 65_534)
            let child = try ChildProcess(
                "setpriv",
                [
                    "--reuid=65534", "--regid=65534", "--clear-groups", "--inh-caps=-all,+net_raw",
                    "--ambient-caps=-all,+net_raw", stage.keyturn.home("keyturn"), "run", "--interface", "lo",
                    "--config", stage.config,
                ], environment: ["HOME": stage.keyturn.home.path])
            for thread in try await Self.threads(of: child.id) { Self.expectOnlyCapture(thread) }
            child.send(SIGTERM)
            #expect(await child.exit() == .code(0))
        }
    }

    @Test(
        "Through sudo the loop goes on, in every thread, as the person who called it, with the right to listen alone",
        needsRoot)
    func runningThroughSudo() async throws {
        try await Stage.run { stage in
            try await Self.prepare(stage, for: 65_534)
            let running = try stage.keyturn.start(
                ["run", "--interface", "lo", "--config", stage.config],
                environment: ["SUDO_UID": "65534", "SUDO_GID": "65534"])
            for thread in try await Self.threads(of: running.id) {
                Self.expectOnlyCapture(thread)
                for name in ["Uid", "Gid"] { #expect(thread[name] == Array(repeating: "65534", count: 4)) }
            }
            try await running.line(with: "online")
            running.send(SIGTERM)
            #expect(try await running.end().status == .code(0))
            #expect(try FileStatus.of("\(stage.config)/run")?.owner == 65_534)
        }
    }

    @Test(
        "Without a command, where that is setup, it goes on through sudo as the person who called it too", needsRoot,
        arguments: [[], ["setup"]])
    func wizardThroughSudo(command: [String]) async throws {
        let keyturn = try KeyturnBinary()
        // They have to be able to look for a configuration there.
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: keyturn.home.path)
        let sitting = try keyturn.sit(
            command + ["--config", keyturn.home("config")],
            environment: ["TERM": "xterm-256color", "LANG": "C.UTF-8", "SUDO_UID": "65534", "SUDO_GID": "65534"])
        try await sitting.sees("Nothing is written until the review")
        for thread in try await Self.threads(of: sitting.id) {
            for name in ["Uid", "Gid"] { #expect(thread[name] == Array(repeating: "65534", count: 4)) }
            Self.expectOnlyCapture(thread)
        }
        try sitting.types("\u{3}")
        _ = try await sitting.end()
    }

    /// A configuration that belongs to a user who may also run the program.
    private static func prepare(_ stage: Stage, for user: UInt32) async throws {
        try stage.configure()
        let home = stage.keyturn.home
        #expect(try await ChildProcess.run("cp", [KeyturnBinary.path, home("keyturn")]).status == .code(0))
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: home.path)
        _ = try await ChildProcess.run("chown", ["-R", "\(user):\(user)", stage.config])
    }

    private static func expectOnlyCapture(_ thread: [String: [String]]) {
        for set in ["CapEff", "CapPrm"] { #expect(thread[set] == ["0000000000002000"], "\(thread["Name"] ?? [])") }
        for set in ["CapInh", "CapAmb"] { #expect(thread[set] == ["0000000000000000"], "\(thread["Name"] ?? [])") }
    }

    @Test(
        "A program that opens captures again keeps that right and no other, in threads that it starts too",
        .enabled(if: (try? Capability.netRaw.isHeld) == true, "it needs CAP_NET_RAW"))
    func keepOnlyCapture() async throws {
        let thread = try await onOwnThread {
            try CapturePrivilege.keepOnlyCapture()
            return Self.status(try FileSystem.contents(of: "/proc/thread-self/status", limit: 65_536) ?? [])
        }
        for set in ["CapEff", "CapPrm"] { #expect(thread[set] == ["0000000000002000"]) }
        for set in ["CapInh", "CapAmb"] { #expect(thread[set] == ["0000000000000000"]) }
        let rest = try await onOwnThread {
            try CapturePrivilege.drop()
            try CapturePrivilege.keepOnlyCapture()
            return CapturePrivilege.isHeld
        }
        #expect(!rest)
    }

    static func expectNoCapability(_ thread: [String: [String]]) {
        for set in ["CapEff", "CapPrm", "CapInh", "CapAmb"] {
            #expect(thread[set] == ["0000000000000000"], "\(set) of \(thread["Name"] ?? [])")
        }
    }

    /// Runs a command on loopback; its threads while it listens.
    private static func threads(
        of command: String, environment: [String: String]
    ) async throws -> [[String: [String]]] {
        let keyturn = try KeyturnBinary()
        let running = try keyturn.start(
            [command, "--interface", "lo", "--config", keyturn.home("config")], environment: environment)
        // It listens until it is let go of.
        defer { withExtendedLifetime(running) {} }
        return try await threads(of: running.id)
    }

    /// The status of every thread, once there is one of this name.
    static func threads(of id: pid_t, once name: String = "capture") async throws -> [[String: [String]]] {
        while true {
            let tasks = try FileSystem.names(in: "/proc/\(id)/task")
            // A thread may end while it is looked at.
            let threads = tasks.compactMap { task in
                (try? FileSystem.contents(of: "/proc/\(id)/task/\(task)/status", limit: 65_536)).flatMap(\.self)
            }.map(status)
            if threads.contains(where: { $0["Name"] == [name] }) {
                #expect(threads.count > 1)
                return threads
            }
            // A look every few milliseconds, and not all the time: on two cores that starves who is looked for.
            try await Task.sleep(for: .milliseconds(5))
        }
    }

    /// The words behind each name of a `status` file (proc_pid_status(5)).
    private static func status(_ bytes: [UInt8]) -> [String: [String]] {
        let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
        return lines.reduce(into: [:]) { status, line in
            let parts = line.split(separator: ":", maxSplits: 1)
            guard parts.count == 2 else { return }
            status[String(parts[0])] = parts[1].split { $0 == "\t" || $0 == " " }.map(String.init)
        }
    }
}
