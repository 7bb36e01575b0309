import FoundationEssentials
import PacketCapture
import PacketWire
import Sightings
import TestKit

/// A capture file of messages, a millisecond apart.
struct FrameFile {
    let path: String
    private let folder: TemporaryFolder

    /// - Parameter strange: frames to put before the messages.
    init(_ messages: [DHCPMessage], strange: [[UInt8]] = []) throws {
        folder = try TemporaryFolder()
        path = folder("leases.pcap")
        var writer = try CaptureWriter(creating: path)
        for (index, frame) in (strange + messages.map(\.broadcastFrame)).enumerated() {
            writer.write(frame, at: Date(timeIntervalSince1970: 1_750_000_000 + Double(index) / 1000))
        }
        try writer.finish()
    }

    func replay() throws -> ReplayCapture {
        try ReplayCapture(reading: path, carrying: LeaseListener.carries)
    }

    /// Takes bytes off the end.
    func cut(by count: Int) throws {
        try Data(contentsOf: URL(filePath: path)).dropLast(count).write(to: URL(filePath: path))
    }
}
