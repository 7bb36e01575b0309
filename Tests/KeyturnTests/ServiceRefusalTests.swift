import FoundationEssentials
import Linux
import TestKit
import Testing

@Suite("What service install refuses", .timeLimit(.minutes(2)), OwnMachine.needed)
struct ServiceRefusalTests {
    @Test("A program that the service's user could not start is refused")
    func outOfReach() async throws {
        try await OwnMachine.run { machine in
            let hidden = machine.disk("usr/local/bin/keyturn")
            let own = "/usr/local/bin/own"
            try machine.disk.write("", to: String(own.dropFirst()))
            try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: machine.disk(own))
            for program in [hidden, own] {
                let outcome = try await machine.keyturn(["service", "install", "--program", program])
                #expect(outcome.status == .code(3))
                #expect(outcome.conversation.contains("sudo install \(program) /usr/local/bin/keyturn"))
            }
            #expect(try machine.serviceUser == nil)
        }
    }

    @Test("What is no program, or none that systemd takes, is refused, and nothing is made")
    func noProgram() async throws {
        try await OwnMachine.run { machine in
            for program in ["/usr/local/bin", "/usr/local/bin/none", "/etc/passwd", "/etc/passwd/keyturn"] {
                let outcome = try await machine.keyturn(["service", "install", "--program", program])
                #expect(outcome.status == .code(3))
                #expect(outcome.conversation.contains("There is no program \(program)"))
            }
            for program in ["/opt/a\nUser=root", "/opt/a\"b", "/opt/a'b", "/opt/a\\b"] {
                for command in ["install", "show"] {
                    let outcome = try await machine.keyturn(["service", command, "--program", program])
                    #expect(outcome.status == .code(3))
                    #expect(outcome.output == [])
                    #expect(outcome.conversation.contains("systemd cannot start /opt/a"))
                }
            }
            #expect(try machine.serviceUser == nil)
        }
    }

    @Test("A file where the service's folder would be is told and left; a folder that is open to others is closed")
    func folders() async throws {
        try await OwnMachine.run { machine in
            try machine.disk.write("mine\n", to: "etc/keyturn")
            let refused = try await machine.keyturn(["service", "install"])
            #expect(refused.status == .code(7))
            #expect(refused.conversation.contains("/etc/keyturn is no folder"))
            #expect(try machine.disk.text(of: "etc/keyturn") == "mine\n")
            try FileManager.default.removeItem(atPath: machine.disk("etc/keyturn"))
            #expect(try await machine.keyturn(["service", "install"]).status == .code(0))
            for folder in ["etc/keyturn", "var/lib/keyturn"] {
                try FileManager.default.setAttributes(
                    [.posixPermissions: 0o777], ofItemAtPath: machine.disk(folder))
            }
            #expect(try await machine.keyturn(["service", "install"]).status == .code(0))
            let user = try #require(try machine.serviceUser)
            #expect(try machine.owner(of: "etc/keyturn") == "\(user) 750")
            #expect(try machine.owner(of: "var/lib/keyturn") == "\(user) 700")
        }
    }

    @Test("Beside a loop that somebody started on its folders nothing is installed; its own is not in the way")
    func loopByHand() async throws {
        try await OwnMachine.run { machine in
            try machine.disk.write("", to: "run/keyturn/run.lock")
            let lock = try FileLock(machine.disk("run/keyturn/run.lock"))
            try machine.disk.write("#!/bin/sh\n[ \"$1\" != is-active ]\n", to: "usr/local/bin/systemctl")
            let refused = try await machine.keyturn(["service", "install"])
            #expect(refused.status == .code(7))
            #expect(refused.conversation.contains("It is process \(ProcessInfo.processInfo.processIdentifier)."))
            #expect(refused.conversation.contains("or it is the service, which is starting or stopping"))
            #expect(try machine.serviceUser == nil)
            try machine.disk.write("#!/bin/sh\n", to: "usr/local/bin/systemctl")
            #expect(try await machine.keyturn(["service", "install"]).status == .code(0))
            _ = consume lock
        }
    }
}
