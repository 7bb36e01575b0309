import NukiDomain
import PacketWire
import Testing

@Suite("Whom a message is about, and where that is")
struct AddressTests {
    // Hardware addresses

    @Test("the client is chaddr and not the sender of the frame")
    func hardwareAddress() throws {
        let frame = try #require(try SampleFrame().read())
        #expect(frame.message.mac == MACAddress("54:d2:72:0a:0b:0c"))
        #expect(frame.linkSource == MACAddress("54:d2:72:99:99:99"))
    }

    @Test(
        "chaddr of another length or network is no hardware address",
        arguments: ["01 01 00 00", "01 01 10 00", "01 01 ff 00", "01 20 06 00", "01 00 06 00"])
    func otherHardware(head: String) throws {
        let frame = try #require(try SampleFrame(head: head).read())
        #expect(frame.message.hardwareAddress == nil)
        #expect(frame.message.mac == nil)
        #expect(frame.message.type == .request)
    }

    @Test("a client identifier of type 1 stands in for a missing chaddr, and only then")
    func clientIdentifier() throws {
        let options = "35 01 03  3d 07 01 54 d2 72 01 02 03  ff"
        let without = try #require(try SampleFrame(head: "01 20 00 00", options: options).read()).message
        #expect(without.hardwareAddress == nil)
        #expect(without.mac == MACAddress("54:d2:72:01:02:03"))
        #expect(try SampleFrame(options: options).read()?.message.mac == MACAddress("54:d2:72:0a:0b:0c"))
        for other in ["3d 07 00 54 d2 72 01 02 03", "3d 06 01 54 d2 72 01 02"] {
            let frame = try SampleFrame(head: "01 20 00 00", options: "35 01 03 \(other) ff").read()
            #expect(frame?.message.mac == nil)
        }
    }

    // The address rule: 10.0.0.1 is the sender of the packet, .2 ciaddr, .3 option 50, .4 yiaddr

    private func sample(_ type: String, option50: String = "", head: String = "01 01 06 00") -> SampleFrame {
        SampleFrame(
            addresses: "0a 00 00 01  ff ff ff ff", head: head, ciaddr: "0a 00 00 02",
            options: "35 01 \(type) \(option50) ff")
    }

    @Test("of a client it is option 50, else ciaddr, else the sender", arguments: ["01", "03", "04", "07", "08"])
    func client(type: String) throws {
        var sample = sample(type, option50: "32 04 0a 00 00 03")
        #expect(try sample.read()?.address() == IPv4Address(10, 0, 0, 3))
        sample.options = "35 01 \(type) ff"
        #expect(try sample.read()?.address() == IPv4Address(10, 0, 0, 2))
        sample.ciaddr = "00 00 00 00"
        #expect(try sample.read()?.address() == IPv4Address(10, 0, 0, 1))
        sample.addresses = "00 00 00 00  ff ff ff ff"
        #expect(try sample.read()?.address() == nil)
    }

    @Test(
        "an address that nobody can have is passed over",
        arguments: ["00 00 00 00", "7f 00 00 01", "a9 fe 07 07", "e0 00 00 09", "ff ff ff ff"])
    func unusable(address: String) throws {
        #expect(try sample("03", option50: "32 04 \(address)").read()?.address() == IPv4Address(10, 0, 0, 2))
    }

    @Test("loopback counts where the caller says so, and nothing else does with it")
    func loopback() throws {
        let loopback = try sample("03", option50: "32 04 7f 00 00 01").read()
        #expect(loopback?.address(loopbackCounts: true) == .loopback)
        let zero = try sample("03", option50: "32 04 00 00 00 00").read()
        #expect(zero?.address(loopbackCounts: true) == IPv4Address(10, 0, 0, 2))
    }

    @Test("the sender of a relayed packet is the relay and never the client")
    func relayed() throws {
        var sample = sample("01")
        sample.ciaddr = "00 00 00 00"
        sample.giaddr = "0a 00 00 01"
        #expect(try sample.read()?.address() == nil)
        #expect(try sample.read()?.relay == IPv4Address(10, 0, 0, 1))
    }

    @Test("of a server it is yiaddr, and ciaddr only in the ACK to an INFORM")
    func server() throws {
        for (type, withoutYours) in [("02", nil), ("05", IPv4Address(10, 0, 0, 2))] {
            var sample = sample(type, option50: "32 04 0a 00 00 03", head: "02 01 06 00")
            sample.yiaddr = "0a 00 00 04"
            #expect(try sample.read()?.address() == IPv4Address(10, 0, 0, 4))
            sample.yiaddr = "00 00 00 00"
            #expect(try sample.read()?.address() == withoutYours)
        }
    }

    @Test("a NAK, an unknown type, BOOTP and a type from the wrong side speak of none")
    func none() throws {
        #expect(try sample("06", option50: "32 04 0a 00 00 03", head: "02 01 06 00").read()?.address() == nil)
        #expect(try sample("c8", option50: "32 04 0a 00 00 03").read()?.address() == nil)
        #expect(try sample("03", option50: "32 04 0a 00 00 03", head: "02 01 06 00").read()?.address() == nil)
        var bootp = sample("03")
        bootp.options = "32 04 0a 00 00 03 ff"
        #expect(try bootp.read()?.address() == nil)
    }
}
