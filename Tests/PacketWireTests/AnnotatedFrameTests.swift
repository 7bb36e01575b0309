import NukiDomain
import PacketWire
import Testing

@Suite("A whole frame, byte by byte")
struct AnnotatedFrameTests {
    /// A REQUEST of a bridge, as a capture on Ethernet holds it.
    static let request = hex(
        """
        ff ff ff ff ff ff  54 d2 72 0a 0b 0c  08 00  // Ethernet: to everybody, from the bridge, IPv4
        45 00 01 48                                  // IPv4, 20 bytes of header, 328 in all
        00 01 00 00 40 11 79 a5                      // identification 1, no fragment, 64 hops, UDP, checksum
        00 00 00 00  ff ff ff ff                     // 0.0.0.0 to 255.255.255.255
        00 44 00 43 01 34 00 00                      // UDP: 68 to 67, 308 bytes, no checksum
        01 01 06 00                                  // a client, Ethernet, 6 bytes, no hop
        78 54 47 09                                  // xid
        00 02 80 00                                  // 2 seconds, broadcast
        00 00 00 00  00 00 00 00                     // ciaddr, yiaddr
        00 00 00 00  00 00 00 00                     // siaddr, giaddr
        54 d2 72 0a 0b 0c 00 00                      // chaddr, 16 bytes
        00 00 00 00 00 00 00 00
        """
            + String(repeating: " 00", count: 64 + 128) + "\n"  // sname and file
                + """
                63 82 53 63                                  // cookie
                35 01 03                                     // 53: REQUEST
                3d 07 01 54 d2 72 0a 0b 0c                   // 61: Ethernet, the same address
                32 04 c0 a8 01 4d                            // 50: 192.168.1.77
                36 04 c0 a8 01 01                            // 54: 192.168.1.1
                3c 06 75 64 68 63 70 31                      // 60: udhcp1
                0c 14 4e 75 6b 69 5f 42 72 69 64 67 65 5f    // 12: Nuki_Bridge_
                      31 41 32 42 33 43 34 44                //     1A2B3C4D
                37 03 01 03 06                               // 55: 1, 3, 6
                ff                                           // end
                """)

    @Test("says everything that a client's REQUEST says")
    func everything() throws {
        let frame = try #require(try read(Self.request))
        let message = frame.message
        #expect(message.operation == .client)
        #expect(message.hardwareType == 1)
        #expect(message.type == .request)
        #expect(message.transaction == 0x7854_4709)
        #expect(message.flags == 0x8000)
        #expect(message.clientAddress == .unspecified)
        #expect(message.hardwareAddress == MACAddress("54:d2:72:0a:0b:0c"))
        #expect(message.options.hostName?.text == "Nuki_Bridge_1A2B3C4D")
        #expect(message.options.requestedAddress == IPv4Address(192, 168, 1, 77))
        #expect(message.options.serverIdentifier == IPv4Address(192, 168, 1, 1))
        #expect(message.options.vendorClass == "udhcp1")
        #expect(message.options.clientIdentifier == hex("01 54 d2 72 0a 0b 0c"))
        #expect(message.options.parameterRequestList == [1, 3, 6])
        #expect(message.options.fullName == nil)
        #expect(message.options.codes == [53, 61, 50, 54, 60, 12, 55, 255])
        #expect(message.malformed == nil)
        #expect(frame.source == .unspecified)
        #expect(frame.linkSource == MACAddress("54:d2:72:0a:0b:0c"))
        #expect(frame.relay == nil)
        #expect(frame.address() == IPv4Address(192, 168, 1, 77))
    }

    @Test("keeps the four addresses apart, and the flags and the relay")
    func fourAddresses() throws {
        let sample = SampleFrame(
            addresses: "0a 00 00 09  ff ff ff ff", head: "02 01 06 01", ciaddr: "0a 00 00 01", yiaddr: "0a 00 00 02",
            siaddr: "0a 00 00 03", giaddr: "0a 00 00 04", options: "35 01 05 ff")
        let frame = try #require(try sample.read())
        #expect(frame.message.operation == .server)
        #expect(frame.message.clientAddress == IPv4Address(10, 0, 0, 1))
        #expect(frame.message.yourAddress == IPv4Address(10, 0, 0, 2))
        #expect(frame.message.serverAddress == IPv4Address(10, 0, 0, 3))
        #expect(frame.relay == IPv4Address(10, 0, 0, 4))
        #expect(frame.source == IPv4Address(10, 0, 0, 9))
    }

    @Test("is no DHCP without the cookie, and cut without all of the fixed part")
    func cookie() throws {
        #expect(try SampleFrame(cookie: "63 82 53 64").read() == nil)
        let whole = SampleFrame().bytes()
        #expect(throws: WireError(.headerCut(missing: 1), at: 281)) { try read(Array(whole.prefix(281))) }
        #expect(try read(Array(whole.prefix(282)))?.message.type == nil)
    }
}
