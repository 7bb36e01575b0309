import FoundationEssentials
import Linux
import TestKit
import Testing

/// A Python with programs that nobody here wrote.
///
/// `KEYTURN_JUDGES` names one that has them all: then no test does without. Otherwise they come from the network into a
/// folder of the test's own, where that can be done; else the test is cancelled with the reason.
enum JudgePython {
    /// The interpreter's path.
    static func path(with packages: String..., in folder: TemporaryFolder) async throws -> String {
        do {
            return try await python(packages, folder)
        } catch let missing as Missing {
            print("Nobody judges: \(missing.reason).")
            try Test.cancel("\(missing.reason)")
        }
    }

    /// A script in `Judges`: in the tree that the tests run in, wherever it was copied to after it was built; else where
    /// it was built.
    static func script(_ name: String) -> String {
        let here = "\(FileManager.default.currentDirectoryPath)/Tests/KeyturnTests/Judges/\(name)"
        return FileManager.default.fileExists(atPath: here) ? here : "\(FilePath.folder(of: #filePath))/Judges/\(name)"
    }

    private static func python(_ packages: [String], _ folder: TemporaryFolder) async throws -> String {
        let environment = ProcessInfo.processInfo.environment
        if let python = environment["KEYTURN_JUDGES"] { return python }
        guard ChildProcess.path(of: "python3") != nil else { throw Missing(reason: "no program python3") }
        try await run("python3", ["-m", "venv", folder("python")], environment)
        let python = folder("python/bin/python")
        let quickly = ["--timeout", "10", "--retries", "1", "--no-cache-dir", "--disable-pip-version-check"]
        try await run(python, ["-m", "pip", "install", "--quiet"] + quickly + packages, environment)
        return python
    }

    private static func run(_ program: String, _ arguments: [String], _ environment: [String: String]) async throws {
        let outcome = try await ChildProcess.run(program, arguments, environment: environment)
        guard outcome.status == .code(0) else {
            let said = (outcome.output + outcome.errors).last ?? "nothing said"
            throw Missing(reason: "\(program) \(arguments.prefix(3).joined(separator: " ")) failed: \(said)")
        }
    }

    /// Why they cannot be had.
    private struct Missing: Error {
        let reason: String
    }
}
