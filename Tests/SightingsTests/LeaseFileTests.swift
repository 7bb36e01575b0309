import FoundationEssentials
import Glibc
import Linux
import NukiDomain
import Synchronization
import TestKit
import Testing

@testable import Sightings

@Suite("Lease files", .timeLimit(.minutes(1))) struct LeaseFileTests {
    private static let now = Date(timeIntervalSince1970: 1_787_000_000)
    private static let mac = MACAddress("54:d2:72:0a:0b:0c")

    private func leases(_ text: String) -> [Lease]? {
        LeaseFile.leases(in: Array(text.utf8), at: Self.now)?.leases
    }

    private func lines(_ text: String) -> [String]? {
        leases(text)?.map { "\($0.address) \($0.mac.map(\.description) ?? "-") \($0.hostName ?? "-")" }
    }

    @Test("dnsmasq: names, none, no end, an end that is over, no clock, and the lines of DHCPv6")
    func dnsmasq() {
        let text = """
            1786990000 54:d2:72:00:00:01 192.168.1.50 ended *
            1787003600 54:d2:72:0a:0b:0c 192.168.1.52 Nuki_Bridge_1A2B3C4D 01:54:d2:72:0a:0b:0c
            0 02:00:00:00:00:01 192.168.1.53 * *
            43200 02:00:00:00:00:02 192.168.1.54 no-clock *
            1787003600 06-02:00:00:00:00:03 192.168.1.55 token-ring *
            duid 00:01:00:01:2a
            1787003600 1 fd00::1 six 00:01:00:01
            """
        #expect(
            lines(text) == [
                "192.168.1.52 54:d2:72:0a:0b:0c Nuki_Bridge_1A2B3C4D", "192.168.1.55 - token-ring",
                "192.168.1.53 02:00:00:00:00:01 -", "192.168.1.54 02:00:00:00:00:02 no-clock",
            ])
    }

    @Test("dhcpd: the last block of an address counts, and only an active lease that has not ended")
    func dhcpd() {
        let text = """
            # The format of this file is documented in the dhcpd.leases(5) manual page.
            authoring-byte-order little-endian;
            server-duid "\\000\\001}{;";
            lease 192.168.1.52 {
              starts 4 2026/08/13 09:31:22;
              ends 4 2026/08/13 21:31:22;
              binding state active;
              hardware ethernet 02:00:00:00:00:09;
              client-hostname "old";
            }
            lease 192.168.1.52 {
              starts 6 2026/08/22 09:31:22;
              ends never;
              binding state active;
              next binding state free;
              hardware ethernet 54:d2:72:0a:0b:0c;
              uid "\\001T\\322r\\012\\013\\014";
              set vendor = "a } b ; c";
              client-hostname "Nuki_Bridge_1A2B3C4D";
              on expiry { set x = "y"; client-hostname "inner"; }
            }
            lease 192.168.1.60 { binding state free; hardware ethernet 54:d2:72:00:00:01; client-hostname "gone"; }
            lease 192.168.1.61 { ends epoch 1787003600; # Sat Aug 22 2026
              hardware ethernet 54:d2:72:00:00:02; client-hostname "quo\\"te\\101"; }
            lease 192.168.1.62 { ends epoch 1786000000; client-hostname "ended"; }
            lease 192.168.1.63 { client-hostname "cut
            """
        #expect(
            lines(text) == [
                "192.168.1.61 54:d2:72:00:00:02 quo\"teA", "192.168.1.52 54:d2:72:0a:0b:0c Nuki_Bridge_1A2B3C4D",
            ])
    }

    @Test("dhcpd: a lease whose last block gives the address back is none, and times are UTC")
    func dhcpdReleased() {
        let text = """
            lease 192.168.1.52 { ends 5 2026/08/21 23:59:59; binding state active; client-hostname "a"; }
            lease 192.168.1.53 { ends 1 2026/08/17 20:53:19; binding state active; client-hostname "over"; }
            lease 192.168.1.54 { ends 1 2026/08/17 20:53:21; binding state active; client-hostname "stands"; }
            lease 192.168.1.52 { ends 5 2026/08/21 23:59:59; binding state released; client-hostname "a"; }
            """
        // 1,787,000,000 is 2026-08-17 20:53:20 UTC.
        #expect(lines(text) == ["192.168.1.54 - stands"])
    }

    @Test("Kea: columns by name, escapes, states, endless leases, rows that take a lease back")
    func kea() {
        let text = """
            address,hwaddr,client_id,valid_lifetime,expire,subnet_id,fqdn_fwd,fqdn_rev,hostname,state,user_context,pool_id
            192.168.1.52,54:d2:72:0a:0b:0c,01:54,3600,1787003600,1,0,0,nuki_bridge_1a2b3c4d.lan.,0,,0
            192.168.1.53,54:d2:72:00:00:01,,4294967295,4294967295,1,0,0,a&#x2cb,0,{ "x": 1&#x2c },0
            192.168.1.54,54:d2:72:00:00:02,,3600,1787003600,1,0,0,declined,1,,0
            192.168.1.55,54:d2:72:00:00:03,,3600,1787003600,1,0,0,first,0,,0
            192.168.1.55,54:d2:72:00:00:03,,0,1787003600,1,0,0,first,0,,0
            192.168.1.56,54:d2:72:00:00:04,,3600,1786990000,1,0,0,ended,0,,0
            not,a,row
            """
        #expect(
            lines(text) == [
                "192.168.1.52 54:d2:72:0a:0b:0c nuki_bridge_1a2b3c4d.lan.", "192.168.1.53 54:d2:72:00:00:01 a,b",
            ])
    }

    @Test(
        "Kea: an old file has fewer columns, in another order, below a comment or not", arguments: ["", "\n# By Kea\n"])
    func oldKea(_ before: String) {
        let text = "address,hostname,valid_lifetime,expire,hwaddr\n192.168.1.52,h,60,1787003600,54:d2:72:0a:0b:0c\n"
        #expect(lines(before + text) == ["192.168.1.52 54:d2:72:0a:0b:0c h"])
    }

    @Test(
        "systemd-networkd: a list, or an object around it, with bytes for addresses",
        arguments: [("", ""), (#"{"Address":[192,168,1,1],"PrefixLength":24,"Leases":"#, "}")])
    func networkd(_ before: String, _ after: String) {
        let leases = """
            [{"ClientId":[1,84,210,114,10,11,12],"Address":[192,168,1,52],"Hostname":"Nuki_Bridge_1A2B3C4D",
            "ExpirationUSec":123456},{"ClientId":[255,1,2],"Address":[192,168,1,53]},{"Address":"odd"},{"Address":[1]}]
            """
        #expect(
            lines(before + leases + after) == [
                "192.168.1.52 54:d2:72:0a:0b:0c Nuki_Bridge_1A2B3C4D", "192.168.1.53 - -",
            ])
    }

    @Test("An empty file, or one of comments, has no leases; any other text is not a lease file")
    func strangers() {
        #expect(lines("") == [])
        #expect(lines("# nothing yet\n\n") == [])
        #expect(lines("[]") == [])
        #expect(lines("root:x:0:0:root:/root:/bin/bash\n") == nil)
        #expect(lines("{\"a\":1}") == nil)
        #expect(lines("{{{{{{") == nil)
    }

    @Test("Whatever the bytes, reading ends and costs little")
    func hostile() {
        var random = SystemRandomNumberGenerator()
        let beginnings = ["lease 1.2.3.4 {", "address,hwaddr\n", "0 a 1.2.3.4 b\n", "[", "duid \"\n"]
        for beginning in beginnings {
            for _ in 0..<200 {
                let noise = (0..<300).map { _ in "{};\"\\#, \n\u{1B}09az[]".utf8.randomElement(using: &random) ?? 0 }
                _ = LeaseFile.leases(in: Array(beginning.utf8) + noise, at: Self.now)
            }
        }
        let deep = "lease 1.2.3.4 " + String(repeating: "{", count: 200_000)
        #expect(leases(deep) == [])
        let long = "lease 1.2.3.4 { " + String(repeating: "x ", count: 200_000) + ";client-hostname \"h\";}"
        #expect(leases(long)?.map(\.hostName) == ["h"])
    }

    @Test("Files that cannot be read, or are none, are remarks, and the others are read all the same")
    func remarks() async throws {
        let folder = try TemporaryFolder()
        try folder.write("0 54:d2:72:0a:0b:0c 192.168.1.52 Nuki_Bridge_1A2B3C4D *\n", to: "leases")
        try folder.write("hello\n", to: "letter")
        try folder.write("[{\"ClientId\":[1],\"Address\":[192,168,1,60]}]", to: "networkd/eth0")
        try FileManager.default.createSymbolicLink(atPath: folder("loop"), withDestinationPath: folder("loop"))
        #expect(unsafe mkfifo(folder("pipe"), 0o600) == 0)
        let remarks = Mutex<[SourceRemark]>([])
        let paths = ["missing", "letter", "loop", "pipe", "networkd", "leases"].map { folder($0) }
        let file = LeaseFile(paths, now: { Self.now }) { remark in remarks.withLock { $0.append(remark) } }
        let sightings = try await file.sightings().reduce(into: []) { $0.append($1) }
        #expect(
            remarks.withLock { $0 } == [
                .leasesUnreadable(path: folder("loop"), SystemError("stat", number: ELOOP)),
                .leasesUnreadable(path: folder("missing"), SystemError("open", number: ENOENT)),
                .leasesUnknown(path: folder("letter")),
            ])
        #expect(sightings.map(\.address) == [IPv4Address(192, 168, 1, 60), IPv4Address(192, 168, 1, 52)])
        #expect(
            sightings.last
                == Sighting(
                    source: .leases, claim: .granted, hostNames: ["Nuki_Bridge_1A2B3C4D"], mac: Self.mac,
                    address: IPv4Address(192, 168, 1, 52), seen: Self.now))
    }

    @Test("Leases that have ended are counted, and a machine without a lease file says so")
    func ended() async throws {
        let folder = try TemporaryFolder()
        try folder.write(
            "1 54:d2:72:0a:0b:0c 192.168.1.52 a *\n1000000007 02:00:00:00:00:07 192.168.1.53 b *\n", to: "leases")
        let remarks = Mutex<[SourceRemark]>([])
        let file = LeaseFile([folder("leases")], now: { Self.now }) { remark in remarks.withLock { $0.append(remark) } }
        #expect(try await file.sightings().reduce(into: []) { $0.append($1) }.map(\.hostNames) == [["a"]])
        #expect(remarks.withLock { $0 } == [.leasesEnded(path: folder("leases"), count: 1)])
    }

    @Test("A file of more than 8 MiB is not read")
    func large() async throws {
        let folder = try TemporaryFolder()
        try folder.write(String(repeating: "0 54:d2:72:0a:0b:0c 192.168.1.52 name *\n", count: 230_000), to: "leases")
        let remarks = Mutex<[SourceRemark]>([])
        let file = LeaseFile([folder("leases")], remark: { remark in remarks.withLock { $0.append(remark) } })
        for try await _ in file.sightings() { Issue.record("a sighting") }
        let expected = SourceRemark.leasesUnreadable(path: folder("leases"), SystemError("read", number: EFBIG))
        #expect(remarks.withLock { $0 } == [expected])
    }

    @Test(
        "What dnsmasq writes when a bridge gets its address is read",
        .enabled(if: NetworkLab.unavailable == nil, "\(NetworkLab.unavailable ?? "")"))
    func realDnsmasq() async throws {
        try await NetworkLab.run { lab in
            _ = try await lab.startServer()
            let address = try await lab.requestAddress(hostName: "Nuki_Bridge_1A2B3C4D")
            let sightings = try await LeaseFile([lab.leases]).sightings().reduce(into: []) { $0.append($1) }
            #expect(sightings.map(\.hostNames) == [["Nuki_Bridge_1A2B3C4D"]])
            #expect(sightings.map(\.address?.description) == [address])
            #expect(sightings.map(\.mac) == [MACAddress("54:d2:72:4b:3c:4d")])
        }
    }
}
