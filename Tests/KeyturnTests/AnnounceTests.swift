import Glibc
import TestKit
import Testing

@Suite("simulate --announce", .timeLimit(.minutes(1)))
struct AnnounceTests {
    @Test("Exactly the frames of --announce-pcap come out of the interface, for every bridge", LiveTests.needsLab)
    func frames() async throws {
        let keyturn = try KeyturnBinary()
        let capture = keyturn.home("announced.pcap")
        try await NetworkLab.run { lab in
            let watcher = try await LiveTests.watch(lab, ["listen", "--json", "--interface", "eth0"])
            let bridges = try await Self.simulate(lab, ["--bridges", "2", "--announce-pcap", capture])
            let written = try await keyturn.run(["listen", "--json", "--read", capture]).output
            var heard: [JSONValue] = []
            for _ in written { heard.append(try await LiveTests.row(of: watcher)) }
            #expect(written.count == 4)
            #expect(heard == (try written.map { try JSONValue(parsing: $0) }))
            bridges.send(SIGTERM)
            #expect(await bridges.exit() == .code(0))
            watcher.send(SIGINT)
            // Whatever else had come would stand here.
            for await line in watcher.output { Issue.record("\(line)") }
            #expect(await watcher.exit() == .code(0))
        }
    }

    @Test(
        "discover hears it, asks, says that a bridge answers there, and where it has moved", LiveTests.needsLab,
        .enabled(if: CurlAnswer.unavailable == nil, "\(CurlAnswer.unavailable ?? "")"))
    func discovered() async throws {
        let keyturn = try KeyturnBinary()
        try await NetworkLab.run { lab in
            let watcher = try await LiveTests.watch(
                lab, ["discover", "--json", "--interface", "eth0", "--config", keyturn.home("config")])
            _ = try await Self.simulate(lab, ["--control", "8089"])
            let row = try await LiveTests.row(of: watcher)
            #expect(row["event"] == "found")
            #expect(row["id"] == "0A2B3C4D")
            #expect(row["host"] == .text(Self.address))
            #expect(row["mac"] == "54:d2:72:2b:3c:4d")
            #expect(row["answers"] == true)
            try await lab.ip("addr add 192.168.77.78/24 dev eth0", on: .client)
            let move = ["-d", "{\"host\":\"192.168.77.78\"}", "http://127.0.0.1:8089/_control/move"]
            #expect(try await lab.start("curl", ["-q", "-s", "-f"] + move, on: .client).exit() == .code(0))
            let moved = try await LiveTests.row(of: watcher)
            #expect(moved["event"] == "moved")
            #expect(moved["from"] == .text(Self.address))
            #expect(moved["host"] == "192.168.77.78")
        }
    }

    @Test("Without CAP_NET_RAW: KT-CAP-RIGHT and exit 6")
    func withoutRight() async throws {
        let words = ["simulate", "--port", "0", "--announce", "lo", "--json"]
        let outcome =
            geteuid() == 0
            ? try await ChildProcess.run(
                "setpriv", ["--bounding-set=-net_raw", "--inh-caps=-net_raw", KeyturnBinary.path] + words)
            : try await KeyturnBinary().run(words)
        #expect(outcome.status == .code(6))
        #expect(try outcome.error?["id"] == "KT-CAP-RIGHT")
    }

    @Test("An interface that does not exist: KT-CAP-IFACE and exit 64")
    func noInterface() async throws {
        let outcome = try await KeyturnBinary().run(
            ["simulate", "--port", "0", "--announce", "no-such-if", "--json"])
        #expect(outcome.status == .code(64))
        #expect(try outcome.error?["id"] == "KT-CAP-IFACE")
    }

    private static let address = "192.168.77.77"

    /// Starts bridges on the client, at the usual ports, and returns when they are ready.
    private static func simulate(_ lab: NetworkLab, _ words: [String]) async throws -> ChildProcess {
        try await lab.ip("addr add \(address)/24 dev eth0", on: .client)
        let bridges = try lab.start(
            KeyturnBinary.path, ["simulate", "--host", address, "--announce", "eth0", "--json"] + words, on: .client)
        for await line in bridges.output where line.contains("ready") { return bridges }
        throw NotReady()
    }

    private struct NotReady: Error {}
}
