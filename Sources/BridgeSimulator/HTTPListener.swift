import Glibc
import Linux
import NIOCore
import NIOHTTP1
import NIOPosix
import NukiDomain
import Synchronization

/// A TCP port that takes one HTTP request from every connection, sends an answer byte for byte, and closes.
///
/// NIO's HTTP code only takes requests apart: no framework sends what a bridge sends.
final class HTTPListener: Sendable {
    /// What answers.
    typealias Answering = @Sendable (IncomingRequest) async -> Transmission

    private typealias Connection = NIOAsyncChannel<HTTPServerRequestPart, Never>

    /// Where it listens.
    let port: Port
    private let socket: any Channel
    private let connections: OpenConnections
    private let serving: Task<Void, Never>

    /// Binds and begins to serve.
    ///
    /// - Parameter port: 0 for any that is free.
    init(host: Host, port: UInt16, _ answering: @escaping Answering) async throws(SimulatorError) {
        let connections = OpenConnections()
        let server: NIOAsyncChannel<Connection, Never>
        do {
            server = try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
                .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
                // Some clients close their side as soon as they have asked.
                .childChannelOption(.allowRemoteHalfClosure, value: true)
                .bind(host: "\(host)", port: Int(port)) { channel in
                    connections.add(channel)
                    return channel.eventLoop.makeCompletedFuture {
                        try channel.pipeline.syncOperations.addHandler(
                            ByteToMessageHandler(HTTPRequestDecoder(leftOverBytesStrategy: .dropBytes)))
                        return try Connection(wrappingChannelSynchronously: channel)
                    }
                }
        } catch let error as IOError {
            throw .cannotListen(host: host, port: port, reason: SystemError("bind", number: error.errnoCode).reason)
        } catch {
            throw .cannotListen(host: host, port: port, reason: "\(error)")
        }
        guard let bound = server.channel.localAddress?.port.flatMap({ Port(rawValue: UInt16(clamping: $0)) }) else {
            throw .cannotListen(host: host, port: port, reason: "no port was given")
        }
        self.port = bound
        socket = server.channel
        self.connections = connections
        serving = Task { await Self.serve(server, answering) }
    }

    /// Closes the port and every connection.
    func stop() async {
        socket.close(promise: nil)
        await serving.value
        connections.close()
    }

    private static func serve(_ server: NIOAsyncChannel<Connection, Never>, _ answering: @escaping Answering) async {
        // A listening socket fails only when it is closed, which is how serving ends.
        try? await server.executeThenClose { connections in
            await withDiscardingTaskGroup { group in
                do {
                    for try await connection in connections {
                        group.addTask { await serve(connection, answering) }
                    }
                } catch {
                    // Closed all the same.
                }
                group.cancelAll()
            }
        }
    }

    private static func serve(_ connection: Connection, _ answering: @escaping Answering) async {
        // A client that goes away before its answer is its own affair.
        try? await connection.executeThenClose { parts in
            guard let request = try await request(in: parts) else { return }
            let answer = await answering(request)
            try Task.checkCancellation()  // what was cut short by closing is not answered as if it had been done
            try await send(answer, to: connection.channel)
            await answer.afterwards?()
        }
    }

    /// Reads one request to its end, body and all, so that closing leaves nothing unread; nil when the client hung up.
    private static func request(
        in parts: NIOAsyncChannelInboundStream<HTTPServerRequestPart>
    ) async throws -> IncomingRequest? {
        var head: HTTPRequestHead?
        var body: [UInt8] = []
        for try await part in parts {
            switch part {
            case .head(let received): head = received
            case .body(let piece): body += piece.readableBytesView.prefix(IncomingRequest.longestBody - body.count)
            case .end: return head.map { IncomingRequest(method: $0.method.rawValue, target: $0.uri, body: body) }
            }
        }
        return nil
    }

    private static func send(_ answer: Transmission, to channel: any Channel) async throws {
        switch answer.manner {
        case .atOnce:
            try await channel.writeAndFlush(ByteBuffer(bytes: answer.bytes)).get()
        case .dripping(let pause):
            for byte in answer.bytes {
                try await channel.writeAndFlush(ByteBuffer(bytes: [byte])).get()
                await pause()
                try Task.checkCancellation()
            }
        case .endless(let more):
            try await channel.writeAndFlush(ByteBuffer(bytes: answer.bytes)).get()
            let more = ByteBuffer(bytes: more)
            while !Task.isCancelled { try await channel.writeAndFlush(more).get() }
        case .reset:
            if !answer.bytes.isEmpty { try await channel.writeAndFlush(ByteBuffer(bytes: answer.bytes)).get() }
            // A socket that lingers for no time at all is closed with a reset (tcp(7), SO_LINGER in socket(7)).
            try await (channel as? any SocketOptionProvider)?.setSoLinger(linger(l_onoff: 1, l_linger: 0)).get()
        }
    }
}

/// The connections of a listener, from before they are served: NIO drops those that are accepted while the socket closes,
/// and leaves them open.
private final class OpenConnections: Sendable {
    private let state = Mutex((channels: [ObjectIdentifier: any Channel](), isClosed: false))

    func add(_ channel: any Channel) {
        let id = ObjectIdentifier(channel)
        let isClosed = state.withLock { state in
            if !state.isClosed { state.channels[id] = channel }
            return state.isClosed
        }
        if isClosed { return channel.close(promise: nil) }
        channel.closeFuture.whenComplete { [weak self] _ in
            self?.state.withLock { _ = $0.channels.removeValue(forKey: id) }
        }
    }

    func close() {
        let left = state.withLock { state in
            state.isClosed = true
            return Array(state.channels.values)
        }
        for channel in left { channel.close(promise: nil) }
    }
}
