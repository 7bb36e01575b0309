import FoundationEssentials
import NukiDomain
import PacketCapture
import PacketWire
import Sightings
import Synchronization
import TestKit
import Testing

@Suite("Listening for leases", .timeLimit(.minutes(1)))
struct LeaseListenerTests {
    private static let mac = MACAddress(rawValue: 0x54D2_720A_0B0C)
    private static let address = IPv4Address(192, 168, 1, 77)

    private func request(
        _ transaction: UInt32, address: IPv4Address? = Self.address, type: DHCPMessageType = .request,
        named: Bool = true
    ) -> DHCPMessage {
        .fromClient(
            type, mac: Self.mac, transaction: transaction, hostName: named ? "Nuki_Bridge_1A2B3C4D" : nil,
            requestedAddress: address)
    }

    private func answer(_ type: DHCPMessageType, _ transaction: UInt32, yourAddress: IPv4Address) -> DHCPMessage {
        DHCPMessage(
            operation: .server, transaction: transaction, yourAddress: yourAddress, hardwareAddress: Self.mac,
            options: DHCPOptions([.messageType(type)]))
    }

    private func sightings(of source: any PacketSource) async throws -> [Sighting] {
        try await LeaseListener(source).sightings().reduce(into: []) { $0.append($1) }
    }

    @Test("A REQUEST is a wish with name, hardware address, address, exchange, interface and the frame's time")
    func request() async throws {
        let sightings = try await sightings(of: MadePackets([request(7)]))
        let expected = Sighting(
            claim: .wish, hostNames: ["Nuki_Bridge_1A2B3C4D"], mac: Self.mac, address: Self.address,
            interface: "eth0", transaction: 7, seen: Date(timeIntervalSince1970: 0))
        #expect(sightings == [expected])
    }

    @Test(
        "Every type of message makes its claim",
        arguments: [
            (DHCPMessageType.discover, Sighting.Claim.wish), (.request, .wish), (.inform, .granted),
            (.decline, .refused), (.release, .refused),
        ])
    func clientClaims(type: DHCPMessageType, claim: Sighting.Claim) async throws {
        let sightings = try await sightings(of: MadePackets([request(1, type: type)]))
        #expect(sightings.map(\.claim) == [claim])
        #expect(sightings.map(\.address) == [Self.address])
    }

    @Test("An ACK grants its address, a NAK refuses without naming one, and a server's REQUEST is nobody's")
    func serverClaims() async throws {
        let sightings = try await sightings(
            of: MadePackets([
                answer(.ack, 1, yourAddress: Self.address), answer(.nak, 2, yourAddress: .unspecified),
                answer(.request, 3, yourAddress: Self.address),
            ]))
        #expect(sightings.map(\.claim) == [.granted, .refused])
        #expect(sightings.map(\.address) == [Self.address, nil])
        #expect(sightings.map(\.transaction) == [1, 2])
    }

    @Test("Retransmissions are one sighting; another type, address or exchange is another")
    func retransmissions() async throws {
        let sightings = try await sightings(
            of: MadePackets([
                request(1, type: .discover), request(1, type: .discover), request(1), request(1),
                request(1, address: IPv4Address(192, 168, 1, 78)), request(2),
            ]))
        #expect(sightings.map { Int($0.seen.timeIntervalSince1970) } == [0, 2, 4, 5])
    }

    @Test("A wish that is repeated with a name, which some devices leave out at first, is told with it")
    func lateName() async throws {
        let sightings = try await sightings(
            of: MadePackets([request(1, named: false), request(1), request(1), request(1, named: false)]))
        #expect(sightings.map(\.hostNames) == [[], ["Nuki_Bridge_1A2B3C4D"]])
    }

    @Test("A wish that is repeated after its refusal, or a minute later, is told again")
    func repeatedWish() async throws {
        let refused = try await sightings(
            of: MadePackets([request(1), answer(.nak, 1, yourAddress: .unspecified), request(1)]))
        #expect(refused.map(\.claim) == [.wish, .refused, .wish])

        let minute = try await sightings(of: MadePackets(Array(repeating: request(1), count: 61)))
        #expect(minute.map { Int($0.seen.timeIntervalSince1970) } == [0, 60])
    }

    @Test("What is remembered against repetitions is bounded: a flood makes it forget the oldest")
    func flood() async throws {
        let flood = (100..<1124).map { request($0) }
        let sightings = try await sightings(of: FrameFile([request(1)] + flood + [request(1)]).replay())
        #expect(sightings.count == 1 + flood.count + 1)
    }

    @Test("A capture file waits for a slow reader: no sighting is lost, however many there are")
    func fileWaits() async throws {
        let file = try FrameFile((0..<10_000).map { request($0) })
        let listener = LeaseListener(try file.replay())
        var transactions: [UInt32] = []
        for try await sighting in listener.sightings() {
            transactions.append(sighting.transaction)
            await Task.yield()
        }
        #expect(transactions == Array(0..<10_000))
        #expect(listener.losses.frames == 0)
    }

    @Test("The network does not wait: what a slow reader has no room for is dropped and counted")
    func networkDrops() async throws {
        let (ends, end) = AsyncStream.makeStream(of: Void.self)
        let packets = MadePackets((0..<4100).map { request($0) }) { end.yield() }
        let listener = LeaseListener(packets)
        let stream = listener.sightings()
        for await _ in ends { break }
        let kept = try await stream.reduce(into: 0) { count, _ in count += 1 }
        #expect(kept == 4096)
        #expect(listener.losses.here == 4 && listener.losses.inKernel == 0)
    }

    @Test("Cancelling the reader, or letting go of the stream, ends the capture")
    func ends() async throws {
        let (ends, end) = AsyncStream.makeStream(of: Void.self)
        var iterator = ends.makeAsyncIterator()

        let cancelled = LeaseListener(MadePackets([request(1)], staysOpen: true) { end.yield() })
        let (arrivals, arrival) = AsyncStream.makeStream(of: Void.self)
        let reader = Task {
            for try await _ in cancelled.sightings() { arrival.yield() }
        }
        for await _ in arrivals { break }
        reader.cancel()
        try await reader.value
        #expect(await iterator.next() != nil)

        let dropped = LeaseListener(MadePackets([request(1)], staysOpen: true) { end.yield() })
        for try await _ in dropped.sightings() { break }
        #expect(await iterator.next() != nil)
    }

    @Test("Letting go of a file in the middle ends its reading, though its thread waits for room")
    func endsWaiting() async throws {
        let file = try FrameFile((0..<2000).map { request($0) })
        let (ends, end) = AsyncStream.makeStream(of: Void.self)
        let listener = LeaseListener(EndingPackets(try file.replay()) { end.yield() })
        for try await _ in listener.sightings() { break }
        var iterator = ends.makeAsyncIterator()
        #expect(await iterator.next() != nil)
    }

    @Test("An unreadable file ends the sightings with its error, after those before the cut")
    func cutFile() async throws {
        let file = try FrameFile([request(1), request(2)])
        try file.cut(by: 5)
        var count = 0
        await #expect {
            for try await _ in LeaseListener(try file.replay()).sightings() { count += 1 }
        } throws: { error in
            guard case .endsEarly(file.path, afterFrames: 1, _)? = error as? CaptureError else { return false }
            return true
        }
        #expect(count == 1)
    }

    @Test("Few sightings in a long file do not wait for its end")
    func longFile() async throws {
        let quiet = [UInt8](repeating: 0xFF, count: 60)
        let packets = MadePackets(
            frames: [request(1).broadcastFrame] + [[UInt8]](repeating: quiet, count: 1 << 16), isAtRest: true,
            staysOpen: true)
        var iterator = LeaseListener(packets).sightings().makeAsyncIterator()
        #expect(try await iterator.next()?.transaction == 1)
    }

    @Test("All messages are handed over with their frame numbers, repetitions too; other frames only count")
    func messages() async throws {
        let file = try FrameFile([request(1), request(1)], strange: [[1, 2, 3], Array(repeating: 0xFF, count: 60)])
        let heard = Mutex<[HeardMessage]>([])
        try await LeaseListener(try file.replay()).messages { message in heard.withLock { $0.append(message) } }
        let messages = heard.withLock { $0 }
        #expect(messages.map(\.number) == [3, 4])
        #expect(messages.allSatisfy { $0.packet.type == 3 && $0.interface == nil })
    }

    @Test("127.0.0.1 is an address only where loopback counts, as in a demonstration")
    func loopback() async throws {
        let message = request(1, address: .loopback)
        #expect(try await sightings(of: MadePackets([message])).first?.address == nil)
        let demonstration = LeaseListener(MadePackets([message]), loopbackCounts: true)
        var iterator = demonstration.sightings().makeAsyncIterator()
        #expect(try await iterator.next()?.address == .loopback)
    }
}
