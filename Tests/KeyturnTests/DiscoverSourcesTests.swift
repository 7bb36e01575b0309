import FoundationEssentials
import Glibc
import Linux
import NukiDomain
import TestKit
import Testing

@Suite("discover by other means than DHCP", .timeLimit(.minutes(1)))
struct DiscoverSourcesTests {
    private static let lease = "0 54:d2:72:0a:0b:0c 198.51.100.52 Nuki_Bridge_1A2B3C4D *\n"

    private func discover(
        _ keyturn: KeyturnBinary, _ words: [String], environment: [String: String] = [:]
    ) async throws -> ProcessOutcome {
        try await keyturn.run(
            ["discover", "--timeout", "20s", "--config", keyturn.home("config")] + words, environment: environment)
    }

    @Test("A lease file names a bridge, and the search ends with it")
    func leases() async throws {
        let keyturn = try KeyturnBinary()
        try keyturn.home.write(Self.lease, to: "leases")
        let words = ["--source", "leases", "--leases", keyturn.home("leases")]
        let outcome = try await discover(keyturn, words + ["--json"])
        #expect(outcome.status == .code(0))
        let row = try JSONValue(parsing: outcome.output.first ?? "")
        #expect(row["event"] == "found")
        #expect(row["id"] == "1A2B3C4D")
        #expect(row["host"] == "198.51.100.52")
        #expect(row["source"] == "leases")
        // It is on no network of this machine: nobody asked it.
        #expect(row["answers"] == nil)
    }

    @Test("For people the line says how a bridge is known; the next search says at once when it was last seen")
    func remembered() async throws {
        let keyturn = try KeyturnBinary()
        try keyturn.home.write(Self.lease, to: "leases")
        let words = ["--source", "leases", "--leases", keyturn.home("leases")]
        let first = try await discover(keyturn, words)
        #expect(first.output == ["found  Nuki_Bridge_1A2B3C4D  198.51.100.52  54:d2:72:0a:0b:0c  lease file"])
        let path = keyturn.home("config/state/sightings.json")
        #expect(try FileStatus.of(path)?.mode == 0o600)
        try keyturn.home.write("", to: "leases")
        let second = try await discover(keyturn, words)
        #expect(second.status == .code(2))
        #expect(second.output.count == 1)
        #expect(second.output.first?.hasPrefix("remembered  Nuki_Bridge_1A2B3C4D  198.51.100.52") == true)
        #expect(second.output.first?.contains("last seen ") == true)
        let json = try await discover(keyturn, words + ["--json"])
        let row = try JSONValue(parsing: json.output.first ?? "")
        #expect(row["event"] == "remembered")
        #expect(row["id"] == "1A2B3C4D")
        #expect(row["host"] == "198.51.100.52")
    }

    @Test("A memory that cannot be understood is a warning and stays as it is")
    func badMemory() async throws {
        let keyturn = try KeyturnBinary()
        try keyturn.home.write(Self.lease, to: "leases")
        for text in ["{", "{\"schema\":9,\"bridges\":[]}"] {
            try keyturn.home.write(text, to: "config/state/sightings.json")
            let outcome = try await discover(keyturn, ["--source", "leases", "--leases", keyturn.home("leases")])
            #expect(outcome.status == .code(0))
            #expect(outcome.output.count == 1)
            #expect(outcome.conversation.contains("KT-FILE-BAD"))
            #expect(try keyturn.home.text(of: "config/state/sightings.json") == text)
        }
    }

    @Test("What is remembered cannot write to the terminal")
    func hostileMemory() async throws {
        let keyturn = try KeyturnBinary()
        let bridge = """
            {"id":"1A2B3C4D","host":"\\u001b[31m","mac":"\\u202e","hostname":"\\u001b]0;x","source":"dhcp","seen":"\\u001b"}
            """
        try keyturn.home.write("{\"schema\":1,\"bridges\":[\(bridge)]}", to: "config/state/sightings.json")
        let outcome = try await discover(keyturn, ["--source", "leases", "--leases", keyturn.home("none")])
        #expect(outcome.output.count == 1)
        #expect(outcome.output.allSatisfy { $0.hasPrefix("remembered") })
        #expect(outcome.output.joined().unicodeScalars.allSatisfy { $0.isASCII && $0.value >= 0x20 })
    }

    @Test("An unreadable lease file is a warning, and finding nothing is 2")
    func unreadable() async throws {
        let keyturn = try KeyturnBinary()
        let outcome = try await discover(keyturn, ["--source", "leases", "--leases", keyturn.home("none")])
        #expect(outcome.status == .code(2))
        #expect(outcome.conversation.contains("cannot be read"))
        #expect(outcome.conversation.contains("KT-FIND-NONE"))
    }

    @Test(
        "Where nothing is found, the reason is that of the sources that were asked",
        arguments: [
            (["--source", "leases"], "by lease file", "A lease file names only"),
            (["--source", "neighbours", "--interface", "none"], "by neighbour table", "that this machine spoke to"),
            (["--source", "scan", "--interface", "none"], "by scan", "what answers like a bridge"),
        ])
    func nothing(_ words: [String], what: String, why: String) async throws {
        let outcome = try await discover(try KeyturnBinary(), words + ["--json"])
        #expect(outcome.status == .code(2))
        #expect(try outcome.error?["what"] == .text("No bridge showed up \(what)"))
        #expect(try outcome.error?["why"]?.text?.contains(why) == true)
        #expect(!outcome.conversation.contains("asks for an address"))
    }

    @Test("KEYTURN_SOURCES chooses where no flag does, and an unknown name lists the known ones")
    func environment() async throws {
        let keyturn = try KeyturnBinary()
        try keyturn.home.write(Self.lease, to: "leases")
        let chosen = try await discover(
            keyturn, ["--leases", keyturn.home("leases")], environment: ["KEYTURN_SOURCES": "leases"])
        #expect(chosen.status == .code(0))
        let wrong = try await discover(keyturn, [], environment: ["KEYTURN_SOURCES": "leases, radar"])
        #expect(wrong.status == .code(3))
        #expect(wrong.conversation.contains("radar"))
        #expect(wrong.conversation.contains("dhcp, leases, neighbours, scan, cloud"))
        let flag = try await discover(keyturn, ["--source", "radar"])
        #expect(flag.status == .code(64))
        #expect(flag.conversation.contains("neighbours"))
    }

    @Test("The cloud's list is asked when it is wanted: a stranger, and a bridge that hides")
    func cloud() async throws {
        let keyturn = try KeyturnBinary()
        let body = """
            {"bridges":[{"bridgeId":203003810,"ip":"198.51.100.14","port":9090,"dateUpdated":"2026-01-01T00: 00:00Z"},
            {"bridgeId":7,"ip":"0.0.0.0","port":0}],"errorCode":0}
            """
        let server = try Self.server("200 OK", body)
        let outcome = try await discover(
            keyturn, ["--source", "cloud", "--cloud-url", "http://\(server.endpoint)/discover/bridges", "--json"])
        #expect(outcome.status == .code(0))
        #expect(outcome.output.count == 1)
        let row = try JSONValue(parsing: outcome.output.first ?? "")
        #expect(row["id"] == nil)
        #expect(row["server_id"] == "0C1997A2")
        #expect(row["port"] == 9090)
        #expect(row["source"] == "cloud")
        #expect(row["answers"] == nil)
        #expect(outcome.conversation.contains("KT-FIND-HIDDEN"))
        #expect(outcome.conversation.contains("00000007"))
    }

    @Test("A directory that refuses: KT-FIND-CLOUD and exit 2")
    func cloudRefuses() async throws {
        let keyturn = try KeyturnBinary()
        let server = try Self.server("403 Forbidden", "")
        let outcome = try await discover(
            keyturn, ["--source", "cloud", "--cloud-url", "http://\(server.endpoint)/discover/bridges", "--json"])
        #expect(outcome.status == .code(2))
        #expect(try outcome.error?["id"] == "KT-FIND-CLOUD")
    }

    @Test(
        "Over TLS the directory has to prove its name",
        .enabled(if: TLSServer.missing == nil, "\(TLSServer.missing ?? "") is not installed"))
    func cloudOverTLS() async throws {
        let keyturn = try KeyturnBinary()
        let server = try await TLSServer()
        // It answers with a list that is none of bridges.
        let words = ["--source", "cloud", "--cloud-url", "https://localhost:\(server.port)/", "--json"]
        let trusted = try await discover(keyturn, words + ["--cloud-ca", server.authorities])
        #expect(trusted.status == .code(2))
        #expect(try trusted.error?["what"] == "Nuki's directory gave no list of bridges")
        let untrusted = try await discover(keyturn, words)
        #expect(untrusted.status == .code(2))
        #expect(try untrusted.error?["id"] == "KT-FIND-CLOUD")
        #expect(untrusted.conversation.contains("did not prove"))
    }

    @Test("Without CAP_NET_RAW the other sources go on, and the way to allow listening is said")
    func deaf() async throws {
        let keyturn = try KeyturnBinary()
        try keyturn.home.write(Self.lease, to: "leases")
        let words = [
            "discover", "--interface", "lo", "--leases", keyturn.home("leases"), "--config", keyturn.home("config"),
        ]
        let outcome: ProcessOutcome
        if geteuid() == 0 {
            let program = ["--bounding-set=-net_raw", "--inh-caps=-net_raw", KeyturnBinary.path]
            outcome = try await ChildProcess.run("setpriv", program + words)
        } else {
            outcome = try await keyturn.run(words)
        }
        #expect(outcome.status == .code(0))
        #expect(outcome.output.first?.hasPrefix("found  Nuki_Bridge_1A2B3C4D") == true)
        #expect(outcome.conversation.contains("warning: Cannot listen for DHCP"))
        #expect(outcome.conversation.contains("setcap cap_net_raw=ep"))
    }

    private static func server(_ status: String, _ body: String) throws -> RawServer {
        try RawServer { peer throws(SystemError) in
            _ = try peer.head()
            try peer.send(
                "HTTP/1.1 \(status)\r\nConnection: close\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)")
        }
    }
}
