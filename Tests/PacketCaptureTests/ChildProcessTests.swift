import Glibc
import Linux
import TestKit
import Testing

@Suite("Child processes of tests", .timeLimit(.minutes(1)))
struct ChildProcessTests {
    @Test("Arguments and input go in as they are; lines of both outputs and the exit code come out")
    func outcome() async throws {
        let outcome = try await ChildProcess.run(
            "/bin/sh", ["-c", "cat; printf '%s' \"$0\"; echo oops >&2; exit 7", "a b"],
            input: .bytes(Array("x\ny\n".utf8)))
        #expect(outcome.output == ["x", "y", "a b"])
        #expect(outcome.errors == ["oops"])
        #expect(outcome.status == .code(7))
    }

    @Test("The environment is the given one and nothing else")
    func environment() async throws {
        let outcome = try await ChildProcess.run("/usr/bin/env", environment: ["ONLY": "this"])
        #expect(outcome.output == ["ONLY=this"])
    }

    @Test("Input that the child does not read harms nobody")
    func unreadInput() async throws {
        let bytes = [UInt8](repeating: 65, count: 1 << 20)
        #expect(try await ChildProcess.run("/bin/true", input: .bytes(bytes)).status == .code(0))
    }

    @Test("A child can be started without descriptor 0")
    func closedInput() async throws {
        let script = "exec 3</dev/null; if [ -e /proc/self/fd/0 ]; then echo open; else echo closed; fi"
        #expect(try await ChildProcess.run("/bin/sh", ["-c", script], input: .closed).output == ["closed"])
    }

    @Test("A signal ends it, and the status says so")
    func signal() async throws {
        let child = try ChildProcess("/bin/cat", input: .held)
        child.send(SIGTERM)
        #expect(await child.exit() == .signal(SIGTERM))
        child.send(SIGTERM)
    }

    @Test("It ends with the last reference to it")
    func killedAtDeinit() async throws {
        var child: ChildProcess? = try ChildProcess("/bin/sh", ["-c", "echo started; exec cat"], input: .held)
        let output = try #require(child?.output)
        var lines = output.makeAsyncIterator()
        #expect(await lines.next() == "started")
        child = nil
        #expect(await lines.next() == nil)
    }

    @Test("A program that is not there is an error")
    func missing() {
        #expect(throws: SystemError("find no-such-program", number: ENOENT)) { try ChildProcess("no-such-program") }
    }
}
