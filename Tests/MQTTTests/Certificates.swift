import TestKit

/// An authority, a server's and a client's certificate made with openssl, and a password file.
struct Certificates {
    let folder: TemporaryFolder

    init() async throws {
        folder = try TemporaryFolder()
        try await openssl(["req", "-x509", "-subj", "/CN=Test authority"] + new("ca"))
        for (name, subject) in [("server", "localhost"), ("client", "keyturn")] {
            try await openssl(
                ["req", "-x509", "-CA", folder("ca.pem"), "-CAkey", folder("ca.key"), "-subj", "/CN=\(subject)"]
                    + ["-addext", "subjectAltName=DNS:localhost"] + new(name))
        }
        let made = try await ChildProcess.run(
            "mosquitto_passwd", ["-b", "-c", folder("passwords"), "keyturn", "a-password-of-ours"])
        guard made.status == .code(0) else { throw Unable(said: made.errors) }
    }

    private func new(_ name: String) -> [String] {
        [
            "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
            "-keyout", folder("\(name).key"), "-out", folder("\(name).pem"),
        ]
    }

    private func openssl(_ arguments: [String]) async throws {
        let outcome = try await ChildProcess.run("openssl", arguments, environment: ["PATH": "/usr/bin:/bin"])
        guard outcome.status == .code(0) else { throw Unable(said: outcome.errors) }
    }

    private struct Unable: Error {
        let said: [String]
    }
}
