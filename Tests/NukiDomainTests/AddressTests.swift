import NukiDomain
import Testing

@Suite("Addresses") struct AddressTests {
    @Test(
        "an IPv4 address is read and printed as it stands", arguments: ["0.0.0.0", "192.168.1.52", "255.255.255.255"])
    func plain(_ text: String) {
        #expect(IPv4Address(text)?.description == text)
    }

    @Test(
        "nothing but four plain decimal parts is an IPv4 address",
        arguments: [
            "", "1", "1.2.3", "1.2.3.4.5", "1.2.3.", ".1.2.3", "1..2.3", "256.1.1.1", "1.2.3.999", "01.2.3.4",
            "1.2.3.00",
            "+1.2.3.4", "-0.2.3.4", "1.2.3.4 ", " 1.2.3.4", "0x1.2.3.4", "1.2.3.1e0", "١.2.3.4", "1,2,3,4",
        ])
    func strict(_ text: String) {
        #expect(IPv4Address(text) == nil)
    }

    @Test("the blocks of IPv4 end where the standards end them")
    func blocks() {
        #expect(IPv4Address(127, 255, 0, 1).isLoopback && !IPv4Address(128, 0, 0, 1).isLoopback)
        let unusable = ["0.0.0.0", "0.1.2.3", "127.0.0.1", "169.254.7.7", "224.0.0.1", "240.0.0.1", "255.255.255.255"]
        for text in unusable { #expect(IPv4Address(text)?.isUsableUnicast == false, "\(text)") }
        for text in ["1.0.0.0", "169.253.1.1", "192.168.1.52", "223.255.255.255"] {
            #expect(IPv4Address(text)?.isUsableUnicast == true, "\(text)")
        }
    }

    @Test("IPv4 addresses sort by number")
    func order() {
        #expect(IPv4Address(9, 0, 0, 1) < IPv4Address(10, 0, 0, 0))
        #expect(IPv4Address(192, 168, 1, 9) < IPv4Address(192, 168, 1, 10))
    }

    @Test(
        "an IPv6 address is printed in its shortest spelling",
        arguments: [
            ("::", "::"), ("::1", "::1"), ("0:0:0:0:0:0:0:0", "::"), ("1::", "1::"),
            ("2001:DB8:0:0:0:0:0:1", "2001:db8::1"), ("2001:0db8:0000:0000:0001:0000:0000:0001", "2001:db8::1:0:0:1"),
            ("2001:db8:0:1:1:1:1:1", "2001:db8:0:1:1:1:1:1"), ("2001:0:0:1:0:0:0:1", "2001:0:0:1::1"),
            ("fe80::54d2:72ff:fe0a:b0c", "fe80::54d2:72ff:fe0a:b0c"), ("::ffff:192.168.1.52", "::ffff:c0a8:134"),
            ("64:ff9b::10.0.0.1", "64:ff9b::a00:1"), ("1:2:3:4:5:6:1.2.3.4", "1:2:3:4:5:6:102:304"),
            ("1:2:3:4:5:6:7::", "1:2:3:4:5:6:7:0"), ("::2:3:4:5:6:7:8", "0:2:3:4:5:6:7:8"),
            ("0:0:1:0:0:1:0:0", "::1:0:0:1:0:0"),
            ("ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"),
        ])
    func shortest(_ text: String, _ spelling: String) throws {
        let address = try #require(IPv6Address(text))
        #expect(address.description == spelling)
        #expect(IPv6Address(spelling) == address)
    }

    @Test(
        "what is not quite an IPv6 address is none",
        arguments: [
            "", ":", ":::", "1", "1:", ":1", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:", "1:2:3:4:5:6:7:8:", "1:2:3:4:5:6:7:8:9",
            "1:2:3:4:5:6:7:8::", "::1:2:3:4:5:6:7:8", "1::2::3", "12345::", "g::1", "::+1", "::-0", "::-1", ":: 1",
            "fe80::1%eth0",
            "1.2.3.4", "::1.2.3", "::1.2.3.4:5", "1:2:3:4:5:6:7:1.2.3.4", "::256.1.1.1", "[::1]", "::١",
        ])
    func noIPv6(_ text: String) {
        #expect(IPv6Address(text) == nil)
    }

    @Test("an IPv6 address may stand in brackets, an IPv4 address may not")
    func brackets() {
        #expect(IPAddress("[::1]") == .v6(.loopback))
        #expect(IPAddress("[fe80::1]")?.description == "fe80::1")
        #expect(IPAddress("[127.0.0.1]") == nil)
        #expect(IPAddress("[::1") == nil)
        #expect(IPAddress("::1]") == nil)
        #expect(IPAddress("[]") == nil)
    }

    @Test("the loopback of either family is known")
    func loopback() throws {
        #expect(try #require(IPAddress("127.3.2.1")).isLoopback)
        #expect(try #require(IPAddress("::1")).isLoopback)
        #expect(try !#require(IPAddress("::2")).isLoopback)
    }
}
