import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import NIOPosix
import NukiDomain

/// How much of this machine a listener may take.
struct ListenerBounds: Sendable {
    /// Bytes of a body.
    let body: Int
    /// Connections at a time; others wait until one closes.
    let connections: Int
    /// For a head, a body, or a reader of an answer.
    let patience: TimeAmount

    static let api = ListenerBounds(body: ControlResponder.longestBody, connections: 64, patience: .seconds(10))
    static let callbacks = ListenerBounds(body: 8 << 10, connections: 16, patience: .seconds(5))
}

extension Application {
    /// A server within bounds, on the one thread that all listeners of a process share.
    init(
        _ address: BindAddress, _ bounds: ListenerBounds, responder: Responder,
        onListening: @escaping @Sendable (SocketAddress) async -> Void
    ) {
        var logger = Logger(label: "keyturn")
        logger.logLevel = .critical  // what goes wrong is thrown or answered
        self.init(
            responder: responder,
            server: .http1(
                configuration: .init(
                    additionalChannelHandlers: [
                        RequestBounds(longestBody: bounds.body, patience: bounds.patience)
                    ],
                    idleTimeout: bounds.patience,
                    httpDecoderConfiguration: .init(
                        maxHeaderFieldSize: 8 << 10, maxHeaderListSize: 16 << 10, maxHeaderFieldCount: 64))),
            configuration: ApplicationConfiguration(
                address: address,
                availableConnectionsDelegate: .maximum(bounds.connections, logger: logger)),
            onServerRunning: { channel in
                if let address = channel.localAddress { await onListening(address) }
            },
            eventLoopGroupProvider: .shared(ListenerThread.group), logger: logger)
    }
}

/// The thread that moves the bytes of every listener.
private enum ListenerThread {
    static let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
}
