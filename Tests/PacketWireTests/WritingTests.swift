import NukiDomain
import PacketWire
import Testing

@Suite("Messages written")
struct WritingTests {
    private let request = DHCPMessage.fromClient(
        .request, mac: MACAddress(rawValue: 0x54D2_720A_0B0C), transaction: 0x7854_4709,
        hostName: "Nuki_Bridge_1A2B3C4D", requestedAddress: IPv4Address(192, 168, 1, 77),
        server: IPv4Address(192, 168, 1, 1), vendorClass: "nuki")

    @Test("are the bytes that a client sends")
    func bytes() {
        let expected = hex(
            """
            01 01 06 00  78 54 47 09  00 00 00 00        // a client, Ethernet, 6 bytes; xid; seconds and flags
            00 00 00 00  00 00 00 00                     // ciaddr, yiaddr
            00 00 00 00  00 00 00 00                     // siaddr, giaddr
            54 d2 72 0a 0b 0c                            // chaddr
            """
                + "\n" + String(repeating: "00", count: 10 + 64 + 128) + "\n"
                    + """
                    63 82 53 63                              // cookie
                    35 01 03                                 // 53: REQUEST
                    3d 07 01 54 d2 72 0a 0b 0c               // 61: Ethernet, the same address
                    32 04 c0 a8 01 4d                        // 50: 192.168.1.77
                    36 04 c0 a8 01 01                        // 54: 192.168.1.1
                    3c 04 6e 75 6b 69                        // 60: nuki
                    0c 14 4e 75 6b 69 5f 42 72 69 64 67 65 5f  // 12: Nuki_Bridge_
                          31 41 32 42 33 43 34 44              //     1A2B3C4D
                    37 04 01 03 06 0f ff 00                  // 55, the end, a pad up to 300 bytes
                    """)
        #expect(request.bytes == expected)
    }

    @Test("have at least 300 bytes")
    func minimum() {
        let discover = DHCPMessage.fromClient(.discover, mac: MACAddress(rawValue: 1), transaction: 2)
        #expect(discover.bytes.count == 300)
    }

    @Test("read back as the same message, in the frame of a client without an address")
    func roundTrip() throws {
        let frame = try #require(try read(request.broadcastFrame))
        #expect(frame.message == request)
        #expect(frame.source == .unspecified)
        #expect(frame.linkSource == request.hardwareAddress)
        #expect(request.broadcastFrame.prefix(14) == hex("ff ff ff ff ff ff  54 d2 72 0a 0b 0c  08 00")[...])
    }

    @Test("of a server read back as well, with every address in its place")
    func serverRoundTrip() throws {
        let ack = DHCPMessage(
            operation: .server, transaction: 7, flags: 0x8000, clientAddress: IPv4Address(10, 0, 0, 1),
            yourAddress: IPv4Address(10, 0, 0, 2), serverAddress: IPv4Address(10, 0, 0, 3),
            relayAddress: IPv4Address(10, 0, 0, 4), hardwareAddress: nil, options: DHCPOptions([.messageType(.ack)]))
        #expect(try read(ack.broadcastFrame)?.message == ack)
    }

    @Test("have checksums that make the sums come out even", arguments: ["a", "ab", "abc"])
    func checksums(name: String) {
        let message = DHCPMessage.fromClient(
            .discover, mac: MACAddress(rawValue: 3), transaction: 4,
            hostName: name + String(repeating: "x", count: 60))
        let frame = message.broadcastFrame
        let packet = Array(frame[14...])
        #expect(sum(Array(packet[..<20])) == 0xFFFF)
        let pseudoHeader = Array(packet[12..<20]) + [0, 17] + Array(packet[24..<26])
        #expect(sum(pseudoHeader + Array(packet[20...])) == 0xFFFF)
    }

    /// The sum in one's complement that RFC 1071 describes.
    private func sum(_ bytes: [UInt8]) -> Int {
        let even = bytes.count.isMultiple(of: 2) ? bytes : bytes + [0]
        let total = stride(from: 0, to: even.count, by: 2).reduce(0) { $0 + Int(even[$1]) << 8 + Int(even[$1 + 1]) }
        return total % 0xFFFF == 0 ? 0xFFFF : total % 0xFFFF
    }

    @Test("write a UDP checksum that comes out as zero as ones, for zero means none")
    func zeroChecksum() {
        func checksum(transaction: UInt32) -> UInt32 {
            let discover = DHCPMessage.fromClient(.discover, mac: MACAddress(rawValue: 5), transaction: transaction)
            return discover.broadcastFrame[40..<42].reduce(0) { $0 << 8 | UInt32($1) }
        }
        // What is missing to a sum of all ones goes into the transaction.
        #expect(checksum(transaction: checksum(transaction: 0)) == 0xFFFF)
    }

    @Test("split a value of more than 255 bytes, and it reads as one")
    func longOption() throws {
        let value = (0..<600).map { UInt8($0 % 251) }
        let options = DHCPOptions([.messageType(.discover), DHCPOption(code: 43, value: value)])
        #expect(options.codes == [53, 43, 43, 43, 255])
        #expect(options.value(of: 43) == value)
        let message = DHCPMessage(operation: .client, transaction: 1, hardwareAddress: nil, options: options)
        #expect(try read(message.broadcastFrame)?.message == message)
    }

    @Test("have one area, also where options came out of file and sname")
    func overloaded() throws {
        let sample = SampleFrame(
            sname: "0c 01 63 ff", file: "0c 01 62 ff", options: "35 01 03  0c 01 61  34 01 03  ff")
        let overloaded = try #require(try sample.read()).message
        let written = try #require(try read(overloaded.broadcastFrame)).message
        #expect(written.options.hostName?.text == "abc")
        #expect(written.options.codes == [53, 12, 12, 12, 255])
    }

    @Test("leave out options that would be pads or ends")
    func padsAndEnds() {
        let options = DHCPOptions([DHCPOption(code: 0, value: [1]), DHCPOption(code: 255, value: []), .hostName("a")])
        #expect(options.codes == [12, 255])
    }
}
