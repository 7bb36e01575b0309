import FoundationEssentials
import Glibc
import Linux
import TestKit
import Testing

@Suite("rediscover on a live network", .timeLimit(.minutes(1)))
struct RediscoverLiveTests {
    private static let proved = ["/info unsigned 401", "/info encrypted 200"]

    @Test(
        "From the frame on the wire to the entry: a bridge that another server gave another address", LiveTests.needsLab
    )
    func followed() async throws {
        try await RediscoverLab.run { stage in
            try stage.configure(.init(host: RediscoverLab.oldAddress))
            _ = try await stage.lab.startServer(range: 200...220)
            let search = try await stage.watch(["--json"])
            let client = try await stage.lab.startClient(hostName: RediscoverLab.name)
            let address = try await client.word(after: "bound")
            // It answers DHCP before it answers HTTP.
            let bridge = try await stage.startBridge(on: .client)
            let row = try await LiveTests.row(of: search)
            #expect(row["id"] == "0A2B3C4D")
            #expect(row["name"] == "Hallway")
            #expect(row["result"] == "moved")
            #expect(row["from"] == .text(RediscoverLab.oldAddress))
            #expect(row["to"] == .text(address))
            #expect(row["by"] == "dhcp")
            #expect(await search.exit() == .code(0))
            let entry = try #require(try stage.entries.first)
            #expect(entry["host"] == .text(address))
            #expect(entry["source"] == "dhcp")
            #expect(entry["mac"] == .text(RediscoverLab.mac))
            #expect(entry["created"] == "2026-08-22T09:31:22Z")
            let signed = try await bridge.requests(5).filter { !$0.contains("unsigned") }
            #expect(signed.sorted() == ["/info encrypted 200"] + Array(repeating: "/info encrypted 401", count: 3))
        }
    }

    @Test("setup keeps the hardware that the kernel saw, so that what it wrote can be followed", LiveTests.needsLab)
    func afterSetup() async throws {
        try await RediscoverLab.run { stage in
            try await stage.lab.ip("addr add 192.168.77.60/24 dev eth0", on: .client)
            _ = try await stage.startBridge(on: .client)
            try stage.keyturn.home.write(FixtureTokens.builtIn, to: "token")
            let setup = try await ChildProcess.run(
                "ip",
                [
                    "netns", "exec", stage.lab.namespace(of: .watcher), KeyturnBinary.path, "setup", "--host",
                    "192.168.77.60", "--token-file", stage.keyturn.home("token"), "--yes", "--no-run", "--config",
                    stage.keyturn.home("config"),
                ])
            #expect(setup.status == .code(0), "\(setup.errors)")
            #expect(try stage.entries.map { $0["mac"] } == [.text(RediscoverLab.mac)])
        }
    }

    @Test("A bridge that is where it was is asked nothing signed, and the search ends at once", LiveTests.needsLab)
    func unchanged() async throws {
        try await RediscoverLab.run { stage in
            try await stage.lab.ip("addr add 192.168.77.60/24 dev eth0", on: .client)
            let bridge = try await stage.startBridge(on: .client)
            try stage.configure(.init(host: "192.168.77.60"))
            let before = try stage.keyturn.home.text(of: "config/entries.json")
            let outcome = try await stage.run("--json", "hallway".capitalized)
            #expect(outcome.status == .code(0))
            #expect(outcome.output == [#"{"id":"0A2B3C4D","name":"Hallway","result":"unchanged"}"#])
            #expect(try stage.keyturn.home.text(of: "config/entries.json") == before)
            #expect(try await bridge.requests(1) == ["/info unsigned 401"])
        }
    }

    @Test("Another bridge at the stored address is noticed: KT-ID-OTHER, and nothing signed", LiveTests.needsLab)
    func replaced() async throws {
        try await RediscoverLab.run { stage in
            try await stage.lab.ip("addr add 192.168.77.60/24 dev eth0", on: .client)
            let bridge = try await stage.startBridge(on: .client)
            try stage.configure(.init(host: "192.168.77.60", mac: "54:d2:72:00:00:01"))
            let outcome = try await stage.run("--json", "--timeout", "2s")
            #expect(outcome.status == .code(5))
            let row = try JSONValue(parsing: outcome.output.first ?? "")
            #expect(row["result"] == "not-found")
            #expect(row["error"]?["id"] == "KT-ID-OTHER")
            #expect(bridge.requests.allSatisfy { $0 == "/info unsigned 401" })
            #expect(try stage.hosts == ["192.168.77.60"])
        }
    }

    @Test("Other hardware under the bridge's name is asked nothing signed: KT-MOVE-DOUBT", LiveTests.needsLab)
    func doubtful() async throws {
        try await RediscoverLab.run { stage in
            try await stage.lab.ip("addr add 192.168.77.77/24 dev eth0", on: .client)
            let impostor = try await stage.startBridge(on: .client)
            try stage.configure(.init(host: RediscoverLab.oldAddress, mac: "54:d2:72:00:00:01"))
            let search = try await stage.watch(["--timeout", "15s"])
            let frame = Frames.request(RediscoverLab.name, "192.168.77.77")
            try await stage.lab.sender(on: .client).send(frame)
            let words = await search.errors.reduce(into: "") { $0 += "\($1)\n" }
            let lines = await search.output.reduce(into: []) { $0.append($1) }
            #expect(lines == ["Hallway  doubtful  \(RediscoverLab.oldAddress), perhaps 192.168.77.77 (DHCP)"])
            #expect(words.contains("KT-MOVE-DOUBT"))
            #expect(words.contains("was 54:d2:72:00:00:01, now \(RediscoverLab.mac)"))
            #expect(await search.exit() == .code(5))
            #expect(impostor.requests.allSatisfy { $0 == "/info unsigned 401" })
            #expect(!impostor.requests.isEmpty)
            #expect(try stage.hosts == [RediscoverLab.oldAddress])
        }
    }

    @Test("A token in clear is sent nowhere, not even to the bridge's own hardware", LiveTests.needsLab)
    func plain() async throws {
        try await RediscoverLab.run { stage in
            try await stage.lab.ip("addr add 192.168.77.77/24 dev eth0", on: .client)
            let bridge = try await stage.startBridge(on: .client)
            try stage.configure(.init(host: RediscoverLab.oldAddress, auth: "plain"))
            let search = try await stage.watch(["--json"])
            try await stage.lab.sender(on: .client).send(Frames.request(RediscoverLab.name, "192.168.77.77"))
            let row = try await LiveTests.row(of: search)
            #expect(row["result"] == "doubtful")
            #expect(row["to"] == "192.168.77.77")
            #expect(row["error"]?["why"]?.text?.contains("in clear") == true)
            #expect(await search.exit() == .code(5))
            #expect(bridge.requests.allSatisfy { $0 == "/info unsigned 401" })
        }
    }

    @Test("Two bridges that swapped addresses are both found by their hardware", LiveTests.needsLab)
    func swapped() async throws {
        try await RediscoverLab.run { stage in
            try await stage.lab.ip("addr add 192.168.77.60/24 dev eth0", on: .client)
            try await stage.lab.ip("link set eth0 address 54:d2:72:00:00:02", on: .server)
            try await stage.lab.ip("addr add 192.168.77.61/24 dev eth0", on: .server)
            let one = try await stage.startBridge(on: .client)
            let two = try await stage.startBridge(on: .server, id: "5E6F7081", serverID: "2D6F01B8")
            try stage.configure(
                .init(host: "192.168.77.61"),
                .init(
                    id: "5E6F7081", serverID: "2D6F01B8", name: "Garage", host: "192.168.77.60",
                    mac: "54:d2:72:00:00:02"))
            let outcome = try await stage.run("--json", "--source", "neighbours", "--timeout", "30s")
            #expect(outcome.status == .code(0))
            let rows = try outcome.output.map { try JSONValue(parsing: $0) }
            #expect(rows.map { $0["result"] } == ["moved", "moved"])
            #expect(Set(rows.map { $0["by"] }) == ["neighbours"])
            #expect(try stage.hosts == ["192.168.77.60", "192.168.77.61"])
            for bridge in [one, two] {
                let requests = try await bridge.requests(6)
                #expect(requests.count { $0 == "/info encrypted 200" } == 1)
                #expect(requests.count { $0 == "/info encrypted 401" } == 3)
            }
        }
    }

    @Test("With --watch it tells each change, goes on, and ends with 0 on Ctrl-C", LiveTests.needsLab)
    func watching() async throws {
        try await RediscoverLab.run { stage in
            try await stage.lab.ip("addr add 192.168.77.60/24 dev eth0", on: .client)
            _ = try await stage.startBridge(on: .client)
            try stage.configure(.init(host: "192.168.77.60"))
            let search = try await stage.watch(["--json", "--watch"])
            #expect(try await LiveTests.row(of: search)["result"] == "unchanged")
            try await stage.lab.ip("addr del 192.168.77.60/24 dev eth0", on: .client)
            try await stage.lab.ip("addr add 192.168.77.77/24 dev eth0", on: .client)
            try await stage.lab.sender(on: .client).send(Frames.request(RediscoverLab.name, "192.168.77.77"))
            let row = try await LiveTests.row(of: search)
            #expect(row["result"] == "moved")
            #expect(row["to"] == "192.168.77.77")
            #expect(try stage.hosts == ["192.168.77.77"])
            search.send(SIGINT)
            #expect(await search.exit() == .code(0))
        }
    }

    @Test("Through root it goes on as the owner of the configuration, whose files stay theirs", LiveTests.needsLab)
    func owner() async throws {
        try await RediscoverLab.run { stage in
            try await stage.lab.ip("addr add 192.168.77.60/24 dev eth0", on: .client)
            _ = try await stage.startBridge(on: .client)
            try stage.configure(.init(host: RediscoverLab.oldAddress))
            let config = stage.keyturn.home("config")
            try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: stage.keyturn.home.path)
            _ = try await ChildProcess.run("chown", ["-R", "54321:54321", config])
            let search = try await stage.watch(["--json"])
            let status = String(
                decoding: try FileSystem.contents(of: "/proc/\(search.id)/status", limit: 65_536) ?? [], as: UTF8.self)
            #expect(status.contains("Uid:\t54321\t54321\t54321\t54321"))
            #expect(status.contains("CapEff:\t0000000000000000"))
            try await stage.lab.sender(on: .client).send(Frames.request(RediscoverLab.name, "192.168.77.60"))
            #expect(try await LiveTests.row(of: search)["result"] == "moved")
            #expect(await search.exit() == .code(0))
            for path in ["\(config)/entries.json", "\(config)/state/probes.json"] {
                #expect(try FileStatus.of(path)?.owner == 54_321, "\(path)")
            }
        }
    }

    @Test(
        "At a terminal a person is asked about a doubtful one; Enter means no, and yes has it asked",
        LiveTests.needsLab,
        arguments: [false, true])
    func question(_ yes: Bool) async throws {
        try await RediscoverLab.run { stage in
            try await stage.lab.ip("addr add 192.168.77.77/24 dev eth0", on: .client)
            let bridge = try await stage.startBridge(on: .client)
            try stage.configure(.init(host: RediscoverLab.oldAddress, mac: "54:d2:72:00:00:01"))
            try Frames.write(
                [Frames.request(RediscoverLab.name, "192.168.77.77")], to: stage.keyturn.home("frames"))
            let terminal = try PseudoTerminal(
                running: ChildProcess.path(of: "ip") ?? "ip",
                ["netns", "exec", stage.lab.namespace(of: .watcher), KeyturnBinary.path]
                    + stage.words(["--read", stage.keyturn.home("frames")]), columns: 100)
            try await terminal.shows("Is your bridge at 192.168.77.77?")
            #expect(terminal.screen.text.contains("one valid sign-in"))
            #expect(bridge.requests.allSatisfy { $0 == "/info unsigned 401" })
            try terminal.type(yes ? "\u{1B}[C\r" : "\r")
            #expect(await terminal.exit() == .code(yes ? 0 : 5))
            #expect(try stage.hosts == [yes ? "192.168.77.77" : RediscoverLab.oldAddress])
            #expect(try stage.entries.first?["mac"]?.text == (yes ? RediscoverLab.mac : "54:d2:72:00:00:01"))
            #expect(bridge.requests.count { $0.contains("encrypted") } == (yes ? 4 : 0))
        }
    }
}
