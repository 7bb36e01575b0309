import PacketCapture
import TestKit
import Testing

@Suite("Sending frames through loopback", .timeLimit(.minutes(1)))
struct PacketInjectorTests {
    @Test(
        "A frame is heard as it was sent, byte for byte",
        .enabled(if: CapturePrivilege.isHeld, "CAP_NET_RAW is missing"))
    func sends() async throws {
        // A type of no protocol, for experiments at one place (IEEE 802, 0x88B5).
        let frame = [UInt8](repeating: 0xFF, count: 6) + [2, 0, 0, 0, 0, 1, 0x88, 0xB5] + [UInt8](0...99)
        let capture = try LiveCapture(
            on: .named(["lo"]), filter: CaptureFilter("ether proto 0x88b5"), carrying: { $0 == 1 })
        let (frames, arrival) = AsyncStream.makeStream(of: CopiedFrame.self)
        let listening = Task { try await capture.run { arrival.yield(CopiedFrame($0)) } }
        var injector = try PacketInjector(on: "lo")
        try injector.send(frame)
        let heard = await frames.first { _ in true }
        listening.cancel()
        try await listening.value
        #expect(heard?.bytes == frame)
    }

    @Test("An interface that does not exist is refused with the list of those that do")
    func noSuchInterface() {
        #expect {
            _ = try PacketInjector(on: "no-such-if")
        } throws: { error in
            guard case .noSuchInterface("no-such-if", let existing)? = error as? CaptureError else { return false }
            return existing.contains("lo")
        }
    }
}
