import NukiDomain
import PacketWire
import Testing

@Suite("What stands before the IP header")
struct LinkTests {
    @Test("is known by libpcap's number, and another number is refused")
    func numbers() {
        let known: [(Int32, LinkType)] = [
            (1, .ethernet), (113, .linuxCooked), (276, .linuxCooked2), (101, .rawIP), (12, .rawIP), (228, .rawIP),
            (229, .rawIPv6), (0, .addressFamily), (108, .addressFamily),
        ]
        for (number, link) in known { #expect(LinkType(pcapNumber: number) == link) }
        for number: Int32 in [105, 127, 147, -1, 2, .max] { #expect(LinkType(pcapNumber: number) == nil) }
    }

    static let mac = MACAddress("54:d2:72:99:99:99")

    static let carried: [(header: String, LinkType, source: MACAddress?)] = [
        ("ff ff ff ff ff ff  54 d2 72 99 99 99  08 00", .ethernet, mac),
        ("00 01  00 01  00 06  54 d2 72 99 99 99 00 00  08 00", .linuxCooked, mac),
        ("00 00  03 04  00 00  00 00 00 00 00 00 00 00  08 00", .linuxCooked, nil),
        ("00 01  00 01  00 06  54 d2 72 99 99 99 00 00  81 00  00 14  08 00", .linuxCooked, mac),
        ("08 00  00 00  00 00 00 02  00 01  01 06  54 d2 72 99 99 99 00 00", .linuxCooked2, mac),
        ("08 00  00 00  00 00 00 02  03 04  00 00  00 00 00 00 00 00 00 00", .linuxCooked2, nil),
        ("", .rawIP, nil),
        ("00 00 00 02", .addressFamily, nil),
        ("02 00 00 00", .addressFamily, nil),
    ]

    @Test("is passed over, and gives the sender where it tells one", arguments: carried)
    func header(header: String, link: LinkType, source: MACAddress?) throws {
        let frame = try #require(try SampleFrame(link: header).read(link))
        #expect(frame.message.type == .request)
        #expect(frame.linkSource == source)
    }

    @Test("may hold up to four VLAN tags of any kind")
    func tags() throws {
        let stacks = [
            "81 00 00 14", "81 00 60 00", "88 a8 00 01 81 00 00 02", "91 00 00 01 81 00 00 02",
            "81 00 00 01 81 00 00 02", "88 a8 00 01 81 00 00 02 81 00 00 03",
            "91 00 00 01 88 a8 00 02 81 00 00 03 81 00 00 04",
        ]
        for stack in stacks {
            let link = "ff ff ff ff ff ff  54 d2 72 99 99 99 \(stack) 08 00"
            #expect(try SampleFrame(link: link).read()?.message.type == .request, "\(stack)")
        }
        let five = String(repeating: "81 00 00 01", count: 5)
        #expect(try SampleFrame(link: "ff ff ff ff ff ff  54 d2 72 99 99 99 \(five) 08 00").read() == nil)
    }

    @Test("that carries something else than IPv4 makes no DHCPv4 message")
    func otherProtocols() throws {
        #expect(try SampleFrame(link: "ff ff ff ff ff ff  54 d2 72 99 99 99  86 dd").read() == nil)
        #expect(try SampleFrame(link: "00 00 00 1e").read(.addressFamily) == nil)
        #expect(try SampleFrame(link: "").read(.rawIPv6) == nil)
        #expect(try PacketWireTests.read(SampleFrame6().bytes, .rawIP) == nil)
    }
}
