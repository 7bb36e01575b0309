import FoundationEssentials
import Glibc
import Linux
import NukiDomain
import TestKit
import Testing

@Suite("The running loop on a live network", .timeLimit(.minutes(2)))
struct RunLiveTests {
    /// Polls, and the pauses after those that fail, in a test's time.
    private static let pace = ["KEYTURN_POLL_SECONDS": "1", "KEYTURN_REQUEST_GAP_SECONDS": "0.5"]

    /// Starts the loop on the watcher and returns when it has met its bridges.
    private static func start(
        _ stage: RediscoverLab, online count: Int = 1, _ more: String..., environment: [String: String] = pace
    ) async throws -> LoopRun {
        let process = try stage.lab.start(
            KeyturnBinary.path, ["run", "--config", stage.keyturn.home("config")] + more, on: .watcher,
            environment: environment)
        Task { await process.kill(after: .seconds(100)) }
        let run = LoopRun(process)
        for _ in 0..<count { try await run.line(with: "online") }
        return run
    }

    @Test(
        "Another address from the server: from the frame on the wire to the entry, the events and the next poll",
        LiveTests.needsLab)
    func followed() async throws {
        try await RediscoverLab.run { stage in
            try await stage.lab.ip("addr add 192.168.77.60/24 dev eth0", on: .client)
            let bridge = try await stage.startBridge(on: .client)
            try stage.configure(.init(host: "192.168.77.60"))
            let run = try await Self.start(stage)
            _ = try await stage.lab.startServer(range: 200...220)
            try await stage.lab.ip("addr del 192.168.77.60/24 dev eth0", on: .client)
            let address = try await stage.lab.startClient(hostName: RediscoverLab.name).word(after: "bound")
            let lines = try await run.lines(to: "moved to \(address)")
            // That the old address is silent may be told before, between or after the two.
            let told = lines.filter { $0.contains(address) }
            #expect(told.count == 2 && told.allSatisfy { $0.contains(" Hallway ") }, "\(lines)")
            #expect(told.first?.hasSuffix(" seen by DHCP at \(address), checking") == true)
            #expect(told.last?.hasSuffix(" same bridge (0A2B3C4D), moved to \(address)") == true)
            #expect(try stage.hosts == [address])
            #expect(try stage.entries.first?["source"] == "dhcp")
            // And polled there, though nothing about its devices is news.
            try await bridge.isAsked("/list encrypted 200")
            // Three decoys, and everything else was accepted.
            #expect(bridge.requests.count { $0 == "/info encrypted 401" } == 3)
            run.process.send(SIGTERM)
            #expect(await run.process.exit() == .code(0))
        }
    }

    @Test("Two bridges that swap addresses while it runs end right", LiveTests.needsLab)
    func swapped() async throws {
        try await RediscoverLab.run { stage in
            try await stage.lab.ip("addr add 192.168.77.60/24 dev eth0", on: .client)
            try await stage.lab.ip("link set eth0 address 54:d2:72:00:00:02", on: .server)
            try await stage.lab.ip("addr add 192.168.77.61/24 dev eth0", on: .server)
            _ = try await stage.startBridge(on: .client)
            _ = try await stage.startBridge(on: .server, id: "5E6F7081", serverID: "2D6F01B8")
            try stage.configure(
                .init(host: "192.168.77.60"),
                .init(
                    id: "5E6F7081", serverID: "2D6F01B8", name: "Garage", host: "192.168.77.61",
                    mac: "54:d2:72:00:00:02"))
            let run = try await Self.start(stage, online: 2)
            try await stage.lab.ip("addr del 192.168.77.60/24 dev eth0", on: .client)
            try await stage.lab.ip("addr del 192.168.77.61/24 dev eth0", on: .server)
            try await stage.lab.ip("addr add 192.168.77.61/24 dev eth0", on: .client)
            try await stage.lab.ip("addr add 192.168.77.60/24 dev eth0", on: .server)
            try await stage.lab.sender(on: .client).send(Frames.request(RediscoverLab.name, "192.168.77.61"))
            try await stage.lab.sender(on: .server).send(
                Frames.request("Nuki_Bridge_5E6F7081", "192.168.77.60", mac: MACAddress(rawValue: 0x54D2_7200_0002)))
            while try stage.hosts != ["192.168.77.61", "192.168.77.60"] { try await Task.sleep(for: .milliseconds(20)) }
            run.process.send(SIGTERM)
            #expect(await run.process.exit() == .code(0))
        }
    }

    @Test("Its interface is lost and another comes: the bridge is followed by what is heard there", LiveTests.needsLab)
    func newInterface() async throws {
        try await RediscoverLab.run { stage in
            try await stage.lab.ip("addr add 192.168.77.60/24 dev eth0", on: .client)
            _ = try await stage.startBridge(on: .client)
            try stage.configure(.init(host: "192.168.77.60"))
            let run = try await Self.start(stage)
            try await stage.lab.removeWatcherPort()
            try await run.line(with: "(3 tries)")
            try await stage.lab.addWatcherPort()
            try await run.warning(with: "eth0 is listened on again")
            try await stage.lab.ip("addr del 192.168.77.60/24 dev eth0", on: .client)
            try await stage.lab.ip("addr add 192.168.77.77/24 dev eth0", on: .client)
            try await stage.lab.sender(on: .client).send(Frames.request(RediscoverLab.name, "192.168.77.77"))
            try await run.line(with: "moved to 192.168.77.77")
            #expect(try stage.hosts == ["192.168.77.77"])
            run.process.send(SIGTERM)
            #expect(await run.process.exit() == .code(0))
        }
    }

    @Test(
        "Other hardware under the bridge's name gets nothing signed, and is told once however often it speaks",
        LiveTests.needsLab)
    func doubtful() async throws {
        try await RediscoverLab.run { stage in
            try await stage.lab.ip("addr add 192.168.77.60/24 dev eth0", on: .client)
            _ = try await stage.startBridge(on: .client)
            try stage.configure(.init(host: "192.168.77.60"))
            let run = try await Self.start(stage)
            try await stage.lab.ip("addr del 192.168.77.60/24 dev eth0", on: .client)
            try await stage.lab.ip("addr add 192.168.77.77/24 dev eth0", on: .server)
            let impostor = try await stage.startBridge(on: .server)
            let sender = try await stage.lab.sender(on: .server)
            for _ in 0..<3 { try sender.send(Frames.request(RediscoverLab.name, "192.168.77.77")) }
            let line = try await run.line(with: "192.168.77.77")
            #expect(line.contains("calls itself this bridge: Same name, other hardware"))
            #expect(impostor.requests.allSatisfy { $0 == "/info unsigned 401" })
            #expect(try stage.hosts == ["192.168.77.60"])
            run.process.send(SIGTERM)
            #expect(await run.process.exit() == .code(0))
        }
    }

    @Test(
        "A token in clear goes no more to an address whose hardware changed, and goes again once it is back",
        LiveTests.needsLab)
    func plain() async throws {
        try await RediscoverLab.run { stage in
            try await stage.lab.ip("addr add 192.168.77.60/24 dev eth0", on: .client)
            let bridge = try await stage.startBridge(on: .client)
            try stage.configure(.init(host: "192.168.77.60", auth: "plain"))
            let run = try await Self.start(stage)
            try await stage.lab.ip("addr del 192.168.77.60/24 dev eth0", on: .client)
            try await stage.lab.ip("addr add 192.168.77.60/24 dev eth0", on: .server)
            // Whoever takes an address announces it; without that, the kernel asks the old hardware for most of a minute.
            try await stage.lab.ip("neigh flush dev eth0", on: .watcher)
            let stranger = try await stage.startBridge(on: .server, id: "5E6F7081", serverID: "2D6F01B8")
            _ = try await stranger.requests(2)
            #expect(stranger.requests.allSatisfy { $0 == "/info unsigned 401" })
            try await stage.lab.ip("addr del 192.168.77.60/24 dev eth0", on: .server)
            try await stage.lab.ip("addr add 192.168.77.60/24 dev eth0", on: .client)
            try await stage.lab.ip("neigh flush dev eth0", on: .watcher)
            try await stage.lab.sender(on: .client).send(Frames.request(RediscoverLab.name, "192.168.77.60"))
            try await bridge.isAsked("/list plain 200")
            #expect(stranger.requests.allSatisfy { $0 == "/info unsigned 401" })
            run.process.send(SIGTERM)
            #expect(await run.process.exit() == .code(0))
        }
    }

    @Test("Without the right to listen it says so once and follows by what the kernel knows", LiveTests.needsLab)
    func deaf() async throws {
        try await RediscoverLab.run { stage in
            try await stage.lab.ip("addr add 192.168.77.60/24 dev eth0", on: .client)
            _ = try await stage.startBridge(on: .client)
            try stage.configure(.init(host: "192.168.77.60"))
            let process = try stage.lab.start(
                "setpriv",
                ["--bounding-set=-net_raw", "--inh-caps=-net_raw", KeyturnBinary.path, "run", "--config"]
                    + [stage.keyturn.home("config")], on: .watcher, environment: Self.pace)
            Task { await process.kill(after: .seconds(100)) }
            let run = LoopRun(process)
            try await run.warning(with: "CAP_NET_RAW")
            try await run.line(with: "online")
            try await stage.lab.ip("addr del 192.168.77.60/24 dev eth0", on: .client)
            try await stage.lab.ip("addr add 192.168.77.77/24 dev eth0", on: .client)
            // Whoever is spoken to from this machine is met by its kernel.
            _ = try stage.lab.start("bash", ["-c", "exec 3<>/dev/tcp/192.168.77.77/8080"], on: .watcher)
            try await run.line(with: "moved to 192.168.77.77")
            process.send(SIGTERM)
            #expect(await process.exit() == .code(0))
        }
    }
}

/// A loop that runs on a host of the lab, and its lines.
final class LoopRun: Sendable {
    let process: ChildProcess

    init(_ process: ChildProcess) { self.process = process }

    @discardableResult
    func line(with text: String) async throws -> String { try await lines(to: text).last ?? "" }

    func warning(with text: String) async throws { _ = try await Self.read(process.errors, to: text) }

    /// All lines from here to the one that holds a text.
    func lines(to text: String) async throws -> [String] { try await Self.read(process.output, to: text) }

    private static func read(_ lines: AsyncStream<String>, to text: String) async throws -> [String] {
        var read: [String] = []
        for await line in lines {
            try FixtureTokens.check([line])
            read.append(line)
            if line.contains(text) { return read }
        }
        throw NotRead(description: "no line with \"\(text)\", but \(read)")
    }
}

private struct NotRead: Error {
    let description: String
}
