import Entries
import Glibc
import Hummingbird
import Linux
import NIOCore
public import NukiDomain
public import ServiceLifecycle

/// Serves the API at one place until it is told to end.
public struct ControlServer: Service {
    private let place: ControlPlace
    private let hosts: [String]
    private let loop: any StateReading & CommandSink
    private let bus: EventBus
    private let onListening: @Sendable (String) -> Void

    /// - Parameters:
    ///   - hosts: names under which callers may know this machine.
    ///   - loop: knows the devices and moves them.
    ///   - onListening: told where it listens, once it does: the path, or address and port.
    public init(
        at place: ControlPlace, hosts: [String] = [], loop: any StateReading & CommandSink, bus: EventBus,
        onListening: @escaping @Sendable (String) -> Void = { _ in }
    ) {
        self.place = place
        self.hosts = hosts
        self.loop = loop
        self.bus = bus
        self.onListening = onListening
    }

    /// Runs until it is cancelled or its ``ServiceGroup`` shuts down, then ends every event stream.
    ///
    /// - Throws: ``ListeningError`` where the place cannot be had.
    public func run() async throws {
        if case .socket(let path) = place { try Self.clear(path) }
        let (listening, told) = AsyncStream.makeStream(of: String.self, bufferingPolicy: .bufferingNewest(1))
        try await withGracefulShutdownHandler {
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await serve { told.yield($0) } }
                group.addTask {
                    for await address in listening { try settle(at: address) }
                }
                // The server ends, or the place could not be settled: the other has nothing left to do.
                defer { group.cancelAll() }
                try await group.next()
            }
        } onGracefulShutdown: {
            Task { await bus.close() }
        }
        // A name without a listener would be cleared by the next loop all the same.
        if case .socket(let path) = place { try? FileSystem.remove(path) }
    }

    /// Removes what a dead loop left at a path, and nothing else.
    private static func clear(_ path: String) throws(ListeningError) {
        guard path.utf8.count <= UnixSocket.longestPath else { throw .pathTooLong(path) }
        do throws(SystemError) {
            try UnixSocket.knock(at: path)
        } catch {
            switch error.number {
            case ENOENT: return
            case ECONNREFUSED: break
            default: throw .cannotListen(place: path, reason: error.reason)
            }
            do {
                return try FileSystem.remove(path)
            } catch {
                throw .cannotListen(place: path, reason: error.reason)
            }
        }
        throw .alive(path: path)
    }

    private func settle(at address: String) throws(ListeningError) {
        if case .socket(let path) = place {
            do {
                try UnixSocket.admit(group: "keyturn", to: path)
            } catch {
                throw .cannotListen(place: path, reason: error.reason)
            }
        }
        onListening(address)
    }

    private func serve(_ listening: @escaping @Sendable (String) -> Void) async throws {
        let responder = ControlResponder(
            gate: RequestGate(place.login, hosts: hosts), loop: loop, bus: bus, counters: RequestCounters())
        do {
            try await Application(
                place.bindAddress, ListenerBounds.api, responder: responder,
                onListening: { address in listening(address.words ?? place.words) }
            ).run()
        } catch let error as IOError {
            throw ListeningError(listeningAt: place.words, error)
        }
    }
}

extension SocketAddress {
    /// Address and port as a URL has them; nil for a unix socket.
    fileprivate var words: String? {
        guard let address = ipAddress, let port else { return nil }
        return address.contains(":") ? "[\(address)]:\(port)" : "\(address):\(port)"
    }
}

extension ControlPlace {
    fileprivate var login: RequestGate.Login {
        switch self {
        case .socket: .socket
        case .tcp(_, let tokens): .tokens(tokens)
        }
    }

    fileprivate var bindAddress: BindAddress {
        switch self {
        case .socket(let path): .unixDomainSocket(path: path)
        case .tcp(let listen, _): .hostname("\(listen.address)", port: Int(listen.port))
        }
    }

    fileprivate var words: String {
        switch self {
        case .socket(let path): path
        case .tcp(let listen, _): "\(listen.address), port \(listen.port)"
        }
    }
}
