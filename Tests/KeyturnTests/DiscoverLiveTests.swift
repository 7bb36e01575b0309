import Glibc
import NukiDomain
import PacketWire
import TestKit
import Testing

@Suite("What discover joins and tells on a live network", .timeLimit(.minutes(2)))
struct DiscoverLiveTests {
    private static let name = "Nuki_Bridge_1A2B3C4D"

    @Test(
        "A bridge that is heard by DHCPv6 alone is found at the address that the kernel knows of its hardware",
        LiveTests.needsLab)
    func version6() async throws {
        let keyturn = try KeyturnBinary()
        try await NetworkLab.run { lab in
            let watcher = try await LiveTests.watch(
                lab, ["discover", "--json", "--no-probe", "--config", keyturn.home("config")])
            let mac = MACAddress(rawValue: 0x0200_0000_0077)
            try await lab.sender(on: .client).send(Frames.solicit(Self.name, mac: mac))
            // Spoken to only after its name was heard.
            try await lab.ip("neigh add 192.168.77.60 lladdr \(mac) dev eth0 nud permanent", on: .watcher)
            let row = try await LiveTests.row(of: watcher)
            #expect(row["event"] == "found")
            #expect(row["id"] == "1A2B3C4D")
            #expect(row["host"] == "192.168.77.60")
            #expect(row["mac"] == .text(mac.description))
            #expect(row["source"] == "neighbours")
            #expect(row["evidence"] == ["dhcp", "neighbours"])
            watcher.send(SIGINT)
            #expect(await watcher.exit() == .code(0))
        }
    }

    @Test(
        "Without the right to listen, the neighbours are looked at, and the way to allow it is said", LiveTests.needsLab
    )
    func withoutRight() async throws {
        let keyturn = try KeyturnBinary()
        try await NetworkLab.run { lab in
            try await lab.ip(
                "neigh add 192.168.77.60 lladdr 54:d2:72:4b:3c:4d dev eth0 nud permanent", on: .watcher)
            let search = try lab.start(
                "setpriv",
                [
                    "--bounding-set=-net_raw", "--inh-caps=-net_raw", KeyturnBinary.path, "discover", "--json",
                    "--no-probe", "--config", keyturn.home("config"),
                ], on: .watcher)
            #expect(try await LiveTests.row(of: search)["host"] == "192.168.77.60")
            let words = await search.errors.reduce(into: "") { $0 += $1 }
            #expect(words.contains("Cannot listen for DHCP on eth0"))
            #expect(words.contains("sudo setcap cap_net_raw=ep \(KeyturnBinary.path)"))
            #expect(await search.exit() == .code(0))
        }
    }

    @Test(
        "What came while nobody could read is counted and told", LiveTests.needsLab, arguments: ["discover", "listen"])
    func losses(command: String) async throws {
        let keyturn = try KeyturnBinary()
        try await NetworkLab.run { lab in
            let watcher = try await LiveTests.watch(
                lab, [command, "--json", "--interface", "eth0", "--config", keyturn.home("config")])
            try await watcher.pause()
            let sender = try await lab.sender(on: .client)
            try await onOwnThread {
                // The kernel has room for some 2,400.
                for number in 1...4000 as ClosedRange<UInt32> {
                    try sender.send(Frames.request(Self.name, "192.168.77.77", transaction: number))
                }
            }
            watcher.send(SIGCONT)
            _ = try await LiveTests.row(of: watcher)
            watcher.send(SIGINT)
            let words = await watcher.errors.reduce(into: "") { $0 += $1 }
            let count = words.split(separator: " ").compactMap { Int($0) }.first ?? 0
            #expect(words.contains("frames were lost") && words.contains("\(count) in the kernel"))
            #expect((1000...3500).contains(count), "\(words)")
            #expect(await watcher.exit() == .code(0))
        }
    }

    @Test(
        "An interface that comes while a command listens is told, and one that is switched off", LiveTests.needsLab,
        arguments: ["discover", "listen"])
    func interfaces(command: String) async throws {
        let keyturn = try KeyturnBinary()
        try await NetworkLab.run { lab in
            let watcher = try await LiveTests.watch(
                lab, [command, "--json", "--config", keyturn.home("config")])
            // Its frame is printed, so the interfaces of the start are known by now, or will be as they are.
            try await lab.sender(on: .client).send(Frames.request(Self.name, "192.168.77.77"))
            _ = try await LiveTests.row(of: watcher)
            var words = watcher.errors.makeAsyncIterator()
            try await lab.ip("link set eth0 down", on: .watcher)
            #expect(await words.next()?.contains("The interface eth0 is switched off") == true)
            for await line in watcher.errors where line.contains("ip link set eth0 up") { break }
            for line in ["link add lan0 type bridge", "link set lan0 up"] { try await lab.ip(line, on: .watcher) }
            #expect(await words.next()?.contains("The interface lan0 has come and is not listened on") == true)
            watcher.send(SIGINT)
            #expect(await watcher.exit() == .code(0))
        }
    }
}
