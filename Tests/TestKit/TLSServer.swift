import Glibc
import Linux
public import NukiDomain

/// A web server that speaks TLS as `localhost`, with a certificate made for it: python3 serves, openssl signs.
///
/// It answers `/` with `[]`, `/moved` with a redirect to `/`, and `/long` with 4 kB.
public final class TLSServer: Sendable {
    /// What this machine lacks for it; nil when there is everything.
    public static let missing: String? = {
        let program = ["python3", "openssl"].first { ChildProcess.path(of: $0) == nil }
        if let program { print("Tests over TLS are left out: \(program) is not installed.") }
        return program
    }()

    /// Where it listens, at 127.0.0.1.
    public let port: Port
    private let folder: TemporaryFolder
    private let process: ChildProcess

    /// The file that holds its certificate: whoever trusts that file trusts the server.
    public var authorities: String { folder("certificate.pem") }

    /// Makes the certificate and starts the server.
    public init() async throws {
        folder = try TemporaryFolder()
        // Python may be a script that looks for the real one in the PATH.
        let environment = ["PATH": unsafe getenv("PATH").map { unsafe String(cString: $0) } ?? "/usr/bin:/bin"]
        let certificate = try await ChildProcess.run(
            "openssl",
            [
                "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
                "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost", "-keyout", folder("key.pem"),
                "-out", folder("certificate.pem"),
            ], environment: environment)
        guard certificate.status == .code(0) else { throw Unable(said: certificate.errors) }
        try folder.write(Self.program, to: "server.py")
        process = try ChildProcess(
            "python3", [folder("server.py"), folder("certificate.pem"), folder("key.pem")], environment: environment)
        guard let port = await process.output.first(where: { _ in true }).flatMap({ Port($0) }) else {
            throw Unable(said: await process.errors.reduce(into: []) { $0.append($1) })
        }
        self.port = port
    }

    private struct Unable: Error {
        let said: [String]
    }

    private static let program = """
        import http.server, ssl, sys

        class Answers(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                body = b"x" * 4096 if self.path == "/long" else b"[]"
                self.send_response(302 if self.path == "/moved" else 200)
                self.send_header("Location", "/")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Answers)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(sys.argv[1], sys.argv[2])
        server.socket = context.wrap_socket(server.socket, server_side=True)
        print(server.server_port, flush=True)
        server.serve_forever()

        """
}
