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
}
