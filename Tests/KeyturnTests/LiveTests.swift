import FoundationEssentials
import Glibc
import Linux
import NukiDomain
import PacketWire
import TestKit
import Testing

@Suite("discover and listen on a live network", .timeLimit(.minutes(2)))
struct LiveTests {
    static let needsLab: any TestTrait & SuiteTrait = .enabled(
        if: NetworkLab.unavailable == nil, "\(NetworkLab.unavailable ?? "")")
    private static let name = "Nuki_Bridge_1A2B3C4D"

    @Test("A bridge that asks for an address is found", needsLab)
    func discover() async throws {
        let keyturn = try KeyturnBinary()
        try await NetworkLab.run { lab in
            _ = try await lab.startServer()
            let watcher = try await Self.watch(
                lab, ["discover", "--json", "--interface", "eth0", "--config", keyturn.home("config")])
            let start = ContinuousClock.now
            async let lease = lab.requestAddress(hostName: Self.name)
            let row = try await Self.row(of: watcher)
            print("discover: \(ContinuousClock.now - start) from the client's start to the line")
            let address = try await lease
            #expect(row["event"] == "found")
            #expect(row["id"] == "1A2B3C4D")
            #expect(row["host"] == .text(address))
            #expect(row["mac"] == "54:d2:72:4b:3c:4d")
            #expect(row["interface"] == "eth0")
            #expect(row["source"] == "dhcp")
            watcher.send(SIGINT)
            #expect(await watcher.exit() == .code(0))
        }
    }

    @Test("listen prints the DISCOVER and the REQUEST, and ends with 0 on Ctrl-C", needsLab)
    func listen() async throws {
        try await NetworkLab.run { lab in
            _ = try await lab.startServer()
            let watcher = try await Self.watch(lab, ["listen", "--json", "--interface", "eth0"])
            let start = ContinuousClock.now
            async let lease = lab.requestAddress(hostName: Self.name)
            let discover = try await Self.row(of: watcher)
            print("listen: \(ContinuousClock.now - start) from the client's start to the line")
            let request = try await Self.row(of: watcher)
            #expect(discover["type"] == 1)
            #expect(discover["hostname"] == .text(Self.name))
            #expect(request["type"] == 3)
            #expect(request["requested"] == .text(try await lease))
            watcher.send(SIGINT)
            #expect(await watcher.exit() == .code(0))
        }
    }

    @Test(
        "A renewal goes from the bridge to the server alone: listen hears nothing of it, and discover says so", needsLab
    )
    func renewal() async throws {
        let keyturn = try KeyturnBinary()
        try await NetworkLab.run { lab in
            _ = try await lab.startServer()
            let client = try await lab.startClient(hostName: Self.name)
            let address = try await client.word(after: "bound")
            let listen = try await Self.watch(lab, ["listen", "--json", "--interface", "eth0"])
            let discover = try await Self.watch(
                lab, ["discover", "--json", "--timeout", "3s", "--config", keyturn.home("config")])
            // udhcpc(8): renew now.
            client.process.send(SIGUSR1)
            #expect(try await client.word(after: "renew") == address)
            #expect(await discover.exit() == .code(2))
            let words = await discover.errors.reduce(into: "") { $0 += $1 }
            #expect(words.contains("renewals go to the DHCP server alone and are not heard"))
            // Was the renewal heard, it came before this.
            try await lab.sender(on: .client).send(Frames.request(Self.name, "192.168.77.77"))
            let heard = try await Self.row(of: listen)
            #expect(heard["requested"] == "192.168.77.77", "\(heard)")
        }
    }

    @Test("A burst of 2,000 messages is printed whole", needsLab)
    func burst() async throws {
        try await NetworkLab.run { lab in
            let watcher = try await Self.watch(lab, ["listen", "--json", "--interface", "eth0"])
            let sender = try await lab.sender(on: .client)
            try await onOwnThread {
                for number in 1...2000 as ClosedRange<UInt32> {
                    try sender.send(Frames.request(Self.name, "192.168.77.77", transaction: number))
                }
            }
            for number in 1...2000 {
                let row = try await Self.row(of: watcher)
                guard row["frame"] == .number(Double(number)) else {
                    throw NotSeen(description: "frame \(number) is \(row)")
                }
            }
            watcher.send(SIGINT)
            #expect(await watcher.errors.reduce(into: [String]()) { $0.append($1) } == [])
        }
    }

    @Test("In a burst of 2,000 messages of others, the one of a bridge is found", needsLab)
    func foundInBurst() async throws {
        let keyturn = try KeyturnBinary()
        try await NetworkLab.run { lab in
            let watcher = try await Self.watch(
                lab, ["discover", "--json", "--no-probe", "--config", keyturn.home("config")])
            let sender = try await lab.sender(on: .client)
            let frames = (1...1999 as ClosedRange<UInt64>).map { number in
                Frames.request("a-printer", "192.168.77.78", mac: MACAddress(rawValue: number), transaction: 7)
            }
            try await onOwnThread {
                for frame in frames + [Frames.request(Self.name, "192.168.77.77")] { try sender.send(frame) }
            }
            #expect(try await Self.row(of: watcher)["id"] == "1A2B3C4D")
            watcher.send(SIGINT)
            #expect(await watcher.errors.reduce(into: [String]()) { $0.append($1) } == [])
        }
    }

    @Test(
        "Frames with one VLAN tag are heard everywhere, those with two on Ethernet", needsLab,
        arguments: [("eth0", 1...6), ("any", 1...4)])
    func tagged(interface: String, heard: ClosedRange<Int>) async throws {
        let tags: [[UInt8]] = [
            [], [0x81, 0, 0, 7], [0x81, 0, 0, 0], [0x88, 0xA8, 0, 7],
            [0x88, 0xA8, 0, 7, 0x81, 0, 0, 8], [0x81, 0, 0, 7, 0x81, 0, 0, 8],
        ]
        try await NetworkLab.run { lab in
            let watcher = try await Self.watch(lab, ["listen", "--json", "--interface", interface])
            let sender = try await lab.sender(on: .client)
            for (number, tags) in tags.enumerated() {
                var frame = Frames.request(Self.name, "192.168.77.\(number + 1)")
                frame.insert(contentsOf: tags, at: 12)
                try sender.send(frame)
            }
            try sender.send(Frames.request(Self.name, "192.168.77.99"))
            var addresses: [String] = []
            while let address = try await Self.row(of: watcher)["requested"]?.text, address != "192.168.77.99" {
                addresses.append(address)
            }
            #expect(addresses == heard.map { "192.168.77.\($0)" })
        }
    }

    @Test(
        "A bridge behind one VLAN tag, or two, is found", needsLab,
        arguments: [[0x81, 0, 0, 7], [0x88, 0xA8, 0, 7, 0x81, 0, 0, 8]] as [[UInt8]])
    func foundBehindTags(_ tags: [UInt8]) async throws {
        let keyturn = try KeyturnBinary()
        try await NetworkLab.run { lab in
            let watcher = try await Self.watch(
                lab, ["discover", "--json", "--no-probe", "--config", keyturn.home("config")])
            var frame = Frames.request(Self.name, "192.168.77.77")
            frame.insert(contentsOf: tags, at: 12)
            try await lab.sender(on: .client).send(frame)
            let row = try await Self.row(of: watcher)
            #expect(row["id"] == "1A2B3C4D")
            #expect(row["host"] == "192.168.77.77")
            #expect(row["interface"] == "eth0")
        }
    }

    @Test("An interface that is taken away ends listening with its name", needsLab)
    func interfaceLost() async throws {
        try await NetworkLab.run { lab in
            let watcher = try await Self.watch(lab, ["listen", "--json", "--interface", "eth0"])
            try await lab.removeWatcherPort()
            let row = try await Self.row(of: watcher)
            #expect(row["error"]?["id"] == "KT-CAP-DOWN")
            #expect(await watcher.exit() == .code(1))
        }
    }

    @Test(
        "A server that moved says NAK to the old address, and the new one is what counts", needsLab,
        .enabled(if: ChildProcess.path(of: "dhclient") != nil, "no program dhclient"))
    func moved() async throws {
        let keyturn = try KeyturnBinary()
        try keyturn.home.write("send host-name \"\(Self.name)\";\ntimeout 15;\n", to: "dhclient.conf")
        try keyturn.home.write("#!/bin/sh\nexit 0\n", to: "script")
        try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: keyturn.home("script"))
        try await NetworkLab.run { lab in
            let old = try await lab.startServer(range: 100...150)
            let watcher = try await Self.watch(
                lab, ["discover", "--json", "--no-probe", "--interface", "eth0", "--config", keyturn.home("config")])
            let client = try Self.client(lab, keyturn)
            let first = try await Self.row(of: watcher)
            #expect(first["host"]?.text?.hasPrefix("192.168.77.1") == true)
            // Ended without a release, so that it asks for the same address when it starts again.
            for await line in client.errors where line.hasPrefix("bound to ") { break }
            client.send(SIGTERM)
            _ = await client.exit()
            old.send(SIGKILL)
            _ = await old.exit()
            _ = try await lab.startServer(range: 200...220)
            _ = try Self.client(lab, keyturn)
            var last = try await Self.row(of: watcher)
            var events = [last["event"]]
            while last["host"]?.text?.hasPrefix("192.168.77.2") == false {
                last = try await Self.row(of: watcher)
                events.append(last["event"])
            }
            #expect(events.contains("withdrawn"))
            #expect(last["id"] == "1A2B3C4D")
        }
    }

    @Test("Neighbours with Nuki's hardware are found without any right, others are not", needsLab)
    func neighbours() async throws {
        let keyturn = try KeyturnBinary()
        try await NetworkLab.run { lab in
            for (address, mac) in [("192.168.77.60", "54:d2:72:4b:3c:4d"), ("192.168.77.61", "02:00:00:00:00:61")] {
                try await lab.ip("neigh add \(address) lladdr \(mac) dev eth0 nud permanent", on: .watcher)
            }
            let search = try lab.start(
                KeyturnBinary.path,
                ["discover", "--json", "--no-probe", "--source", "neighbours", "--config", keyturn.home("config")],
                on: .watcher)
            let lines = await search.output.reduce(into: []) { $0.append($1) }
            #expect(await search.exit() == .code(0))
            #expect(lines.count == 1)
            let row = try JSONValue(parsing: lines.first ?? "")
            #expect(row["event"] == "found")
            #expect(row["host"] == "192.168.77.60")
            #expect(row["mac"] == "54:d2:72:4b:3c:4d")
            #expect(row["source"] == "neighbours")
            #expect(row["interface"] == "eth0")
            #expect(row["id"] == nil)
            #expect(row["hostname"] == nil)
        }
    }

    @Test("A scan finds what answers like a bridge on the local network", needsLab)
    func scan() async throws {
        let keyturn = try KeyturnBinary()
        try await NetworkLab.run { lab in
            // A network of eight addresses is asked through in a second.
            try await lab.ip("addr flush dev eth0", on: .watcher)
            try await lab.ip("addr add 192.168.77.2/29 dev eth0", on: .watcher)
            let bridge = try lab.start(KeyturnBinary.path, ["simulate", "--host", "192.168.77.1"], on: .server)
            // It says where it listens once it does.
            guard await bridge.output.first(where: { _ in true }) != nil else {
                throw NotSeen(description: "the simulated bridge does not listen")
            }
            let search = try lab.start(
                KeyturnBinary.path,
                ["discover", "--json", "--source", "scan", "--timeout", "60s", "--config", keyturn.home("config")],
                on: .watcher)
            let lines = await search.output.reduce(into: []) { $0.append($1) }
            #expect(await search.exit() == .code(0))
            let row = try JSONValue(parsing: lines.first ?? "")
            #expect(row["host"] == "192.168.77.1")
            #expect(row["source"] == "scan")
            #expect(row["answers"] == true)
        }
    }

    @Test(
        "Without CAP_NET_RAW and with DHCP alone: KT-CAP-RIGHT and exit 6",
        arguments: [["discover", "--source", "dhcp"], ["listen"]])
    func withoutRight(_ command: [String]) async throws {
        let keyturn = try KeyturnBinary()
        let words = command + ["--json", "--interface", "lo", "--config", keyturn.home("config")]
        let outcome: ProcessOutcome
        if geteuid() == 0 {
            let program = ["--bounding-set=-net_raw", "--inh-caps=-net_raw", KeyturnBinary.path]
            outcome = try await ChildProcess.run("setpriv", program + words)
        } else {
            outcome = try await keyturn.run(words)
        }
        #expect(outcome.status == .code(6))
        #expect(try outcome.error?["id"] == "KT-CAP-RIGHT")
        #expect(outcome.conversation.contains("setcap cap_net_raw=ep"))
    }

    /// Starts the program on the watcher and returns when it listens: its capture's thread begins once the filter is set,
    /// while the socket alone may still lose what comes.
    static func watch(
        _ lab: NetworkLab, _ arguments: [String], noLongerThan limit: Duration = .seconds(60)
    ) async throws -> ChildProcess {
        let watcher = try lab.start(KeyturnBinary.path, arguments, on: .watcher)
        // Whoever waits for a line that never comes waits no longer than this.
        Task { await watcher.kill(after: limit) }
        let tasks = "/proc/\(watcher.id)/task"
        let deadline = ContinuousClock.now + .seconds(60)
        while ContinuousClock.now < deadline {
            // A thread that ended meanwhile has no name any more.
            let names = (try? FileManager.default.contentsOfDirectory(atPath: tasks))?.compactMap {
                try? String(decoding: FileSystem.contents(of: "\(tasks)/\($0)/comm", limit: 100) ?? [], as: UTF8.self)
            }
            if names?.contains("capture\n") == true { return watcher }
            try await Task.sleep(for: .milliseconds(5))
        }
        throw NotSeen(description: "the program does not listen")
    }

    /// The next line that a watcher prints.
    static func row(of watcher: ChildProcess) async throws -> JSONValue {
        for await line in watcher.output { return try JSONValue(parsing: line) }
        throw NotSeen(description: "the program printed no line")
    }

    private static func client(_ lab: NetworkLab, _ keyturn: KeyturnBinary) throws -> ChildProcess {
        let home = keyturn.home
        return try lab.start(
            "dhclient",
            [
                "-d", "-4", "-1", "-cf", home("dhclient.conf"), "-lf", home("leases"), "-pf", home("pid"), "-sf",
                home("script"), "eth0",
            ], on: .client)
    }
}

/// What a live test waited for did not come.
private struct NotSeen: Error {
    let description: String
}
