public import PacketCapture
import PacketWire
import Synchronization

/// Listens to DHCP, on the network or in a capture file.
///
/// Frames are parsed where libpcap holds them, on the capture's thread. A listener listens once, as its packets do:
/// to all ``messages(_:)`` or for ``sightings()``.
public final class LeaseListener: SightingSource {
    private let packets: any PacketSource
    private let loopbackCounts: Bool
    private let drops = Atomic(0)

    // Sightings that may wait for their reader: the capture's thread is faster, and hands over what the kernel kept of
    // a burst all at once. A file waits, and needs no more than keeps both sides busy.
    private var capacity: Int { packets.canWait ? 1024 : 4096 }
    // Frames after which the sightings in a file are handed over, few as they may be.
    private static let longestWait = 1 << 16

    /// Whether frames of a link type (libpcap's `DLT_` number) can be parsed, for opening a capture.
    @Sendable public static func carries(linkType: Int32) -> Bool { LinkType(pcapNumber: linkType) != nil }

    /// Listens to these packets.
    ///
    /// - Parameter loopbackCounts: 127.0.0.0/8 is an address like any other, for a bridge simulated on this machine.
    public init(_ packets: any PacketSource, loopbackCounts: Bool = false) {
        self.packets = packets
        self.loopbackCounts = loopbackCounts
    }

    /// What the packets' source did not hear, and frames whose sightings were given up because their reader was too slow.
    public var losses: CaptureLosses {
        var losses = packets.losses
        losses.here += drops.load(ordering: .relaxed)
        return losses
    }

    /// Hands every DHCP message to `body` on the capture's thread, in order; BOOTP and repetitions too.
    ///
    /// Returns at the end of the packets, or when the task is cancelled. A body that takes long holds up a file; on the
    /// network the kernel keeps some 1,900 frames and then counts what it drops.
    public func messages(_ body: @escaping @Sendable (HeardMessage) -> Void) async throws(CaptureError) {
        try await packets.run(with: DatagramReassembly()) { reassembly, frame in
            guard let link = LinkType(pcapNumber: frame.linkType),
                // A frame that is broken before its DHCP begins says nothing that could be told.
                let packet = try? reassembly.packet(parsing: frame.bytes, link: link)
            else { return }
            body(HeardMessage(number: frame.number, time: frame.time, interface: frame.interface, packet: packet))
        }
    }

    /// What the messages say of devices that may be bridges, without repetitions (see ``BridgeSieve``).
    public func sightings() -> AsyncThrowingStream<Sighting, any Error> {
        let queue: BoundedQueue<Sighting>
        do {
            queue = try BoundedQueue(
                capacity: capacity, canWait: packets.canWait, batch: packets.isAtRest ? capacity / 4 : 1)
        } catch {
            return AsyncThrowingStream { throw error }
        }
        let search = Search(queue, filledBy: { [self] in try await fill(queue) })
        return AsyncThrowingStream { try await search.next() }
    }

    private func fill(_ queue: BoundedQueue<Sighting>) async throws(CaptureError) {
        try await packets.run(with: BridgeSieve(loopbackCounts: loopbackCounts)) { [self] sieve, frame in
            // Of a long file, what was found is told now and then.
            if frame.number % Self.longestWait == 0 { queue.handOver() }
            guard let sighting = sieve.sighting(in: frame) else { return }
            if !queue.put(sighting) { drops.add(1, ordering: .relaxed) }
        }
    }
}
