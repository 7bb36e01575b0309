import FoundationEssentials
import Linux
import TestKit
import Testing

/// A client that nobody here wrote, with the simulated bridge.
///
/// `KEYTURN_JUDGES` names a Python that has pynuki: then the test never does without. Otherwise pynuki comes from the
/// network into a folder of the test's own, where that can be done.
@Suite("pynuki 1.6.3 and the simulated bridge", .timeLimit(.minutes(5)))
struct PynukiTests {
    @Test("Every call of it works as its document says, encrypted and plain")
    func judge() async throws {
        let folder = try TemporaryFolder()
        let python: String
        do {
            python = try await Self.python(in: folder)
        } catch let missing as Missing {
            print("pynuki is not asked: \(missing.reason).")
            try Test.cancel("\(missing.reason)")
        }
        async let encrypted: Void = Self.judge("encrypted", python)
        try await Self.judge("plain", python)
        try await encrypted
    }

    private static func judge(_ way: String, _ python: String) async throws {
        try await Simulation.run("--speed", "10") { bridge in
            let outcome = try await ChildProcess.run(
                python, [script, "127.0.0.1", "\(bridge.port)", bridge.token, "\(bridge.control)", way])
            let wrong = outcome.output.filter { !$0.hasPrefix("ok ") } + outcome.errors
            #expect(outcome.status == .code(0), "\(wrong.joined(separator: "\n"))")
            #expect(outcome.output.contains { $0.hasPrefix("ok ") })
        }
    }

    /// In the tree that the tests run in, wherever it was copied to after it was built; else where it was built.
    private static let script = {
        let name = "Judges/pynuki_judge.py"
        let here = "\(FileManager.default.currentDirectoryPath)/Tests/KeyturnTests/\(name)"
        return FileManager.default.fileExists(atPath: here) ? here : "\(FilePath.folder(of: #filePath))/\(name)"
    }()

    /// A Python that has pynuki.
    private static func python(in folder: TemporaryFolder) async throws -> String {
        let environment = ProcessInfo.processInfo.environment
        if let python = environment["KEYTURN_JUDGES"] { return python }
        guard ChildProcess.path(of: "python3") != nil else { throw Missing(reason: "no program python3") }
        try await run("python3", ["-m", "venv", folder("python")], environment)
        let python = folder("python/bin/python")
        let quickly = ["--timeout", "10", "--retries", "1", "--no-cache-dir", "--disable-pip-version-check"]
        try await run(python, ["-m", "pip", "install", "--quiet"] + quickly + ["pynuki==1.6.3"], environment)
        return python
    }

    private static func run(_ program: String, _ arguments: [String], _ environment: [String: String]) async throws {
        let outcome = try await ChildProcess.run(program, arguments, environment: environment)
        guard outcome.status == .code(0) else {
            let said = (outcome.output + outcome.errors).last ?? "nothing said"
            throw Missing(reason: "\(program) \(arguments.prefix(3).joined(separator: " ")) failed: \(said)")
        }
    }

    /// Why pynuki cannot be had.
    private struct Missing: Error {
        let reason: String
    }
}
