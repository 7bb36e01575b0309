import NukiDomain
import Testing

@testable import PacketCapture

@Suite("What is listened to")
struct CaptureChoiceTests {
    @Test("On Ethernet the filter looks behind up to two VLAN tags, the plain expression first; elsewhere it is plain")
    func filter() {
        let plain = "udp and (port 67 or 68 or 546 or 547)"
        #expect(
            CaptureFilter.dhcp.expression(forLinkType: 1)
                == "(\(plain)) or (vlan and (\(plain))) or (vlan and (\(plain)))")
        #expect(CaptureFilter.dhcp.expression(forLinkType: 113) == plain)
    }

    @Test("The list of interfaces has loopback, up and with its address, and nothing that is no interface")
    func interfaces() throws {
        let interfaces = try NetworkInterface.all()
        let loopback = try #require(interfaces.first { $0.name == "lo" })
        #expect(loopback.isUp && loopback.isLoopback && !loopback.isWireless && !loopback.isUsable)
        #expect(loopback.hardwareAddress == nil)
        #expect(loopback.addresses.contains(.v4(.loopback)))
        #expect(!interfaces.contains { $0.name == "any" })
    }

    @Test(
        "By default, networks of containers, virtual machines and VPNs are left out",
        arguments: [
            ("eth0", true), ("wlp3s0", true), ("enx54d2720a0b0c", true), ("br0", true), ("bond0", true),
            ("docker0", false), ("br-3f1c2a", false), ("veth12ab", false), ("virbr0", false), ("tun0", false),
            ("tap0", false), ("wg0", false), ("hassio", false), ("ztabcdef12", false), ("vboxnet0", false),
            ("cali12ab", false), ("dummy0", false), ("lxdbr0", false),
        ])
    func usable(name: String, isUsable: Bool) {
        #expect(Self.interface(name).isUsable == isUsable)
    }

    @Test("An interface that is off, loopback, or without a hardware address is left out; one without an IP is not")
    func unusable() {
        #expect(Self.interface("eth0").isUsable)
        #expect(!Self.interface("eth0", isUp: false).isUsable)
        #expect(!Self.interface("eth0", isLoopback: true).isUsable)
        #expect(!Self.interface("eth0", hardwareAddress: nil).isUsable)
    }

    private static func interface(
        _ name: String, isUp: Bool = true, isLoopback: Bool = false,
        hardwareAddress: MACAddress? = MACAddress(rawValue: 0x0200_0000_0001)
    ) -> NetworkInterface {
        NetworkInterface(
            name: name, isUp: isUp, isRunning: isUp, isLoopback: isLoopback, isWireless: false,
            hardwareAddress: hardwareAddress, addresses: [])
    }
}
