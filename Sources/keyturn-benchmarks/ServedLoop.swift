import BridgeAPI
import BridgeSimulator
import ControlLoop
import Entries
import Glibc
import HTTPFetch
import Linux
import NukiDomain

/// A control loop that serves its API at a socket, and one reader of its events.
struct ServedLoop: Sendable {
    let socket: String
    let fetcher: CurlFetcher
    /// The lock that is moved.
    let device = DeviceKey(type: .smartLock, id: NukiID(rawValue: 568_300_604))
    private let tasks: [Task<Void, any Error>]
    /// When each event came that a callback brought.
    private let heard: AsyncStream<ContinuousClock.Instant>

    /// Starts it and waits until the bridge reports to it.
    static func start(_ bridge: SimulatedBridge, folder: String) async throws -> ServedLoop {
        let fetcher = try CurlFetcher()
        let entry = BridgeEntry(
            id: bridge.household.id, name: "Hallway", endpoint: bridge.endpoint, auth: .encrypted, source: .manual)
        var settings = LoopSettings(pollSeconds: 600, requestGapSeconds: 0)
        settings.callback.port = 0
        let socket = "\(folder)/control.sock"
        let callbacks = CallbackListener(port: 0)
        let bus = EventBus(life: "b")
        let loop = ControlLoop(
            [KnownBridge(entry: entry, token: bridge.household.token)], settings: settings, lanes: folder,
            dialer: BridgeDialer(fetcher: fetcher), sink: bus, callbacks: callbacks)
        await callbacks.hand(to: loop)
        let (listening, told) = AsyncStream.makeStream(of: String.self, bufferingPolicy: .bufferingNewest(1))
        let server = ControlServer(at: .socket(path: socket), loop: loop, bus: bus, onListening: { told.yield($0) })
        let (heard, hear) = AsyncStream.makeStream(
            of: ContinuousClock.Instant.self, bufferingPolicy: .bufferingNewest(64))
        var tasks = [
            Task { try await loop.run() }, Task { await callbacks.run() }, Task { try await server.run() },
        ]
        _ = await listening.first { _ in true }
        while await loop.bridges().first?.callback != "registered" { try await Task.sleep(for: .milliseconds(20)) }
        let (standing, stands) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        tasks.append(
            Task {
                let request = HTTPRequest.local(socket, path: "/v1/events", limits: HTTPLimits(total: .zero))
                _ = try await fetcher.stream(request) { piece in
                    let now = ContinuousClock.now
                    stands.yield()
                    let text = String(decoding: piece, as: UTF8.self)
                    if text.contains("event: device.state"), text.contains("\"callback\"") { hear.yield(now) }
                    return true
                }
            })
        _ = await standing.first { _ in true }
        return ServedLoop(socket: socket, fetcher: fetcher, tasks: tasks, heard: heard)
    }

    /// Where the bridge was told to report to.
    func callbackURL(_ bridge: SimulatedBridge) async throws -> CallbackTarget {
        let urls = await bridge.truth.callbacks.urls
        guard let target = urls.first.flatMap(CallbackTarget.init) else {
            throw WrongCount(description: "the bridge has no callback")
        }
        return target
    }

    /// When the next event was read that a callback brought.
    func nextCallbackEvent() async throws -> ContinuousClock.Instant {
        for await instant in heard { return instant }
        throw WrongCount(description: "the events ended")
    }

    /// Ends everything.
    func end() async {
        for task in tasks { task.cancel() }
        // What they ended with is of no interest.
        for task in tasks { _ = await task.result }
    }
}
