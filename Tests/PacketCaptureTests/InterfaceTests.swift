import Glibc
import NukiDomain
import PacketWire
import TestKit
import Testing

@testable import PacketCapture

@Suite(
    "Interfaces of a real network", .enabled(if: NetworkLab.unavailable == nil, "\(NetworkLab.unavailable ?? "")"),
    .timeLimit(.minutes(1)))
struct InterfaceTests {
    @Test(
        "Cables, a host's own bridges and virtual cards are listened to, and what containers and switches made is not")
    func usable() async throws {
        try await NetworkLab.run { lab in
            for line in [
                "link add br0 type bridge", "link add docker0 type bridge", "link add off0 type bridge",
                "link add vethab12 type veth peer name lan1", "link add lan0 link eth0 type macvlan mode bridge",
                "link set br0 up", "link set docker0 up", "link set vethab12 up", "link set lan1 up",
                "link set lan0 up",
            ] { try await lab.ip(line, on: .watcher) }
            #expect(try await Self.usableNames(lab) == ["br0", "eth0", "lan0", "lan1"])
        }
    }

    @Test(
        "Tunnels are not listened to, by their lack of a hardware address or by their name",
        .enabled(if: unsafe access("/dev/net/tun", R_OK | W_OK) == 0, "no /dev/net/tun"))
    func tunnels() async throws {
        try await NetworkLab.run { lab in
            for line in [
                "tuntap add mode tun name office", "tuntap add mode tap name tap3", "link set office up",
                "link set tap3 up",
            ] { try await lab.ip(line, on: .watcher) }
            #expect(try await Self.usableNames(lab) == ["eth0"])
        }
    }

    @Test("With no usable interface a capture is refused, unless it follows: then it hears the first one that comes")
    func none() async throws {
        try await NetworkLab.run { lab in
            try await lab.ip("link set eth0 down", on: .watcher)
            await #expect(throws: CaptureError.noInterface) {
                try await lab.within(.watcher) { try LiveCapture(on: .usable, filter: .dhcp) { $0 == 1 } }
            }
            let watch = try await Watch(lab, on: .usable)
            try await lab.ip("link set eth0 up", on: .watcher)
            #expect(await watch.change() == .heard("eth0"))
            #expect(try await watch.end() == CaptureLosses())
        }
    }

    @Test(
        "A capture that follows tells what is silent and hears it again: switched off and on, taken away and put back")
    func follows() async throws {
        try await NetworkLab.run { lab in
            let watch = try await Watch(lab, on: .usable)
            #expect(await watch.change() == .heard("eth0"))

            try await lab.ip("link set eth0 down", on: .watcher)
            #expect(await watch.change() == .silent("eth0", .interfaceDown("eth0")))
            try await lab.ip("link set eth0 up", on: .watcher)
            #expect(await watch.change() == .heard("eth0"))
            #expect(try await watch.hears(frame(1), from: lab))

            try await lab.removeWatcherPort()
            // It may be seen switched off for a moment first.
            while let change = await watch.change(), change != .silent("eth0", .lost(interface: "eth0")) {}
            try await lab.addWatcherPort()
            #expect(await watch.change() == .heard("eth0"))
            #expect(try await watch.hears(frame(2), from: lab))

            try await lab.ip("link add lan0 type bridge", on: .watcher)
            try await lab.ip("link set lan0 up", on: .watcher)
            #expect(await watch.change() == .heard("lan0"))
            #expect(try await watch.end() == CaptureLosses())
        }
    }

    @Test("What cannot be opened is told once, and tried again after the pause though no interface changed")
    func retries() async throws {
        let attempts = Counter()
        try await NetworkLab.run { lab in
            let watch = try await Watch(lab, on: .named(["eth0"]), pause: .milliseconds(20)) { _ in attempts.next() > 3
            }
            #expect(await watch.change() == .silent("eth0", .linkType(1, name: "EN10MB", source: "eth0")))
            #expect(await watch.change() == .heard("eth0"))
            #expect(try await watch.end() == CaptureLosses())
        }
    }

    @Test("However often the kernel says that something changed, interfaces are looked at once a second at most")
    func storm() async throws {
        let attempts = Counter()
        try await NetworkLab.run { lab in
            let start = ContinuousClock.now
            let watch = try await Watch(lab, on: .named(["eth0"])) { _ in attempts.next() < 0 }
            #expect(await watch.change() == .silent("eth0", .linkType(1, name: "EN10MB", source: "eth0")))
            for mtu in 1300...1339 {
                try await lab.ip("link set eth0 mtu \(mtu)", on: .watcher)
            }
            #expect(try await watch.end().interfaces.count == 1)
            let seconds = Int((.now - start) / .seconds(1))
            // Opened once at the start, and once with each look.
            #expect(attempts.next() <= seconds + 4)
        }
    }

    @Test("Of usable interfaces, one that cannot be opened is told and keeps none of the others from being heard")
    func oneRefused() async throws {
        try await NetworkLab.run { lab in
            try await lab.ip("link add lan0 type bridge", on: .watcher)
            try await lab.ip("link set lan0 up", on: .watcher)
            let attempts = Counter()
            let capture = try await lab.within(.watcher) {
                try LiveCapture(on: .usable, filter: .dhcp) { _ in attempts.next() > 1 }
            }
            let (refused, reason) = try #require(capture.losses.interfaces.first)
            #expect(["eth0", "lan0"].contains(refused))
            #expect(reason == .linkType(1, name: "EN10MB", source: refused))
            #expect(capture.losses.interfaces.count == 1)
            await #expect(throws: CaptureError.self, "with none left, the first one's reason is the command's") {
                try await lab.within(.watcher) { try LiveCapture(on: .usable, filter: .dhcp) { _ in false } }
            }
        }
    }

    @Test("Without following, a capture ends when its last interface is taken away, and says which")
    func lost() async throws {
        try await NetworkLab.run { lab in
            let capture = try await lab.within(.watcher) {
                try LiveCapture(on: .named(["eth0"]), filter: .dhcp) { $0 == 1 }
            }
            let listening = Task { try await lab.within(.watcher) { try capture.listen(with: ()) { _, _ in } } }
            try await lab.removeWatcherPort()
            await #expect(throws: CaptureError.lost(interface: "eth0")) { try await listening.value }
            #expect(capture.losses.interfaces == ["eth0": .lost(interface: "eth0")])
        }
    }

    private func frame(_ number: UInt32) -> [UInt8] {
        DHCPMessage.fromClient(.discover, mac: MACAddress(rawValue: 0x54D2_720A_0B0C), transaction: number)
            .broadcastFrame
    }

    private static func usableNames(_ lab: NetworkLab) async throws -> [String] {
        try await lab.within(.watcher) { try NetworkInterface.all().filter(\.isUsable).map(\.name).sorted() }
    }
}
