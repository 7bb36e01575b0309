import TestKit
import Testing

@Suite("A library that is not there", .timeLimit(.minutes(2)))
struct MissingLibraryTests {
    /// Names a folder to the dynamic linker in which the library is no library.
    private func without(_ library: String, _ keyturn: KeyturnBinary) throws -> [String: String] {
        try keyturn.home.write("", to: library)
        return ["LD_LIBRARY_PATH": keyturn.home("."), "KEYTURN_CALLBACK_PORT": ""]
    }

    @Test("Without libcurl, a command that asks a bridge says what to install")
    func noCurl() async throws {
        try await Stage.run { stage in
            try stage.configure()
            let outcome = try await stage.keyturn.run(
                ["status", "--config", stage.config], environment: without("libcurl.so.4", stage.keyturn))
            #expect(outcome.status == .code(1))
            #expect(outcome.errors.joined(separator: "\n").contains("libcurl cannot be opened (KT-LIBRARY)"))
            #expect(outcome.errors.joined(separator: "\n").contains("sudo apt install libcurl4"))
        }
    }

    @Test("Without libcurl, a command that asks nobody works")
    func notNeeded() async throws {
        let keyturn = try KeyturnBinary()
        let outcome = try await keyturn.run(["export", "--help"], environment: without("libcurl.so.4", keyturn))
        #expect(outcome.status == .code(0))
    }

    @Test("doctor tells of each library that is missing", arguments: ["curl": "4", "mosquitto": "1"])
    func doctor(_ name: String, _ number: String) async throws {
        let keyturn = try KeyturnBinary()
        let outcome = try await keyturn.run(
            ["doctor", "--json", "--config", keyturn.home("config")],
            environment: without("lib\(name).so.\(number)", keyturn))
        let check = try outcome.check("library.lib\(name)")
        #expect(check["state"] == "failed")
        #expect(check["error"] == "KT-LIBRARY")
        #expect(check["fix"]?.text == "Install it: sudo apt install lib\(name)\(number)")
        #expect(outcome.status == .code(1))
    }
}
