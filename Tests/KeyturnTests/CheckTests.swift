import Entries
import Guidance
import NukiDomain
@testable import PacketCapture
import TerminalUI
import TestKit
import Testing

@testable import keyturn

@Suite("What doctor says")
struct CheckTests {
    private static let report = CheckReport([
        CheckGroup(
            title: "Network",
            checks: [
                Check(
                    "capture.right", .failed, "This program may not listen for DHCP: it lacks CAP_NET_RAW",
                    fix: "Allow it once, for this binary: sudo setcap cap_net_raw=ep /usr/local/bin/keyturn"),
                Check("interface.eth0", ok: "eth0 is up with 192.168.1.20: 214 packets in 3 s, 2 of DHCP"),
                Check(
                    "interface.eth1", .warning, "eth1 is up without a link",
                    fix: "If the bridge's network is there, plug its cable in or join its Wi-Fi."),
            ]),
        CheckGroup(title: "Files", checks: [Check("files.state", ok: "State: /s")]),
    ])
    private static let words = Style(colour: false, symbols: false)
    private static let marks = Style(colour: false, symbols: true)

    @Test("In a pipe every check is one line, and its fix another")
    func pipe() {
        #expect(
            Self.report.lines(style: Self.words, width: nil) == [
                "Network",
                "  failed  This program may not listen for DHCP: it lacks CAP_NET_RAW",
                "          Allow it once, for this binary: sudo setcap cap_net_raw=ep /usr/local/bin/keyturn",
                "  ok      eth0 is up with 192.168.1.20: 214 packets in 3 s, 2 of DHCP",
                "  warning eth1 is up without a link",
                "          If the bridge's network is there, plug its cable in or join its Wi-Fi.",
                "", "Files", "  ok      State: /s", "", "1 failed, 1 warning.",
            ])
    }

    @Test("What an error means stands between what was seen and what to do")
    func why() {
        let check = Check("files.entries", .failed, Diagnosis(.newerSchema(path: "/e.json", found: 9)))
        let lines = CheckReport([CheckGroup(title: "Files", checks: [check])]).lines(style: Self.words, width: nil)
        #expect(
            lines.dropFirst().prefix(3) == [
                "  failed  /e.json was written by a newer keyturn",
                "          It has schema 9; this program knows schema 1 and leaves it alone.",
                "          Use the newer keyturn, or another folder: --config DIR",
            ])
    }

    @Test("At 80 columns commands stand on a line of their own where the fix is too long")
    func wide() {
        #expect(
            Array(Self.report.lines(style: Self.marks, width: 80).prefix(4)) == [
                "Network",
                "  ✗ This program may not listen for DHCP: it lacks CAP_NET_RAW",
                "    Allow it once, for this binary:",
                "    sudo setcap cap_net_raw=ep /usr/local/bin/keyturn",
            ])
    }

    @Test("At 40 columns sentences are broken and commands are not")
    func narrow() {
        #expect(
            Self.report.lines(style: Self.marks, width: 40) == [
                "Network",
                "  ✗ This program may not listen for", "    DHCP: it lacks CAP_NET_RAW",
                "    Allow it once, for this binary:", "    sudo setcap cap_net_raw=ep /usr/local/bin/keyturn",
                "  ✓ eth0 is up with 192.168.1.20: 214", "    packets in 3 s, 2 of DHCP",
                "  ! eth1 is up without a link",
                "    If the bridge's network is there,", "    plug its cable in or join its Wi-Fi.",
                "", "Files", "  ✓ State: /s", "", "1 failed, 1 warning.",
            ])
    }

    @Test("Colour stands beside the words")
    func colour() {
        let lines = Self.report.lines(style: Style(colour: true, symbols: false), width: nil)
        #expect(lines[0] == "\u{1B}[1mNetwork\u{1B}[0m")
        #expect(lines[3].hasPrefix("  \u{1B}[32mok\u{1B}[0m      eth0"))
    }

    @Test("The sum names what there is")
    func sum() {
        #expect(CheckReport([]).lines(style: Self.words, width: nil) == ["Nothing failed."])
    }

    @Test(
        "Firmware is told by its hardware line and its number",
        arguments: [
            ("1.22.0", false), ("1.22.1", true), ("1.24.0", true), ("2.13.9", false), ("2.14", false), ("2.14.0", true),
            ("2.18.0", true), ("3.0", true), ("", nil), ("2.x", nil), ("beta", nil),
        ] as [(String, Bool?)])
    func firmware(version: String, knows: Bool?) {
        #expect(FirmwareAge.knowsEncryption(version) == knows)
    }

    @Test("DNS servers are read as the C library reads them")
    func servers() {
        let text = "# nameserver 1.1.1.1\nsearch lan\nnameserver\t192.168.1.1\n nameserver fd00::1 \noptions edns0\n"
        #expect(NameChecks.servers(in: text) == ["192.168.1.1", "fd00::1"])
        #expect(NameChecks.servers(in: "") == [])
    }

    @Test("A port that another program has keeps callbacks out, unless it is the loop's")
    func port() throws {
        let server = try RawServer { _ in }
        let taken = server.endpoint.port.rawValue
        #expect(Self.callback(port: taken).state == .warning)
        #expect(Self.callback(loopRuns: true, port: taken).state == .ok)
        withExtendedLifetime(server) {}
        let free = try SilentPort(.refuses).endpoint.port.rawValue
        #expect(Self.callback(port: free).what == "It can call back at 127.0.0.1, port \(free)")
    }

    @Test("Where bridges are looked for beside DHCP is told, and what of it cannot be read")
    func sources() async throws {
        let folder = try TemporaryFolder()
        try folder.write("0 54:d2:72:0a:0b:0c 192.168.1.52 a *\n", to: "leases")
        try folder.write("hello\n", to: "letter")
        let good = await SourceChecks().checks(leases: [folder("leases")])
        #expect(good.map(\.state) == [.ok, .ok])
        #expect(good.last?.what == "The lease files can be read: 1 lease")
        let bad = await SourceChecks().checks(leases: [folder("letter"), folder("leases"), folder("none")])
        #expect(bad.map(\.id) == ["source.neighbours", "source.leases", "source.leases.2"])
        #expect(bad.dropFirst().allSatisfy { $0.state == .warning && $0.error == .fileUnreadable && $0.why != nil })
    }

    @Test("Callbacks go where the settings say")
    func callbackSettings() {
        #expect(Self.callback(port: 0).what == "It can call back at 127.0.0.1, any port")
        #expect(
            Self.callback(port: 7, at: "203.0.113.9").what
                == "It is told to call back at 203.0.113.9, port 7, as settings.json says")
    }

    private static func callback(loopRuns: Bool = false, port: UInt16, at address: String? = nil) -> Check {
        var settings = LoopSettings.Callback()
        settings.port = port
        settings.address = address.flatMap { IPAddress($0) }
        return CallbackWay(loopRuns: loopRuns, settings: settings).check(from: "127.0.0.1", id: "c")
    }

    @Test("What an interface is good for")
    func interfaces() {
        #expect(
            Self.check("eth0", heard: .init(packets: 1, dhcp: 0))?.what
                == "eth0 is up with 192.168.1.20: 1 packet in 3 s, no DHCP")
        #expect(
            Self.check("eth0", heard: .init(packets: 9, dhcp: 2))?.what
                == "eth0 is up with 192.168.1.20: 9 packets in 3 s, 2 of DHCP")
        #expect(Self.check("eth0", heard: nil)?.what == "eth0 is up with 192.168.1.20")
        #expect(Self.check("eth0", heard: nil)?.state == .ok)
        let silent = Self.check("eth0", heard: .init())
        #expect(silent?.state == .warning && silent?.what.hasSuffix("nothing was heard on it in 3 s") == true)
        #expect(Self.check("eth0", isRunning: false)?.what == "eth0 is up without a link")
        #expect(Self.check("eth0", isUp: false)?.what == "eth0 is switched off")
        let bare = Self.check("eth0", address: nil, heard: .init(packets: 9, dhcp: 2))
        #expect(bare?.what == "eth0 has no IPv4 address; 9 packets in 3 s, 2 of DHCP" && bare?.state == .warning)
        #expect(Self.check("docker0")?.state == .ok)
        #expect(Self.check("docker0", isUp: false) == nil)
        #expect(Self.check("lo", isLoopback: true) == nil)
    }

    private static func check(
        _ name: String, isUp: Bool = true, isRunning: Bool = true, isLoopback: Bool = false,
        address: String? = "192.168.1.20", heard: DoctorEar.Heard? = nil
    ) -> Check? {
        InterfaceChecks.check(
            NetworkInterface(
                name: name, isUp: isUp, isRunning: isRunning, isLoopback: isLoopback, isWireless: false,
                hardwareAddress: MACAddress(rawValue: 1),
                addresses: [address, "fe80::1"].compactMap { $0 }.compactMap(IPAddress.init)),
            heard: heard)
    }

    @Test("The names of bridges are looked up, else the machine's own; one that is unknown is a failure")
    func names() async throws {
        let names = NameChecks(clock: ContinuousClock())
        let checks = await names.checks(hosts: [.name("localhost"), .address(.v4(.loopback)), .name("localhost")])
        #expect(checks.map(\.id) == ["dns.server", "dns.localhost"])
        #expect(checks.last?.state == .ok && checks.last?.what.contains("127.0.0.1") == true)
        #expect(await names.checks(hosts: [.address(.v4(.loopback))]).map(\.id) == ["dns.server", "dns.own"])
        // Longer than any name may be: nobody is asked for it.
        let unknown = await names.checks(hosts: [.name(String(repeating: "long.", count: 60))])
        #expect(unknown.last?.state == .failed)
    }
}
