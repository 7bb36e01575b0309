import Guidance
import NukiDomain
@testable import PacketCapture
import Testing

@testable import keyturn

@Suite("What a one-shot command tells of interfaces that come and go")
struct InterfaceWatchTests {
    private static func interface(_ name: String, isUp: Bool = true) -> NetworkInterface {
        NetworkInterface(
            name: name, isUp: isUp, isRunning: isUp, isLoopback: false, isWireless: false,
            hardwareAddress: MACAddress(rawValue: 1), addresses: [])
    }

    @Test("What is not heard at the start is told once, and what comes later once too")
    func comes() {
        var watch = InterfaceWatch(named: [])
        let deaf = ["eth1": CaptureError.interfaceDown("eth1")]
        let first = watch.changes([Self.interface("eth0"), Self.interface("eth1")], losses: deaf)
        #expect(first == [Diagnosis(.interfaceDown("eth1"))])
        let all = ["eth0", "eth1", "eth2", "docker0"].map { Self.interface($0) }
        #expect(watch.changes(all, losses: deaf) == [.interfaceCame("eth2")])
        #expect(watch.changes(all, losses: deaf) == [])
    }

    @Test("One that is switched off is told each time, one that goes away once")
    func goes() {
        var watch = InterfaceWatch(named: [])
        let both = [Self.interface("eth0"), Self.interface("eth1")]
        #expect(watch.changes(both, losses: [:]) == [])
        let off = [Self.interface("eth0", isUp: false), Self.interface("eth1")]
        for _ in 0..<2 {
            #expect(watch.changes(off, losses: [:]) == [Diagnosis(.interfaceDown("eth0"))])
            #expect(watch.changes(off, losses: [:]) == [])
            #expect(watch.changes(both, losses: [:]) == [])
        }
        let lost = ["eth0": CaptureError.lost(interface: "eth0")]
        for expected in [[Diagnosis(.lost(interface: "eth0"))], []] {
            #expect(watch.changes([Self.interface("eth1")], losses: lost) == expected)
        }
    }

    @Test("One that is back after it was lost is told as not listened on, each time")
    func returns() {
        var watch = InterfaceWatch(named: [])
        let both = [Self.interface("eth0"), Self.interface("eth1")]
        _ = watch.changes(both, losses: [:])
        let lost = ["eth0": CaptureError.lost(interface: "eth0")]
        _ = watch.changes([Self.interface("eth1")], losses: lost)
        for expected in [[Diagnosis.interfaceCame("eth0")], []] {
            #expect(watch.changes(both, losses: lost) == expected)
        }
        #expect(watch.changes([Self.interface("eth1")], losses: lost) == [])
        #expect(watch.changes(both, losses: lost) == [.interfaceCame("eth0")])
    }

    @Test("Where interfaces are named, others are of no account")
    func named() {
        var watch = InterfaceWatch(named: ["eth1"])
        #expect(watch.changes([Self.interface("eth0"), Self.interface("eth1")], losses: [:]) == [])
        let off = [Self.interface("eth0", isUp: false), Self.interface("eth1", isUp: false), Self.interface("eth2")]
        #expect(watch.changes(off, losses: [:]) == [Diagnosis(.interfaceDown("eth1"))])
    }
}
