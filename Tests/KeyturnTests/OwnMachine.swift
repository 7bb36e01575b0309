import FoundationEssentials
import Glibc
import Linux
import TestKit
import Testing

/// A machine of a test's own: this one, but for `/etc`, `/run`, `/var/lib`, `/usr/local/bin` and the units of packages,
/// which lie in a temporary folder. It has a person, `anna`, no user `keyturn` yet, and a `systemctl` that only notes what
/// it is told.
struct OwnMachine {
    static let needed: any TestTrait & SuiteTrait = .enabled(
        if: geteuid() == 0 && ChildProcess.path(of: "systemd-sysusers") != nil, "it needs root and systemd-sysusers")
    /// The person's number.
    static let person: UInt32 = 54_321
    /// The program, where everybody may start it.
    static let program = "/usr/local/bin/keyturn"

    private static let folders = ["etc", "run", "var/lib", "usr/local/bin", "usr/lib/systemd/system"]

    /// What is below the folders that are its own, by their path from the root on.
    let disk: TemporaryFolder
    private let holder: ChildProcess

    /// Builds one and lends it.
    static func run(_ body: (OwnMachine) async throws -> Void) async throws {
        let machine = try OwnMachine()
        try await machine.isReady()
        try await body(machine)
        machine.holder.send(SIGKILL)
        _ = await machine.holder.exit()
    }

    private init() throws {
        disk = try TemporaryFolder()
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: disk.path)
        try disk.write("#!/bin/sh\necho \"$*\" >>/run/systemctl.log\n", to: "systemctl")
        let steps =
            [
                "cd \"$0\"", "umask 022", "mkdir -p \(Self.folders.joined(separator: " ")) run/anna run/systemd/system",
                "cp -a /etc/. etc", "rm -rf etc/keyturn",
                "sed -i '/^\\(keyturn\\|anna\\):/d' etc/passwd etc/group etc/shadow",
                "echo 'anna:x:\(Self.person):\(Self.person)::/run/anna:/bin/sh' >>etc/passwd",
                "chown \(Self.person):\(Self.person) run/anna", "install systemctl usr/local/bin",
                // Another process copies: a descriptor that writes, inherited by a child of another test, would keep the
                // copy from being started.
                "install \"$1\" usr/local/bin/keyturn",
            ] + Self.folders.map { "mount --bind \($0) /\($0)" } + ["echo ready", "exec cat"]
        holder = try ChildProcess(
            "unshare",
            [
                "--mount", "--propagation", "private", "sh", "-ec", steps.joined(separator: "\n"), disk.path,
                KeyturnBinary.path,
            ],
            // It stays as long as its standard input: not longer than the tests, however they end.
            environment: ["PATH": "/usr/sbin:/usr/bin:/sbin:/bin"], input: .held)
    }

    private func isReady() async throws {
        for await line in holder.output where line == "ready" { return }
        let said = await holder.errors.reduce(into: [String]()) { $0.append($1) }
        throw SystemError("a machine of its own: \(said.joined(separator: " "))", number: EPERM)
    }

    /// The words that run a command there: as root, or as somebody else.
    ///
    /// - Parameters:
    ///   - somebody: options of setpriv(1).
    ///   - namespace: the network that it sees, in place of the test's.
    func words(_ command: [String], as somebody: [String] = [], in namespace: String? = nil) -> [String] {
        (namespace.map { ["ip", "netns", "exec", $0] } ?? []) + ["nsenter", "--mount=/proc/\(holder.id)/ns/mnt"]
            + (somebody.isEmpty ? [] : ["setpriv"] + somebody) + command
    }

    /// Runs the program there to its end, with variables of its own.
    func keyturn(
        _ arguments: [String], as somebody: [String] = [], in namespace: String? = nil,
        environment: [String: String] = [:], input: ChildProcess.Input = .nothing
    ) async throws -> ProcessOutcome {
        let words = words([Self.program] + arguments, as: somebody, in: namespace)
        let outcome = try await ChildProcess.run(
            words[0], Array(words.dropFirst()), environment: Self.variables(environment), input: input)
        try FixtureTokens.check(outcome.output + outcome.errors)
        return outcome
    }

    /// The variables of a shell there.
    static func variables(_ more: [String: String] = [:]) -> [String: String] {
        ["HOME": "/run/nobody", "PATH": "/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"].merging(more) { $1 }
    }

    /// What sudo tells a program that the person starts.
    static let throughSudo = ["SUDO_UID": "\(person)", "SUDO_GID": "\(person)"]

    /// What systemctl was told.
    var systemctl: [String] {
        get throws { try (disk.text(of: "run/systemctl.log") ?? "").split(separator: "\n").map(String.init) }
    }

    /// The number of the user of the service; nil before it is made.
    var serviceUser: UInt32? {
        get throws {
            let line = try disk.text(of: "etc/passwd")?.split(separator: "\n").first { $0.hasPrefix("keyturn:") }
            return line.flatMap { UInt32($0.split(separator: ":", omittingEmptySubsequences: false)[2]) }
        }
    }

    /// Every file below some folders with its content, by its path from the root on.
    func files(below folders: String...) throws -> [String: String] {
        try folders.reduce(into: [:]) { files, folder in
            guard try FileStatus.of(disk(folder)) != nil else { return }
            for name in try FileSystem.names(in: disk(folder)) {
                let path = "\(folder)/\(name)"
                if try FileStatus.of(disk(path))?.isFolder == true {
                    try files.merge(self.files(below: path)) { $1 }
                } else {
                    files[path] = try disk.text(of: path)
                }
            }
        }
    }

    /// Owner and mode of a file, as text: `998 600`.
    func owner(of path: String) throws -> String {
        let status = try #require(try FileStatus.of(disk(path)), "\(path)")
        return "\(status.owner) \(String(status.mode, radix: 8))"
    }

    /// Gives a folder, with what is in it, to the person.
    func give(_ path: String) async throws {
        _ = try await ChildProcess.run("chown", ["-R", "\(Self.person):\(Self.person)", disk(path)])
    }
}
