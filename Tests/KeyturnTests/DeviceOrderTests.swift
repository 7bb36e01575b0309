import BridgeSimulator
import FoundationEssentials
import Glibc
import NukiDomain
import TestKit
import Testing

@Suite("lock, unlock and the like", .timeLimit(.minutes(2)))
struct DeviceOrderTests {
    private static let front = "nukiId=568300604&deviceType=0"

    /// What was asked of devices, in order.
    private static func actions(_ stage: Stage) async -> [String] {
        await stage.bridge.truth.requests.map(\.path).filter { $0.contains("nukiId") }
    }

    @Test("With no loop they go to the bridge itself, and unlock sends action 1")
    func direct() async throws {
        try await Stage.run { stage in
            try stage.configure()
            for (command, number) in [("unlock", 1), ("lock", 2), ("unlatch", 3), ("lock-n-go", 4)] {
                let outcome = try await stage.keyturn.run([command, "Front door", "--json", "--config", stage.config])
                #expect(outcome.status == .code(0), "\(command) \(outcome.errors)")
                #expect(try outcome.json["result"] == "done")
                #expect(try outcome.json["device"] == "21DF943C")
                #expect(await Self.actions(stage).last?.contains("action=\(number)") == true, "\(command)")
            }
            let outcome = try await stage.keyturn.run(["lock", "0x21df943c", "--config", stage.config])
            #expect(outcome.output == ["Front door   locked"])
            #expect(await stage.bridge.truth.requests.allSatisfy { $0.path != "/unlock" && $0.signIn == .encrypted })
        }
    }

    @Test("A device that the entry does not have is asked for at the bridge, by the name that the settings give it")
    func unlisted() async throws {
        let pace = ["KEYTURN_REQUEST_GAP_SECONDS": "0.02"]
        try await Stage.run { stage in
            try stage.configure()
            try stage.keyturn.home.write(
                #"{"devices":{"3C88A2ED":{"name":"Gate"},"1E5FE23A":{"ignore":true}}}"#, to: "config/settings.json")
            let done = try await stage.keyturn.run(["lock", "Gate", "--config", stage.config], environment: pace)
            #expect(done.output == ["Gate   locked"])
            #expect(await stage.bridge.truth.lockActions == 1)
            for word in ["Side door", "Intercom"] {
                let outcome = try await stage.keyturn.run(
                    ["lock", word, "--json", "--config", stage.config], environment: pace)
                #expect(outcome.status == .code(3))
                #expect(try outcome.error?["why"]?.text?.hasSuffix("Front door, Gate.") == true)
            }
            #expect(await stage.bridge.truth.lockActions == 1)
            let status = try await stage.keyturn.run(["status", "--config", stage.config], environment: pace)
            #expect(status.output.count { $0.contains("Gate") } == 1 && status.output.count == 3)
        }
    }

    @Test("With a loop they go through it, and it says who asked")
    func served() async throws {
        try await ServedLoop.run { loop in
            let outcome = try await loop.command("unlock", "Hallway/Side door", "--json")
            #expect(outcome.status == .code(0))
            #expect(try outcome.json["result"] == "done")
            #expect(try outcome.json["device"] == "3C88A2ED")
            try await loop.running.line(with: "unlock by user \(getuid()): done")
            // Openers are known to the loop and not to the entry.
            for (command, mode, state) in [("on", 2, 3), ("off", 2, 1)] {
                #expect(try await loop.command("ring-to-open", command, "Intercom").status == .code(0))
                let intercom = await loop.stage.bridge.truth.devices[2]
                #expect(intercom.mode == mode)
                #expect(intercom.state == state)
            }
            #expect(try await loop.command("continuous-mode", "on", "Intercom").status == .code(0))
            #expect(await loop.stage.bridge.truth.devices[2].mode == 3)
            #expect(try await loop.command("lock", "Intercom").status == .code(0))
            #expect(await loop.stage.bridge.truth.devices[2].mode == 2)
        }
    }

    @Test("What names no device, several, or one of another kind does nothing")
    func words() async throws {
        try await ServedLoop.run { loop in
            for (words, status, id) in [
                (["lock", "Back door"], 3, "KT-INPUT"), (["lock", "21DF943"], 3, "KT-INPUT"),
                (["open", "Front door"], 3, "KT-INPUT"), (["unlatch", "Intercom"], 3, "KT-INPUT"),
                (["continuous-mode", "on", "568300604"], 3, "KT-INPUT"),
                (["lock", "Garage/Front door"], 3, "KT-INPUT"),
            ] as [([String], Int32, JSONValue)] {
                let outcome = try await loop.stage.keyturn.run(words + ["--json", "--config", loop.stage.config])
                #expect(outcome.status == .code(status), "\(words)")
                #expect(try outcome.error?["id"] == id, "\(words)")
            }
            #expect(await Self.actions(loop.stage).isEmpty)
        }
    }

    @Test("A word that is one device's name and another's id is ambiguous, and lists both")
    func ambiguous() async throws {
        try await Stage.run { stage in
            try stage.configure()
            let text = try #require(try stage.keyturn.home.text(of: "config/entries.json"))
            let second =
                #"{"id":"3C88A2ED","nuki_id":1015587565,"type":4,"kind":"lock","name":"21DF943C"}"#
            try stage.keyturn.home.write(
                text.replacing(#""name":"Front door"}]"#, with: #""name":"Front door"},\#(second)]"#),
                to: "config/entries.json")
            let outcome = try await stage.keyturn.run(["lock", "21DF943C", "--json", "--config", stage.config])
            #expect(outcome.status == .code(64))
            #expect(try outcome.error?["id"] == "KT-DEVICE-AMBIGUOUS")
            #expect(try outcome.error?["why"]?.text?.contains("0x21DF943C") == true)
            #expect(try outcome.error?["why"]?.text?.contains("0x3C88A2ED") == true)
            #expect(await stage.bridge.truth.requests.isEmpty)
            // With 0x it can only be the id.
            let chosen = try await stage.keyturn.run(["lock", "0x21DF943C", "--config", stage.config])
            #expect(chosen.status == .code(0))
        }
    }

    @Test("A bridge that is not there ends with 5, a device that does not do it with 8")
    func failures() async throws {
        try await Stage.run { stage in
            let port = try SilentPort(.refuses)
            try stage.configure(port: port.endpoint.port)
            let outcome = try await stage.keyturn.run(["lock", "Front door", "--json", "--config", stage.config])
            #expect(outcome.status == .code(5))
            #expect(try outcome.error?["id"] == "KT-NET-REFUSED")
            // Whether it has such a device cannot be told.
            let unknown = try await stage.keyturn.run(["lock", "Gate", "--json", "--config", stage.config])
            #expect(unknown.status == .code(5))
        }
    }

    @Test("One loop and five commands at once keep the pause between two requests", .timeLimit(.minutes(2)))
    func pace() async throws {
        try await ServedLoop.run(gap: "0.3") { loop in
            try await withThrowingTaskGroup(of: ProcessOutcome.self) { group in
                for command in ["lock", "unlock", "lock", "unlock", "lock"] {
                    let stage = loop.stage
                    group.addTask { try await stage.keyturn.run([command, "Front door", "--config", stage.config]) }
                }
                for try await outcome in group { #expect(outcome.status == .code(0), "\(outcome.errors)") }
            }
            let requests = await loop.stage.bridge.truth.requests
            #expect(requests.allSatisfy { $0.status == 200 }, "two at once get a 503")
            for (before, after) in zip(requests, requests.dropFirst()) {
                #expect(after.time.timeIntervalSince(before.time) >= 0.29, "\(before.path) \(after.path)")
            }
            #expect(requests.count { $0.path.contains("lockAction") } == 5)
        }
    }

    @Test(
        "A socket that does not let its caller in is never gone past",
        .enabled(if: geteuid() == 0, "another user is needed, which root alone can be"))
    func denied() async throws {
        try await ServedLoop.run { loop in
            let stage = loop.stage
            // The configuration is readable to the other user, so that nothing but the socket is in the way.
            let program = stage.keyturn.home("keyturn")
            #expect(try await ChildProcess.run("cp", [KeyturnBinary.path, program]).status == .code(0))
            #expect(try await ChildProcess.run("chmod", ["-R", "a+rX", stage.keyturn.home.path]).status == .code(0))
            #expect(
                try await ChildProcess.run("chmod", ["660", stage.keyturn.home("config/run/control.sock")]).status
                    == .code(0))
            for command in [["lock", "Front door"], ["status"], ["watch"]] {
                let outcome = try await ChildProcess.run(
                    "setpriv",
                    ["--reuid=65534", "--regid=65534", "--clear-groups", program] + command
                        + ["--json", "--config", stage.config])
                #expect(outcome.status == .code(4), "\(outcome.errors)")
                #expect(try outcome.error?["id"] == "KT-CTL-DENIED")
            }
            #expect(await Self.actions(stage).isEmpty)
        }
    }
}
