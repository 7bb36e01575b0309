import Glibc
public import Linux
public import NukiDomain

/// A TCP server on this machine, at a port that the kernel chose, whose every byte a test decides.
///
/// Each connection is served on a thread of its own; letting go of the server ends them all.
public final class RawServer: Sendable {
    /// Where it listens.
    public let endpoint: Endpoint
    private let end: WakeEvent

    /// Listens on 127.0.0.1 or ::1; `serve` gets each connection, which is closed when it returns or throws.
    public init(
        at address: IPAddress = .v4(.loopback), _ serve: @escaping @Sendable (RawPeer) throws(SystemError) -> Void
    ) throws(SystemError) {
        let (socket, port) = try BoundSocket.make(at: address)
        guard listen(socket.number, 64) == 0 else { throw .last("listen") }
        endpoint = Endpoint(host: .address(address), port: port)
        let end = try WakeEvent()
        self.end = end
        try WorkerThread.start(named: "raw-server") {
            // What goes wrong here ends the server, and the test sees a connection that is refused or closed.
            try? Self.accept(on: socket, until: end, serve)
        }
    }

    deinit { end.wake() }

    private static func accept(
        on socket: SharedDescriptor, until end: WakeEvent,
        _ serve: @escaping @Sendable (RawPeer) throws(SystemError) -> Void
    ) throws(SystemError) {
        while try !Poller.readable([socket.number, end.number]).contains(end.number) {
            let number = Glibc.accept(socket.number, nil, nil)
            guard number >= 0 else { continue }
            _ = fcntl(number, F_SETFD, FD_CLOEXEC)
            let peer = RawPeer(SharedDescriptor(Descriptor(owning: number)), end: end)
            try WorkerThread.start(named: "raw-peer") {
                // A reset or a close by the other side is what many tests are about.
                try? serve(peer)
            }
        }
    }
}

/// The server's end of one connection.
public final class RawPeer: Sendable {
    private let socket: SharedDescriptor
    private let end: WakeEvent

    init(_ socket: SharedDescriptor, end: WakeEvent) {
        self.socket = socket
        self.end = end
    }

    /// Reads the head of a request, its empty line included; less if the other side closes before.
    public func head() throws(SystemError) -> String {
        var bytes: [UInt8] = []
        while !bytes.suffix(4).elementsEqual("\r\n\r\n".utf8) {
            guard try hears(within: nil) else { break }
            let piece = try socket.read()
            if piece.isEmpty { break }
            bytes += piece
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Reads until there are so many bytes; fewer if the other side closes before, or the server ends.
    public func bytes(atLeast count: Int) throws(SystemError) -> [UInt8] {
        var bytes: [UInt8] = []
        while bytes.count < count, try hears(within: nil) {
            let piece = try socket.read()
            if piece.isEmpty { break }
            bytes += piece
        }
        return bytes
    }

    /// Sends a text; throws when the other side is gone.
    public func send(_ text: String) throws(SystemError) { try send(bytes: Array(text.utf8)) }

    /// Sends bytes; throws when the other side is gone.
    public func send(bytes: [UInt8]) throws(SystemError) {
        var bytes = bytes[...]
        while !bytes.isEmpty {
            let count = unsafe bytes.withUnsafeBytes { buffer in
                unsafe Glibc.send(socket.number, buffer.baseAddress, buffer.count, Int32(MSG_NOSIGNAL))
            }
            guard count >= 0 else { throw .last("send") }
            bytes = bytes.dropFirst(count)
        }
    }

    /// Waits until the other side closes, or the server ends.
    public func untilClosed() throws(SystemError) {
        while try hears(within: nil) {
            if try socket.read().isEmpty { return }
        }
    }

    /// Sends the same text again and again, at this pace, until the other side is gone or the server ends.
    public func repeatForever(_ text: String, every pace: Duration = .zero) throws(SystemError) {
        while try !Poller.readable([socket.number, end.number], timeout: pace).contains(end.number) {
            try send(text)
        }
    }

    /// Breaks the connection off with a reset instead of closing it.
    public func reset() {
        var now = linger(l_onoff: 1, l_linger: 0)
        unsafe setsockopt(socket.number, SOL_SOCKET, SO_LINGER, &now, socklen_t(MemoryLayout<linger>.size))
    }

    /// False when the server ends before anything comes.
    private func hears(within timeout: Duration?) throws(SystemError) -> Bool {
        try !Poller.readable([socket.number, end.number], timeout: timeout).contains(end.number)
    }
}

/// A descriptor that a thread's closure can hold.
final class SharedDescriptor: Sendable {
    private let descriptor: Descriptor

    init(_ descriptor: consuming Descriptor) {
        self.descriptor = descriptor
    }

    var number: Int32 { descriptor.number }

    func read() throws(SystemError) -> [UInt8] { try descriptor.read() }
}
