import HTTPTypes
import Hummingbird
import NIOCore
public import NukiDomain
public import ServiceLifecycle

/// Works on what somebody posted to a listener.
public protocol CallbackTaking: Sendable {
    /// False for what no bridge of ours sent; what it means is worked on after this returns.
    func take(callback body: [UInt8], from sender: IPAddress, path: String) async -> Bool
}

/// Listens for what bridges report, at every address of this machine that it is asked to.
///
/// A bridge's POST gets 200 and an empty body at once: it waits for that and does nothing else meanwhile. Everything else
/// is counted and gets a 404 that says nothing.
public actor CallbackListener: Service, CallbackReceiving {
    /// What listens at one address.
    private enum Place {
        case opening([CheckedContinuation<Port?, Never>])
        case open(Port)
    }

    private let port: UInt16
    private let complain: @Sendable (ListeningError) -> Void
    private var taker: (any CallbackTaking)?
    private var places: [IPAddress: Place] = [:]
    private var isOver = false
    /// Addresses that the group of tasks is to listen at; a machine has few.
    private let wishes: AsyncStream<IPAddress>
    private let wish: AsyncStream<IPAddress>.Continuation
    /// Requests that were no callback of a bridge.
    public private(set) var strangers = 0

    /// - Parameters:
    ///   - port: the same at every address; 0 for any that is free.
    ///   - complain: told of an address that cannot be listened at.
    public init(port: UInt16, complain: @escaping @Sendable (ListeningError) -> Void = { _ in }) {
        self.port = port
        self.complain = complain
        (wishes, wish) = AsyncStream.makeStream()
    }

    /// Says who works on what comes; before that everybody is a stranger.
    public func hand(to taker: any CallbackTaking) { self.taker = taker }

    /// Runs until it is cancelled or its ``ServiceGroup`` shuts down.
    public func run() async {
        await withGracefulShutdownHandler {
            await withDiscardingTaskGroup { group in
                for await address in wishes {
                    group.addTask { await self.listen(at: address) }
                }
                group.cancelAll()
            }
        } onGracefulShutdown: {
            Task { await self.close() }
        }
        close()
    }

    /// Listens at an address of this machine, or goes on doing so; nil if that cannot be.
    public func port(at address: IPAddress) async -> Port? {
        guard !isOver else { return nil }
        switch places[address] {
        case .open(let port): return port
        case .opening(let others):
            return await withCheckedContinuation { places[address] = .opening(others + [$0]) }
        case nil:
            wish.yield(address)
            return await withCheckedContinuation { places[address] = .opening([$0]) }
        }
    }

    private func listen(at address: IPAddress) async {
        let responder = CallbackResponder { (request: Request, connection: ControlConnection) in
            Response(status: try await self.takes(request, connection.peer) ? .ok : .notFound)
        }
        do {
            try await Application(
                .hostname("\(address)", port: Int(port)), ListenerBounds.callbacks, responder: responder,
                onListening: { bound in await self.settle(address, at: bound.port) }
            ).run()
        } catch {
            // Asked to end is no reason to complain.
            if let error = error as? IOError {
                complain(ListeningError(listeningAt: "\(address), port \(port)", error))
            }
        }
        settle(address, at: nil)
    }

    /// Answers whoever asked for a port at this address.
    private func settle(_ address: IPAddress, at port: Int?) {
        let port = port.flatMap { Port(rawValue: UInt16(clamping: $0)) }
        if case .opening(let waiting) = places[address] {
            for continuation in waiting { continuation.resume(returning: port) }
        }
        places[address] = port.map { .open($0) }
    }

    private func close() {
        isOver = true
        wish.finish()
        for address in places.keys {
            if case .opening = places[address] { settle(address, at: nil) }
        }
    }

    private func takes(_ request: Request, _ sender: IPAddress?) async throws -> Bool {
        if request.method == .post, let sender, let body = try await Self.body(of: request),
            await taker?.take(callback: body, from: sender, path: request.uri.path) ?? false
        {
            return true
        }
        strangers += 1
        return false
    }

    /// Nil for one that is too long.
    private static func body(of request: Request) async throws -> [UInt8]? {
        do {
            return Array(buffer: try await request.body.collect(upTo: ListenerBounds.callbacks.body))
        } catch is NIOTooManyBytesError {
            return nil
        }
    }
}

extension ControlLoop: CallbackTaking {}
