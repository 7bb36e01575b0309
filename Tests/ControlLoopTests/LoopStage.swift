import BridgeAPI
import Entries
import FoundationEssentials
import HTTPFetch
import Linux
import NukiDomain
import TestKit

@testable import BridgeSimulator
@testable import ControlLoop

/// A control loop and a simulated bridge that talk over real HTTP, both some times faster than real ones.
///
/// Deadlines of the loop come four times as fast, so that a busy machine meets them; motors are faster still.
struct LoopStage {
    static let speed = 4
    static let motorSpeed = 80.0

    let folder: TemporaryFolder
    let bridge: SimulatedBridge
    let log = EventLog()
    let receiver: CallbackStub?
    let fetcher: HurriedFetcher
    let loop: ControlLoop

    /// Sets the stage, plays while the loop runs, and takes everything down again.
    ///
    /// - Parameters:
    ///   - speed: for long times: requests are then given up so many times as early as well.
    ///   - folder: of an earlier stage, for a loop that starts again.
    static func play(
        _ household: Household? = nil, settings: LoopSettings = LoopSettings(), speed: Int? = nil, hears: Bool = false,
        in folder: TemporaryFolder? = nil,
        bridge: SimulatedBridge? = nil, _ scene: (LoopStage) async throws -> Void
    ) async throws {
        let started: SimulatedBridge
        if let bridge {
            started = bridge
        } else {
            started = try await SimulatedBridge.start(
                try household ?? .builtIn(), time: SimulatedTime(speed: motorSpeed))
        }
        let stage = try await LoopStage(
            started, settings: settings, speed: speed, hears: hears, folder: try folder ?? TemporaryFolder())
        let running = Task { try await stage.loop.run() }
        let played = await Task.result { try await scene(stage) }
        running.cancel()
        try await running.value
        await stage.receiver?.stop()
        if bridge == nil { await started.stop() }
        try played.get()
    }

    private init(
        _ bridge: SimulatedBridge, settings: LoopSettings, speed: Int?, hears: Bool, folder: TemporaryFolder
    ) async throws {
        self.bridge = bridge
        self.folder = folder
        let receiver = hears ? try await CallbackStub() : nil
        self.receiver = receiver
        let entry = BridgeEntry(
            id: bridge.household.id, name: "Hallway", endpoint: await bridge.currentEndpoint, auth: .encrypted,
            source: .manual)
        fetcher = HurriedFetcher(try CurlFetcher(), speed: speed ?? 1)
        loop = ControlLoop(
            [KnownBridge(entry: entry, token: bridge.household.token)], settings: Self.hurried(settings),
            lanes: folder.path,
            state: folder("state"), dialer: BridgeDialer(fetcher: fetcher), sink: log,
            callbacks: receiver, clock: FastClock(speed: speed ?? Self.speed))
        await receiver?.feed(loop)
    }

    private static func hurried(_ settings: LoopSettings) -> LoopSettings {
        var settings = settings
        settings.requestGapSeconds = 0.2
        return settings
    }

    /// The device of the built-in household with this name.
    func device(_ name: String) async throws -> DeviceKey { try await bridge.device(named: name) }

    /// Asks for an action, as user 1000.
    func ask(
        _ action: DeviceAction, of key: DeviceKey, lifetime: Duration = .seconds(60)
    ) async -> CommandReport {
        await loop.carryOut(
            DeviceCommand(
                bridge: bridge.household.id, device: key, action: action, asker: .user(1000), lifetime: lifetime))
    }

    /// What the loop knows of a device.
    func known(_ key: DeviceKey) async -> DeviceSnapshot? {
        await loop.bridges().first?.devices.first { $0.key == key }
    }

    /// The requests so far that have this in their path.
    func requests(_ part: String) async -> [ServedRequest] {
        await bridge.truth.requests.filter { $0.path.contains(part) }
    }

    /// Waits until something is as described; the suite's time limit ends the waiting.
    func until(_ isSo: () async throws -> Bool) async throws {
        while try await !isSo() { try await Task.sleep(for: .milliseconds(5)) }
    }

    /// Waits until the loop has heard of the devices.
    func online() async throws {
        try await until { await loop.bridges().first?.devices.isEmpty == false }
    }
}

extension Task where Failure == any Error {
    /// What came of it, thrown or not.
    fileprivate static func result(_ body: () async throws -> Success) async -> Result<Success, any Error> {
        do {
            return .success(try await body())
        } catch {
            return .failure(error)
        }
    }
}

/// Listens for callbacks as the real receiver does, and hands them to a loop.
actor CallbackStub: CallbackReceiving {
    private var listener: HTTPListener?
    private var loop: ControlLoop?
    /// What it was told about each callback: taken or not.
    private(set) var taken: [Bool] = []
    /// False keeps everything to itself, as a firewall does.
    private var isOpen = true

    init() async throws {
        listener = try await HTTPListener(host: .address(.v4(.loopback)), port: 0) { [weak self] request in
            let isTaken = await self?.take(request) ?? false
            let status = isTaken ? "200 OK" : "404 Not Found"
            return Transmission(bytes: Array("HTTP/1.1 \(status)\r\nContent-Length: 0\r\n\r\n".utf8))
        }
    }

    func feed(_ loop: ControlLoop) { self.loop = loop }

    func close() { isOpen = false }

    func port(at address: IPAddress) -> Port? { listener?.port }

    func stop() async {
        loop = nil
        await listener?.stop()
        listener = nil
    }

    private func take(_ request: IncomingRequest) async -> Bool {
        guard isOpen, let loop else { return true }
        let isTaken = await loop.take(callback: request.body, from: .v4(.loopback), path: request.path)
        taken.append(isTaken)
        return isTaken
    }
}
