import NukiDomain
import PacketWire
import Testing

@Suite("DHCPv6")
struct DHCPv6Tests {
    /// A SOLICIT with a name, passed on by one relay, as a capture on Ethernet holds it.
    static let relayedSolicit = hex(
        """
        33 33 00 01 00 02  02 00 00 00 00 01  86 dd  // Ethernet: to all servers and relays, from the relay, IPv6
        60 00 00 00  00 78  11 40                    // IPv6, 120 bytes, UDP
        fe80 0000 0000 0000  0000 00ff fe00 0001     // from the relay
        ff02 0000 0000 0000  0000 0000 0001 0002     // to all servers and relays
        02 23 02 23 00 78 00 00                      // UDP: 547 to 547, 120 bytes, no checksum
        0c 00                                        // RELAY-FORW, no hop before
        2001 0db8 0000 0000  0000 0000 0000 0001     // link-address
        fe80 0000 0000 0000  56d2 72ff fe0a 0b0c     // peer-address
        00 4f 00 08  00 01  54 d2 72 0a 0b 0c        // 79: Ethernet, the client's hardware address
        00 09 00 3e                                  // 9: the message, 62 bytes
        01 78 54 47                                  // SOLICIT, transaction
        00 01 00 0a  00 03 00 01 02 aa 00 00 1c 01   // 1: DUID-LL, another hardware address
        00 27 00 16  00 14 4e 75 6b 69 5f 42 72 69 64 67 65 5f 31 41 32 42 33 43 34 44  // 39: one label, no root
        00 06 00 04  00 17 00 27                     // 6: asks for 23 and 39
        00 08 00 02  00 00                           // 8: no time elapsed
        00 0e 00 00                                  // 14: rapid commit
        """)

    @Test("a relay is unwrapped: type, exchange, identifier, name and hardware address of the client")
    func relayed() throws {
        let message = try #require(try read6(Self.relayedSolicit)).message
        #expect(message.malformed == nil)
        #expect(message.outerType == .relayForward)
        #expect(message.type.description == "SOLICIT")
        #expect(message.transaction == 0x785447)
        #expect(message.options.clientIdentifier?.description == "0003000102aa00001c01")
        #expect(message.options.fullName?.text == "Nuki_Bridge_1A2B3C4D")
        #expect(message.options.codes == [1, 39, 6, 8, 14])
        #expect(message.relays.map(\.linkLayerAddress) == [MACAddress("54:d2:72:0a:0b:0c")])
        #expect(message.mac == MACAddress("02:aa:00:00:1c:01"))
    }

    @Test(
        "every link carries it, and none carries it under the number of IPv4",
        arguments: [
            (SampleFrame6.ethernet, LinkType.ethernet, true), ("", .rawIP, true), ("", .rawIPv6, true),
            ("00 00 00 0a", .addressFamily, true), ("1c 00 00 00", .addressFamily, true),
            ("00 01  00 01  00 06  54 d2 72 99 99 99 00 00  86 dd", .linuxCooked, true),
            ("86 dd  00 00  00 00 00 02  00 01  01 06  54 d2 72 99 99 99 00 00", .linuxCooked2, true),
            ("33 33 00 01 00 02  54 d2 72 99 99 99  81 00 00 14  86 dd", .ethernet, true),
            ("33 33 00 01 00 02  54 d2 72 99 99 99  08 00", .ethernet, false), ("00 00 00 02", .addressFamily, false),
        ])
    func links(header: String, link: LinkType, isCarried: Bool) throws {
        #expect((try SampleFrame6(link: header).read(link) != nil) == isCarried)
    }

    // The hardware address

    @Test("comes from an identifier with one, with a time or without; else from the frame that a client sent")
    func mac() throws {
        let own = MACAddress("54:d2:72:99:99:99")
        let cases: [(options: String, MACAddress?)] = [
            ("00 01 00 0e  00 01 00 01 2a aa bb cc 54 d2 72 0a 0b 0c", MACAddress("54:d2:72:0a:0b:0c")),
            ("00 01 00 0a  00 03 00 01 54 d2 72 0a 0b 0c", MACAddress("54:d2:72:0a:0b:0c")),
            ("00 01 00 0a  00 03 00 06 54 d2 72 0a 0b 0c", own),  // not Ethernet
            ("00 01 00 0b  00 03 00 01 54 d2 72 0a 0b 0c 00", own),  // seven bytes
            ("00 01 00 12  00 04 a2 56 e9 2e 40 ab d0 d2 a3 ab 3b 3f f2 ff 89 98", own),  // DUID-UUID
            ("00 01 00 07  00 02 00 00 c1 bf 01", own), ("", own),  // DUID-EN, none
        ]
        for (options, mac) in cases {
            let frame = try #require(try SampleFrame6(link: SampleFrame6.ethernet, options: options).read(.ethernet))
            #expect(frame.mac == mac, "\(options)")
        }
        let answer = try SampleFrame6(link: SampleFrame6.ethernet, head: "07 00 00 01", options: "").read(.ethernet)
        #expect(answer?.message.type.description == "REPLY")
        #expect(answer?.mac == nil)
    }

    // Names and addresses

    @Test("option 39 is a byte of flags and labels, whole with the root and partial without")
    func names() throws {
        func name(_ option: String) throws -> String? {
            try SampleFrame6(options: option).read()?.message.options.fullName?.text
        }
        #expect(try name("00 27 00 08  00 02 61 62 02 63 64 00") == "ab.cd")
        #expect(try name("00 27 00 04  00 02 61 62") == "ab")
        #expect(try name("00 27 00 01  00") == nil)
    }

    @Test("a pointer, a label past the end and an option without flags are marked and are no name")
    func wrongNames() throws {
        let cases: [(String, WireError.Fault)] = [
            ("00 27 00 03  00 c0 0c", .nameLabel(code: 39, length: 0xC0)),
            ("00 27 00 03  00 05 61", .nameLabel(code: 39, length: 5)),
            ("00 27 00 00", .optionLength(code: 39, length: 0)),
        ]
        for (option, fault) in cases {
            let message = try #require(try SampleFrame6(options: option).read()).message
            #expect(message.options.fullName == nil)
            #expect(message.malformed == WireError(fault, at: SampleFrame6.options))
        }
    }

    @Test("addresses stand in associations, those that stay and temporary ones")
    func addresses() throws {
        let address = "00 05 00 18  2001 0db8 0000 0000 0000 0000 0000 0030  00 00 00 00 00 00 00 00"
        let stays = "00 03 00 28  00 00 00 01 00 00 00 00 00 00 00 00 \(address)"
        let temporary = "00 04 00 20  00 00 00 01 \(address)"
        let message = try #require(try SampleFrame6(options: stays + temporary + address).read()).message
        #expect(message.options.addresses.map(\.description) == ["2001:db8::30", "2001:db8::30"])
        #expect(message.options.codes == [3, 4, 5])
        #expect(message.malformed == nil)
        let short = try SampleFrame6(options: "00 03 00 04 00 00 00 01").read()?.message
        #expect(short?.malformed == WireError(.optionLength(code: 3, length: 4), at: 52))
    }

    // Bounds

    @Test("an option past the end stops the walk, and what was read stays")
    func pastEnd() throws {
        let message = try #require(try SampleFrame6(options: "00 08 00 02 00 00  00 01 00 0a 00 03").read()).message
        #expect(message.options.codes == [8])
        #expect(message.malformed == WireError(.optionPastEnd(code: 1, length: 10, room: 2), at: 58))
        #expect(message.malformed?.description == "option 1 of 10 bytes with room for 2, at byte 58")
    }

    @Test("half an option head at the end is marked")
    func halfHead() throws {
        let message = try SampleFrame6(options: "00 08 00 02 00 00  00").read()?.message
        #expect(message?.options.codes == [8])
        #expect(message?.malformed == WireError(.headerCut(missing: 1), at: 59))
    }

    @Test("a frame that was cut is marked, and one that ends before the options throws")
    func cut() throws {
        let bytes = SampleFrame6().bytes
        let cut = try read6(Array(bytes.dropLast(3)), .rawIP)?.message
        #expect(cut?.malformed == WireError(.datagramCut(missing: 3), at: bytes.count - 3))
        #expect(cut?.transaction == 0x785447)
        #expect(throws: WireError(.headerCut(missing: 1), at: 51)) { try read6(Array(bytes.prefix(51)), .rawIP) }
    }

    @Test("relays in relays are unwrapped up to eight times and then marked")
    func relays() throws {
        func wrapped(_ times: Int) -> SampleFrame6 {
            var message = hex("01 78 54 47")
            for _ in 0..<times {
                let relay = [12, 0] + [UInt8](repeating: 0, count: 32)
                message = relay + [0, 9, UInt8(message.count >> 8), UInt8(message.count & 255)] + message
            }
            return SampleFrame6(head: Hex.lower(message), options: "")
        }
        let eight = try #require(try wrapped(8).read()).message
        #expect(eight.relays.count == 8 && eight.transaction == 0x785447 && eight.malformed == nil)
        let nine = try #require(try wrapped(9).read()).message
        #expect(nine.relays.count == 8 && nine.transaction == nil && nine.malformed?.fault == .relays)
        let empty = SampleFrame6(head: "0c 00" + String(repeating: "00", count: 32), options: "")
        #expect(try empty.read()?.message.malformed == WireError(.relayWithoutMessage, at: 48))
    }

    @Test("extension headers are passed over, eight at most; a later fragment is nothing by itself")
    func extensions() throws {
        let options = "00 00 01 04 00 00 00 00"
        let known: [(UInt8, String)] = [
            (0, options), (43, options), (60, "00 01" + String(repeating: "00", count: 14)),
            (51, "00 04" + String(repeating: "00", count: 22)), (44, "00 00 00 01 00 00 00 07"),
        ]
        #expect(try SampleFrame6(extensions: known).read()?.message.transaction == 0x785447)
        #expect(try SampleFrame6(extensions: Array(repeating: (60, options), count: 8)).read() != nil)
        #expect(try SampleFrame6(extensions: Array(repeating: (60, options), count: 9)).read() == nil)
        #expect(try SampleFrame6(extensions: [(44, "00 00 00 08 00 00 00 07")]).read() == nil)
    }

    @Test("other ports, and the ports of the other version, are no DHCPv6")
    func ports() throws {
        #expect(try SampleFrame6(ports: "00 44 00 43").read() == nil)
        #expect(try SampleFrame6(ports: "04 00 02 22").read() != nil)
        #expect(try SampleFrame(ports: "02 22 02 23").read() == nil)
    }
}
