import NukiDomain
import PacketWire
import Testing

@Suite("IPv4 and UDP around a message")
struct InternetTests {
    @Test("options of the IP header are passed over")
    func internetOptions() throws {
        let frame = try SampleFrame(versionAndWords: "47", internetOptions: "94 04 00 00  01 01 01 00").read()
        #expect(frame?.message.type == .request)
    }

    @Test("a header that contradicts itself throws, with the byte")
    func impossibleLengths() {
        #expect(throws: WireError(.internetLength(16), at: 14)) { try SampleFrame(versionAndWords: "44").read() }
        #expect(throws: WireError(.internetLength(19), at: 16)) {
            try SampleFrame(internetLengthError: 19 - 20 - SampleFrame().datagram.count).read()
        }
        #expect(throws: WireError(.datagramLength(7), at: 38)) {
            try SampleFrame(datagramLengthError: 7 - SampleFrame().datagram.count).read()
        }
    }

    @Test("another version of IP, another protocol and other ports are no DHCP")
    func others() throws {
        #expect(try SampleFrame(versionAndWords: "65").read() == nil)
        #expect(try SampleFrame(carried: "06").read() == nil)
        #expect(try SampleFrame(ports: "00 35  04 00").read() == nil)
    }

    @Test("one port of DHCP's is enough", arguments: ["04 2c 00 43", "00 43 00 44", "00 43 00 43", "00 44 04 00"])
    func ports(_ ports: String) throws {
        #expect(try SampleFrame(ports: ports).read()?.message.type == .request)
    }

    @Test("what follows the packet is no part of it")
    func trailer() throws {
        let frame = try SampleFrame(options: "35 01 03", trailer: "0c 03 61 62 63 ff").read()
        #expect(frame?.message.options.codes == [53])
        #expect(frame?.message.malformed == nil)
    }

    @Test("the smallest of the three lengths counts")
    func smallest() throws {
        let options = "35 01 03  0c 03 61 62 63  ff"
        let bySnap = try read(Array(SampleFrame(options: options).bytes().prefix(286)))
        #expect(bySnap?.message.type == .request)
        #expect(bySnap?.message.malformed == WireError(.datagramCut(missing: 5), at: 286))

        let byInternet = try SampleFrame(options: options, internetLengthError: -6).read()
        #expect(byInternet?.message.options.codes == [53])
        #expect(byInternet?.message.malformed == WireError(.datagramCut(missing: 6), at: 285))

        let byDatagram = try SampleFrame(options: options, datagramLengthError: -4).read()
        #expect(byDatagram?.message.malformed == WireError(.optionPastEnd(code: 12, length: 3, room: 0), at: 285))

        let tooLong = try SampleFrame(options: options, datagramLengthError: 9).read()
        #expect(tooLong?.message.options.hostName?.text == "abc")
        #expect(tooLong?.message.malformed == WireError(.datagramCut(missing: 9), at: 291))
    }

    @Test("a first fragment is read as far as it goes and marked; a later one is nothing by itself")
    func fragments() throws {
        let sample = SampleFrame(fragment: "20 00", options: "35 01 03  0c 03 61 62 63  ff")
        let first = try read(sample.bytes(carrying: Array(sample.datagram.prefix(256))))
        #expect(first?.message.type == .request)
        #expect(first?.message.malformed == WireError(.datagramCut(missing: 1), at: 290))
        #expect(try SampleFrame(fragment: "00 14").read() == nil)
        #expect(try SampleFrame(fragment: "20 14").read() == nil)
    }
}
