import FoundationEssentials
import TestKit
import Testing

@Suite("The file of the service's unit", .timeLimit(.minutes(2)))
struct UnitFileTests {
    private let unit = "etc/systemd/system/keyturn.service"

    @Test(
        "A unit that says what it should stays the same file, and one of another program is written anew",
        OwnMachine.needed)
    func unchanged() async throws {
        try await OwnMachine.run { machine in
            #expect(try await machine.keyturn(["service", "install"]).status == .code(0))
            let path = machine.disk(unit)
            let old = Date(timeIntervalSince1970: 1_000_000_000)
            try FileManager.default.setAttributes([.modificationDate: old], ofItemAtPath: path)
            #expect(try await machine.keyturn(["service", "install"]).status == .code(0))
            #expect(try FileManager.default.attributesOfItem(atPath: path)[.modificationDate] as? Date == old)
            let text = try #require(try machine.disk.text(of: unit))
            let other = text.replacing("ExecStart=/usr/local/bin/keyturn run", with: "ExecStart=\"/opt/a b\" run")
            #expect(other != text)
            try machine.disk.write(other, to: unit)
            #expect(try await machine.keyturn(["service", "install"]).status == .code(0))
            #expect(try machine.disk.text(of: unit) == text)
            #expect(try machine.owner(of: unit) == "0 644")
        }
    }

    @Test("A unit that somebody changed stays, whatever was changed, and nothing else is done", OwnMachine.needed)
    func changed() async throws {
        try await OwnMachine.run { machine in
            let text = try await machine.keyturn(["service", "show"]).output.map { "\($0)\n" }.joined()
            for changed in [
                text + "# mine\n", text.replacing("run --system", with: "run --system -v"), "",
                text.replacing("run --system", with: "run --config /srv/keyturn"),
                text.replacing("ProtectHome=yes", with: "ProtectHome=no"),
            ] {
                try machine.disk.write(changed, to: unit)
                let outcome = try await machine.keyturn(["service", "install", "--enable"])
                #expect(outcome.status == .code(7))
                #expect(outcome.conversation.contains("/\(unit) is not what this keyturn writes"))
                #expect(outcome.conversation.contains("sudo systemctl edit keyturn"))
                #expect(try machine.disk.text(of: unit) == changed)
            }
            try FileManager.default.removeItem(atPath: machine.disk(unit))
            try FileManager.default.createSymbolicLink(
                atPath: machine.disk(unit), withDestinationPath: "/srv/keyturn.service")
            #expect(try await machine.keyturn(["service", "install"]).status == .code(7))
            #expect(try machine.serviceUser == nil)
            #expect(try machine.systemctl == [])
        }
    }

    @Test("A service that is masked stays so, with and without a package", OwnMachine.needed)
    func masked() async throws {
        try await OwnMachine.run { machine in
            let path = machine.disk(unit)
            try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: "/dev/null")
            for command in ["install", "remove", "install"] {
                let outcome = try await machine.keyturn(["service", command])
                #expect(outcome.status == .code(7))
                #expect(outcome.conversation.contains("sudo systemctl unmask keyturn"))
                #expect(try FileManager.default.destinationOfSymbolicLink(atPath: path) == "/dev/null")
                try machine.disk.write("[Unit]\n", to: "usr/lib/systemd/system/keyturn.service")
            }
            #expect(try machine.serviceUser == nil)
            #expect(try machine.systemctl == [])
        }
    }

    @Test(
        "A unit of a person is written anew for another configuration, and stays where more was changed",
        OwnMachine.needed)
    func otherConfiguration() async throws {
        try await OwnMachine.run { machine in
            let unit = "run/nobody/.config/systemd/user/keyturn.service"
            for (config, words) in [([], ""), (["--config", "/srv/a b"], " --config \"/srv/a b\""), ([], "")] {
                let outcome = try await machine.keyturn(["service", "install", "--user"] + config)
                #expect(outcome.status == .code(0), "\(outcome.errors)")
                let line = "ExecStart=/usr/local/bin/keyturn run\(words)\n"
                #expect(try machine.disk.text(of: unit)?.contains(line) == true)
            }
            let text = try #require(try machine.disk.text(of: unit))
            for words in [" -v", " --config /srv/a -v"] {
                let changed = text.replacing("keyturn run\n", with: "keyturn run\(words)\n")
                try machine.disk.write(changed, to: unit)
                #expect(try await machine.keyturn(["service", "install", "--user"]).status == .code(7))
                #expect(try machine.disk.text(of: unit) == changed)
            }
        }
    }

    @Test("A unit of a person that was changed or masked is left alone")
    func changedForPerson() async throws {
        let keyturn = try KeyturnBinary()
        let unit = ".config/systemd/user/keyturn.service"
        try keyturn.home.write("[Service]\nExecStart=/bin/true\n", to: unit)
        let changed = try await keyturn.run(["service", "install", "--user"])
        #expect(changed.status == .code(7))
        #expect(changed.conversation.contains("systemctl --user edit keyturn"))
        #expect(!changed.conversation.contains("sudo"))
        #expect(try keyturn.home.text(of: unit) == "[Service]\nExecStart=/bin/true\n")
        try FileManager.default.removeItem(atPath: keyturn.home(unit))
        try FileManager.default.createSymbolicLink(atPath: keyturn.home(unit), withDestinationPath: "/dev/null")
        for command in ["install", "remove"] {
            let masked = try await keyturn.run(["service", command, "--user"])
            #expect(masked.status == .code(7))
            #expect(masked.conversation.contains("systemctl --user unmask keyturn"))
        }
        let link = try FileManager.default.destinationOfSymbolicLink(atPath: keyturn.home(unit))
        #expect(link == "/dev/null")
    }
}
