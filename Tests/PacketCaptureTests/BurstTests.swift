import NukiDomain
import PacketWire
import TestKit
import Testing

@testable import PacketCapture

@Suite(
    "Bursts", .enabled(if: NetworkLab.unavailable == nil, "\(NetworkLab.unavailable ?? "")"), .timeLimit(.minutes(1)))
struct BurstTests {
    @Test("Of 2,000 frames without a gap none is lost, though nobody reads before the last one has come")
    func burst() async throws {
        let (heard, losses) = try await Self.send(2000)
        #expect(heard == Array(0..<2000))
        #expect(losses == CaptureLosses())
    }

    @Test("What the kernel has no room for is counted: heard and lost are what was sent")
    func flood() async throws {
        let (heard, losses) = try await Self.send(6000)
        print("capture: room for \(heard.count) frames that nobody reads")
        #expect(heard == Array(0..<UInt32(heard.count)))
        #expect(losses.frames > 0)
        #expect(heard.count + losses.frames == 6000)
    }

    /// Sends so many frames while the capture sleeps; the transaction numbers that were heard in order, and the losses.
    private static func send(_ count: UInt32) async throws -> (heard: [UInt32], losses: CaptureLosses) {
        try await NetworkLab.run { lab in
            let capture = try await lab.within(.watcher) {
                try LiveCapture(on: .named(["eth0"]), filter: .dhcp) { $0 == 1 }
            }
            let sender = try await lab.sender(on: .client)
            try await onOwnThread { for number in 0..<count { try sender.send(frame(number)) } }
            let (numbers, number) = AsyncStream.makeStream(of: UInt32.self)
            async let listening: Void = lab.within(.watcher) {
                try capture.listen(with: ()) { number.yield(transaction(CopiedFrame($1).bytes)) }
            }
            var heard: [UInt32] = []
            for await number in numbers {
                if number == .max { break }
                heard.append(number)
                // By now there is room again for the frame that says that no other follows.
                if heard.count == 100 { try sender.send(frame(.max)) }
            }
            capture.stop()
            try await listening
            return (heard, capture.losses)
        }
    }

    private static func frame(_ transaction: UInt32) -> [UInt8] {
        DHCPMessage.fromClient(
            .discover, mac: MACAddress(rawValue: 0x54D2_720A_0B0C), transaction: transaction,
            hostName: "Nuki_Bridge_1A2B3C4D"
        ).broadcastFrame
    }

    /// Bytes 4 to 7 of the message, which is behind Ethernet, IP and UDP (RFC 2131 section 2).
    private static func transaction(_ frame: [UInt8]) -> UInt32 {
        frame[46..<50].reduce(0) { $0 << 8 | UInt32($1) }
    }
}
