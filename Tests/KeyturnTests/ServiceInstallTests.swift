import FoundationEssentials
import Linux
import TestKit
import Testing

@Suite("service install and remove", .timeLimit(.minutes(2)), OwnMachine.needed)
struct ServiceInstallTests {
    private static let config = "run/anna/.config/keyturn"
    private static let state = "run/anna/.local/state/keyturn"

    /// What the wizard and a loop leave in a person's home.
    private static func configure(_ machine: OwnMachine, _ path: String = config) async throws {
        let entry = """
            {"id":"0A2B3C4D","name":"Hallway","host":"192.0.2.1","port":8080,"auth":"encrypted","server_id":"1C5E90A7",
             "source":"manual","devices":[],"created":"2026-08-22T09:31:22Z","modified":"2026-08-22T09:31:22Z"}
            """
        try machine.disk.write("{\"schema\":1,\"entries\":[\(entry)]}\n", to: "\(path)/entries.json")
        try machine.disk.write(FixtureTokens.own + "\n", to: "\(path)/tokens/0A2B3C4D")
        try machine.disk.write("{\"poll_seconds\":20}\n", to: "\(path)/settings.json")
        try machine.disk.write("{\"tokens\":[]}\n", to: "\(path)/api-tokens.json")
        try machine.disk.write("{\"bridges\":[],\"schema\":1}\n", to: "\(state)/moves.json")
        try machine.disk.write("{}\n", to: "\(state)/bridges/0A2B3C4D.json")
        try await machine.give("run/anna")
    }

    private static func install(_ machine: OwnMachine, _ more: String...) async throws -> ProcessOutcome {
        try await machine.keyturn(["service", "install"] + more, environment: OwnMachine.throughSudo)
    }

    /// The names and contents of everything that an installation may change, but for locks and users.
    private static func files(_ machine: OwnMachine) throws -> [String: String] {
        try machine.files(below: "etc/keyturn", "etc/systemd/system", "run", "var/lib").filter {
            !$0.key.hasSuffix(".lock")
        }
    }

    /// The names and contents of what the person has.
    private static func home(_ machine: OwnMachine) throws -> [String: String] {
        try machine.files(below: "run/anna")
    }

    @Test("The entries of the person behind sudo move to the service, whole, and nothing is started")
    func moved() async throws {
        try await OwnMachine.run { machine in
            try await Self.configure(machine)
            try machine.disk.write(
                "{\"mqtt\":{\"password_file\":\"broker.password\",\"ca\":\"/home/anna/ca.pem\"}}\n",
                to: "\(Self.config)/settings.json")
            let before = try Self.home(machine)
            let outcome = try await Self.install(machine, "--move-entries", "--json")
            #expect(outcome.status == .code(0), "\(outcome.errors)")
            let user = try #require(try machine.serviceUser)
            #expect(try machine.owner(of: "etc/keyturn") == "\(user) 750")
            #expect(try machine.owner(of: "etc/keyturn/tokens") == "\(user) 700")
            #expect(try machine.owner(of: "var/lib/keyturn") == "\(user) 700")
            let moved = try outcome.json["moved"]
            #expect(try outcome.json["outside"] == ["broker.password", "/home/anna/ca.pem"])
            for (old, text) in before {
                let new = old.replacing(Self.config, with: "etc/keyturn").replacing(Self.state, with: "var/lib/keyturn")
                #expect(try machine.disk.text(of: new) == text)
                #expect(try machine.owner(of: new) == "\(user) 600")
                #expect(outcome.errors.contains("  /\(new)"))
                if case .list(let paths)? = moved { #expect(paths.contains(.text("/\(new)"))) }
            }
            for path in ["broker.password", "/home/anna/ca.pem"] {
                #expect(
                    outcome.errors.contains(
                        "warning: the service cannot read \(path), which the settings name."))
            }
            #expect(Set(try Self.home(machine).keys) == ["\(Self.config)/entries.lock"])
            #expect(try outcome.json["enabled"] == false)
            #expect(try outcome.json["unit"] == "/etc/systemd/system/keyturn.service")
            #expect(try machine.owner(of: "etc/systemd/system/keyturn.service") == "0 644")
            let shown = try await machine.keyturn(["service", "show"])
            #expect(
                try machine.disk.text(of: "etc/systemd/system/keyturn.service")
                    == shown.output.map { "\($0)\n" }.joined())
            #expect(shown.output.contains("ExecStart=/usr/local/bin/keyturn run --system"))
            #expect(try machine.systemctl == ["daemon-reload"])
            #expect(outcome.errors.last == "Add somebody: sudo usermod -aG keyturn anna")
        }
    }

    @Test("What a person's folder names, by a link or by its settings, leads root to nothing that is not the person's")
    func links() async throws {
        try await OwnMachine.run { machine in
            try await Self.configure(machine)
            let secret = "etc/keyturn-secret.json"
            try machine.disk.write("{\"secret\":1}\n", to: secret)
            try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: machine.disk(secret))
            let link = machine.disk("\(Self.state)/bridges/1.json")
            try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "/\(secret)")
            let before = try machine.disk.text(of: "\(Self.config)/entries.json")
            let refused = try await Self.install(machine, "--move-entries")
            #expect(refused.status == .code(7))
            #expect(refused.conversation.contains("Permission denied"))
            #expect(try machine.disk.text(of: "\(Self.config)/entries.json") == before)
            #expect(try !machine.files(below: "var/lib", "etc/keyturn").values.contains { $0.contains("secret") })
            try FileManager.default.removeItem(atPath: link)
            try machine.disk.write(
                "{\"http\":{\"tokens\":\"../../../../\(secret)\"}}\n", to: "\(Self.config)/settings.json")
            try await machine.give(Self.config)
            let outcome = try await Self.install(machine, "--move-entries")
            #expect(outcome.status == .code(0), "\(outcome.errors)")
            #expect(try machine.disk.text(of: secret) == "{\"secret\":1}\n")
            #expect(try machine.owner(of: secret) == "0 600")
        }
    }

    @Test("A folder that root set up moves as root's, whoever called sudo")
    func rootsOwn() async throws {
        try await OwnMachine.run { machine in
            let config = "var/lib/house"
            try await Self.configure(machine, config)
            try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: machine.disk(config))
            let outcome = try await Self.install(machine, "--move-entries", "--config", "/\(config)")
            #expect(outcome.status == .code(0), "\(outcome.errors)")
            #expect(try machine.disk.text(of: "etc/keyturn/entries.json") != nil)
            #expect(try machine.disk.text(of: "\(config)/entries.json") == nil)
            #expect(outcome.errors.last == "Add somebody: sudo usermod -aG keyturn anna")
        }
    }

    @Test("In a person's folder root goes no farther than that person, without sudo and where only the state is theirs")
    func personsOwn() async throws {
        try await OwnMachine.run { machine in
            try await Self.configure(machine)
            let secret = "etc/keyturn-secret.json"
            try machine.disk.write("{\"secret\":1}\n", to: secret)
            try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: machine.disk(secret))
            try machine.disk.write("{}\n", to: "\(Self.config)/state/bridges/2.json")
            for state in [Self.state, "\(Self.config)/state"] {
                try FileManager.default.createSymbolicLink(
                    atPath: machine.disk("\(state)/bridges/1.json"), withDestinationPath: "/\(secret)")
            }
            try await machine.give("run/anna")
            let before = try Self.home(machine)
            let asRoot = try await machine.keyturn(
                ["service", "install", "--move-entries", "--config", "/\(Self.config)"])
            _ = try await ChildProcess.run("chown", ["-R", "0:0", machine.disk(Self.config)])
            let mixed = try await Self.install(machine, "--move-entries")
            for refused in [asRoot, mixed] {
                #expect(refused.status == .code(7))
                #expect(refused.conversation.contains("Permission denied"))
            }
            #expect(try before.allSatisfy { try machine.disk.text(of: $0.key) == $0.value })
            #expect(try !machine.files(below: "var/lib", "etc/keyturn").values.contains { $0.contains("secret") })
        }
    }

    @Test("A folder that is a link to others' is not taken for one's own: nothing is lost there")
    func linkedTokens() async throws {
        try await OwnMachine.run { machine in
            try await Self.configure(machine)
            try machine.disk.write(FixtureTokens.own + "\n", to: "etc/keyturn/tokens/0000000A")
            let tokens = machine.disk("\(Self.config)/tokens")
            try FileManager.default.removeItem(atPath: tokens)
            try FileManager.default.createSymbolicLink(atPath: tokens, withDestinationPath: "/etc/keyturn/tokens")
            let before = try Self.files(machine)
            let refused = try await Self.install(machine, "--move-entries")
            #expect(refused.status == .code(7))
            #expect(refused.conversation.contains("/\(Self.config)/tokens is a symbolic link"))
            #expect(try Self.files(machine) == before)
            #expect(try machine.disk.text(of: "etc/keyturn/tokens/0000000A") == FixtureTokens.own + "\n")
        }
    }

    @Test("On a terminal both are asked: entries move with a yes, and nothing starts with a no")
    func asked() async throws {
        try await OwnMachine.run { machine in
            try await Self.configure(machine)
            let words = machine.words([OwnMachine.program, "service", "install"])
            let terminal = try PseudoTerminal(
                running: try #require(ChildProcess.path(of: words[0])), Array(words.dropFirst()),
                environment: OwnMachine.variables(OwnMachine.throughSudo).merging(
                    ["TERM": "xterm-256color", "LANG": "C.UTF-8"]) { $1 }, columns: 100, rows: 50)
            try await terminal.shows("Move your entries to /etc/keyturn?")
            try terminal.type("\u{1B}[C\r")
            try await terminal.shows("Start the service now and with the machine?")
            try terminal.type("\r")
            #expect(await terminal.exit() == .code(0))
            #expect(try machine.disk.text(of: "etc/keyturn/entries.json") != nil)
            #expect(try machine.systemctl == ["daemon-reload"])
        }
    }

    @Test("Without a terminal the answer about entries has to be given, and nothing is done before it is")
    func missing() async throws {
        try await OwnMachine.run { machine in
            try await Self.configure(machine)
            let before = try Self.files(machine)
            let outcome = try await Self.install(machine, "--enable")
            #expect(outcome.status == .code(3))
            #expect(outcome.conversation.contains("--move-entries or --no-move-entries"))
            #expect(try Self.files(machine) == before)
            #expect(try machine.serviceUser == nil)
        }
    }

    @Test("Entries never take the place of others, and never leave a loop that runs on them")
    func obstructed() async throws {
        try await OwnMachine.run { machine in
            try await Self.configure(machine)
            try machine.disk.write("{}\n", to: "etc/keyturn/settings.json")
            var before = try Self.files(machine)
            let obstructed = try await Self.install(machine, "--move-entries")
            #expect(obstructed.status == .code(7))
            #expect(obstructed.errors.first?.contains("/etc/keyturn/settings.json is there already") == true)
            #expect(try Self.files(machine) == before)
            #expect(try machine.serviceUser == nil)
            try FileManager.default.removeItem(atPath: machine.disk("etc/keyturn"))
            try machine.disk.write("", to: "run/user/\(OwnMachine.person)/keyturn/run.lock")
            let lock = try FileLock(machine.disk("run/user/\(OwnMachine.person)/keyturn/run.lock"))
            before = try Self.files(machine)
            let busy = try await Self.install(machine, "--move-entries")
            #expect(busy.status == .code(7))
            #expect(busy.conversation.contains("It is process \(ProcessInfo.processInfo.processIdentifier)."))
            #expect(try Self.files(machine) == before)
            #expect(try machine.serviceUser == nil)
            _ = consume lock
        }
    }

    @Test("What root set up before becomes the user's; --enable starts it, and remove takes the unit away alone")
    func adopted() async throws {
        try await OwnMachine.run { machine in
            try await Self.configure(machine, "etc/keyturn")
            try machine.disk.write("", to: "run/keyturn/run.lock")
            let outcome = try await machine.keyturn(["service", "install", "--enable"])
            #expect(outcome.status == .code(0), "\(outcome.errors)")
            let user = try #require(try machine.serviceUser)
            #expect(try machine.owner(of: "run/keyturn/run.lock").hasPrefix("\(user) "))
            for file in ["", "/entries.json", "/tokens", "/tokens/0A2B3C4D"] {
                #expect(try machine.owner(of: "etc/keyturn\(file)").hasPrefix("\(user) "))
            }
            #expect(try machine.systemctl == ["daemon-reload", "enable --now keyturn"])
            let removed = try await machine.keyturn(["service", "remove", "--json"])
            #expect(removed.status == .code(0))
            #expect(try removed.json == ["removed": true, "unit": .text("/etc/systemd/system/keyturn.service")])
            #expect(try machine.systemctl.suffix(2) == ["disable --now keyturn", "daemon-reload"])
            #expect(try machine.disk.text(of: "etc/systemd/system/keyturn.service") == nil)
            #expect(try machine.disk.text(of: "etc/keyturn/entries.json") != nil)
            #expect(try await machine.keyturn(["service", "remove"]).status == .code(3))
        }
    }

    @Test("The unit of a package is left as it is, and used")
    func packaged() async throws {
        try await OwnMachine.run { machine in
            try machine.disk.write("[Unit]\n", to: "usr/lib/systemd/system/keyturn.service")
            let outcome = try await machine.keyturn(["service", "install", "--enable"])
            #expect(outcome.status == .code(0))
            #expect(try machine.disk.text(of: "etc/systemd/system/keyturn.service") == nil)
            #expect(try machine.systemctl.last == "enable --now keyturn")
        }
    }

    @Test("Where systemd fails, that is told; where there is none, how to go on")
    func refused() async throws {
        try await OwnMachine.run { machine in
            try machine.disk.write("#!/bin/sh\nexit 5\n", to: "usr/local/bin/systemctl")
            let refused = try await machine.keyturn(["service", "install"])
            #expect(refused.status == .code(1))
            #expect(refused.conversation.contains("systemctl daemon-reload ended with 5"))
            #expect(refused.conversation.contains("KT-SERVICE"))
            try FileManager.default.removeItem(atPath: machine.disk("run/systemd/system"))
            let without = try await machine.keyturn(["service", "install", "--enable"])
            #expect(without.status == .code(0))
            #expect(without.conversation.contains("no systemd runs here"))
            #expect(without.conversation.contains("sudo systemctl enable --now keyturn"))
            let path = ["PATH": "/nowhere"]
            let account = try await machine.keyturn(["service", "install"], environment: path)
            #expect(account.status == .code(1))
            #expect(account.conversation.contains("There is no systemd-sysusers here"))
        }
    }
}
