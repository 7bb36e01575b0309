import FoundationEssentials
import Glibc
import Linux
import PacketCapture
import Synchronization
import TestKit
import Testing

@Suite("Listening on loopback", .timeLimit(.minutes(1)))
struct LiveCaptureTests {
    private static let needsRight = Comment("CAP_NET_RAW is missing")
    private let ethernet: @Sendable (Int32) -> Bool = { $0 == 1 }

    @Test(
        "Frames are heard as they come, filtered and numbered, until the task is cancelled",
        .enabled(if: CapturePrivilege.isHeld, needsRight))
    func hears() async throws {
        let here = try LoopbackSocket()
        let elsewhere = try LoopbackSocket()
        let capture = try LiveCapture(
            on: .named(["lo"]), filter: CaptureFilter("udp dst port \(here.port)"), carrying: ethernet)
        let (frames, arrival) = AsyncStream.makeStream(of: CopiedFrame.self)
        let listening = Task {
            try await capture.run { arrival.yield(CopiedFrame($0)) }
            arrival.finish()
        }
        let sent = Date()
        for number in 1...3 {
            elsewhere.send([0], to: elsewhere.port)
            here.send([UInt8(number)], to: here.port)
        }

        var heard: [CopiedFrame] = []
        for await frame in frames {
            heard.append(frame)
            if heard.count == 3 { listening.cancel() }
        }
        try await listening.value

        #expect(heard.map(\.number) == [1, 2, 3])
        #expect(heard.map(\.bytes.last) == [1, 2, 3])
        #expect(heard.allSatisfy { $0.interface == "lo" && $0.linkType == 1 && $0.bytes.count == $0.originalLength })
        #expect(heard.allSatisfy { abs($0.time.timeIntervalSince(sent)) < 5 })
        #expect(capture.losses == CaptureLosses())
    }

    @Test(
        "Stopped before it runs, a capture is over as soon as it begins",
        .enabled(if: CapturePrivilege.isHeld, needsRight))
    func stoppedBefore() async throws {
        let capture = try LiveCapture(on: .named(["lo"]), filter: .dhcp, carrying: ethernet)
        capture.stop()
        let (frames, error) = await capture.collect()
        #expect(frames.isEmpty)
        #expect(error == nil)
    }

    @Test("An interface that does not exist is refused with the list of those that do, with the right or without it")
    func noSuchInterface() {
        #expect {
            try LiveCapture(on: .named(["no-such-if"]), filter: .dhcp, carrying: ethernet)
        } throws: { error in
            guard case .noSuchInterface("no-such-if", let existing)? = error as? CaptureError else { return false }
            return existing.contains("lo")
        }
    }

    @Test("A capture of no interface is refused")
    func noInterface() {
        #expect(throws: CaptureError.noInterface) { try LiveCapture(on: .named([]), filter: .dhcp, carrying: ethernet) }
    }

    @Test(
        "A link type that the caller does not carry is refused by its name",
        .enabled(if: CapturePrivilege.isHeld, needsRight))
    func linkType() {
        #expect(throws: CaptureError.linkType(1, name: "EN10MB", source: "lo")) {
            try LiveCapture(on: .named(["lo"]), filter: .dhcp) { $0 == 113 }
        }
    }

    @Test(
        "A filter that libpcap does not understand is refused in its words",
        .enabled(if: CapturePrivilege.isHeld, needsRight))
    func wrongFilter() {
        #expect {
            try LiveCapture(on: .named(["lo"]), filter: CaptureFilter("udp and nonsense"), carrying: ethernet)
        } throws: { error in
            guard case .other("lo", let reason)? = error as? CaptureError else { return false }
            return reason.contains("syntax error")
        }
    }

    @Test("Without CAP_NET_RAW the right is named; giving it up leaves an open capture and other threads theirs")
    func withoutRight() async throws {
        let heldBefore = CapturePrivilege.isHeld
        let socket = try LoopbackSocket()
        let result = await withCheckedContinuation { (result: CheckedContinuation<RightlessThread, Never>) in
            do throws(SystemError) {
                try WorkerThread.start(named: "rightless") { result.resume(returning: RightlessThread(socket)) }
            } catch {
                result.resume(returning: RightlessThread(failure: error))
            }
        }
        #expect(result.refusal == .noRight(interface: "lo"))
        #expect(!result.isHeld)
        #expect(CapturePrivilege.isHeld == heldBefore)
        guard heldBefore else { return }
        let capture = try #require(result.open)
        let port = socket.port
        let (frames, arrival) = AsyncStream.makeStream(of: Int.self)
        let listening = Task { try await capture.run { arrival.yield($0.number) } }
        socket.send([1], to: port)
        for await _ in frames { break }
        capture.stop()
        try await listening.value
    }
}

/// What a thread finds that opens a capture, gives up its rights, and tries to open another.
private struct RightlessThread: Sendable {
    private(set) var open: LiveCapture?
    private(set) var refusal: CaptureError?
    private(set) var isHeld = true

    init(_ socket: LoopbackSocket) {
        let filter = CaptureFilter("udp dst port \(socket.port)")
        do throws(CaptureError) {
            if CapturePrivilege.isHeld { open = try LiveCapture(on: .named(["lo"]), filter: filter) { _ in true } }
            try CapturePrivilege.drop()
            isHeld = CapturePrivilege.isHeld
            _ = try LiveCapture(on: .named(["lo"]), filter: filter) { _ in true }
        } catch {
            refusal = error
        }
    }

    init(failure: SystemError) {
        refusal = .other(source: "thread", reason: failure.description)
    }
}
