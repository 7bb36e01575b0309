import FoundationEssentials
import Glibc
import Linux
import TestKit
import Testing

@Suite("doctor and the files of a configuration", .timeLimit(.minutes(2)))
struct DoctorFileTests {
    @Test("A token that others may read is a failure, other files are a warning, each with its chmod")
    func modes() async throws {
        try await Stage.run { stage in
            try stage.configure()
            let home = stage.keyturn.home
            try home.write("{}", to: "config/settings.json")
            let files: [(name: String, mode: Int, id: String, state: JSONValue, fix: String)] = [
                ("config/tokens/0A2B3C4D", 0o644, Doctor.token, "failed", "chmod 600"),
                ("config/entries.json", 0o640, "files.entries", "warning", "chmod 600"),
                ("config/settings.json", 0o666, "files.settings", "warning", "chmod 600"),
                ("config/tokens", 0o750, "files.tokens", "warning", "chmod 700"),
                ("config", 0o755, "files.config", "warning", "chmod 700"),
            ]
            for file in files {
                try FileManager.default.setAttributes([.posixPermissions: file.mode], ofItemAtPath: home(file.name))
            }
            let outcome = try await stage.doctor()
            #expect(outcome.status == .code(1))
            for file in files {
                let check = try outcome.check(file.id)
                #expect(check["state"] == file.state)
                #expect(check["fix"]?.text?.hasSuffix("\(file.fix) \(home(file.name))") == true)
            }
            #expect(try outcome.check(Doctor.bridge)["state"] == "ok", "what can be read is used all the same")
        }
    }

    @Test("A password or a key for the broker that others may read is a failure, and run warns of it")
    func brokerSecrets() async throws {
        try await Stage.run { stage in
            try stage.configure()
            let home = stage.keyturn.home
            try home.write("a-password-of-ours\n", to: "password")
            try home.write("no key at all\n", to: "key")
            try home.write(
                """
                {"mqtt":{"host":"127.0.0.1","port":1,"user":"keyturn","password_file":"\(home("password"))","tls":true,
                 "key":"\(home("key"))"}}
                """, to: "config/settings.json")
            for (name, mode) in [("password", 0o644), ("key", 0o640)] {
                try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: home(name))
            }
            let outcome = try await stage.doctor()
            let check = try outcome.check("files.mqtt.password_file")
            #expect(check["state"] == "failed")
            #expect(check["fix"]?.text?.hasSuffix("chmod 640 \(home("password"))") == true)
            #expect(try outcome.check("files.mqtt.key")["state"] == "ok", "a group may share it")
            let run = try await stage.keyturn.run(["run", "--polls", "1", "--no-probe", "--config", stage.config])
            #expect(run.errors.contains { $0.contains("\(home("password")) is open to others") })
            #expect(!run.errors.contains { $0.contains("\(home("key")) is open") })
            #expect(!(run.errors + outcome.output).contains { $0.contains("a-password-of-ours") })
        }
    }

    @Test("No token at all, and a file that holds none, are failures")
    func noToken() async throws {
        try await Stage.run { stage in
            try stage.configure()
            let path = stage.keyturn.home("config/tokens/0A2B3C4D")
            try stage.keyturn.home.write("two words\n", to: "config/tokens/0A2B3C4D")
            #expect(try await stage.doctor().check(Doctor.token)["error"] == "KT-FILE-BAD")
            try FileManager.default.removeItem(atPath: path)
            let outcome = try await stage.doctor()
            #expect(outcome.status == .code(1))
            #expect(try outcome.check(Doctor.token)["fix"]?.text?.contains("keyturn reauth") == true)
            #expect(try !outcome.ids.contains(Doctor.bridge))
        }
    }

    @Test("Entries that cannot be understood are a failure that names the line; those that may not be read, too")
    func entries() async throws {
        let keyturn = try KeyturnBinary()
        try keyturn.home.write("{\"schema\": 1,\n \"entries\": [nonsense]}\n", to: "config/entries.json")
        let arguments = ["doctor", "--json", "--config", keyturn.home("config")]
        let malformed = try await keyturn.run(arguments)
        #expect(malformed.status == .code(1))
        let check = try malformed.check("files.entries")
        #expect(check["state"] == "failed" && check["error"] == "KT-FILE-BAD")
        #expect(check["what"]?.text?.contains("line 2, column") == true)
        // Root has given up by then what lets it past every mode.
        try FileManager.default.setAttributes(
            [.posixPermissions: 0], ofItemAtPath: keyturn.home("config/entries.json"))
        let denied = try await keyturn.run(arguments)
        #expect(denied.status == .code(1))
        #expect(try denied.check("files.entries")["error"] == "KT-SAVE-DENIED")
    }

    @Test("Settings that cannot be understood are one failure, and the bridges are asked all the same")
    func settings() async throws {
        try await Stage.run { stage in
            try stage.configure()
            try stage.keyturn.home.write("{\"polls\": 3}", to: "config/settings.json")
            let outcome = try await stage.doctor()
            #expect(try outcome.check("files.settings")["error"] == "KT-FILE-BAD")
            #expect(try outcome.check("files.settings")["why"]?.text?.contains("The key polls means nothing") == true)
            #expect(try outcome.check(Doctor.bridge)["state"] == "ok")
        }
    }

    @Test("A state folder that is none is a failure")
    func state() async throws {
        let keyturn = try KeyturnBinary()
        try keyturn.home.write("", to: "config/state")
        let outcome = try await keyturn.run(["doctor", "--json", "--config", keyturn.home("config")])
        #expect(outcome.status == .code(1))
        #expect(try outcome.check("files.state")["state"] == "failed")
    }

    @Test("Nothing set up is a warning and no failure")
    func nothing() async throws {
        let keyturn = try KeyturnBinary()
        let outcome = try await keyturn.run(["doctor", "--json", "--config", keyturn.home("config")])
        #expect(outcome.status == .code(Doctor.mayListen ? 0 : 1))
        #expect(try outcome.check("files.entries")["state"] == "warning")
        #expect(try keyturn.home.names == [], "a check makes nothing")
    }

    @Test("Root goes on as the one to whom the configuration belongs", Doctor.needsRoot)
    func owner() async throws {
        try await Stage.run { stage in
            try stage.configure()
            let home = stage.keyturn.home
            try FileManager.default.setAttributes([.posixPermissions: 0o711], ofItemAtPath: home.path)
            for name in ["config", "config/tokens", "config/tokens/0A2B3C4D"] {
                #expect(unsafe chown(home(name), 65_534, 65_534) == 0)
            }
            let denied = try await stage.doctor()
            #expect(denied.status == .code(1))
            #expect(try denied.check("files.entries")["error"] == "KT-SAVE-DENIED", "it is root's")
            #expect(unsafe chown(home("config/entries.json"), 65_534, 65_534) == 0)
            #expect(try await stage.doctor().check(Doctor.bridge)["state"] == "ok")
            #expect(try FileStatus.of(home("config/run"))?.owner == 65_534)
        }
    }

    @Test("A file of another user than the folder's is a warning", Doctor.needsRoot)
    func others() async throws {
        try await Stage.run { stage in
            try stage.configure()
            let path = stage.keyturn.home("config/tokens")
            #expect(unsafe chown(path, 65_534, 65_534) == 0)
            let check = try await stage.doctor().check("files.tokens")
            #expect(check["state"] == "warning")
            #expect(check["fix"]?.text?.hasSuffix("chown --reference=\(stage.config) \(path)") == true)
        }
    }
}
