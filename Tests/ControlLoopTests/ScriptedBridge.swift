import BridgeAPI
import FoundationEssentials
import HTTPFetch
import Linux
import NukiDomain

/// Answers what a test wrote down for each path, the last answer for ever, and keeps when it was asked what.
actor ScriptedBridge: HTTPFetching {
    enum Answer: Sendable {
        case info(BridgeID = home, clockAhead: Int = 0)
        case list([String] = [frontDoor])
        /// An action that was done, or with a number the state of a device that was asked.
        case done, state(Int)
        case status(Int)
        case fails(HTTPError)
        /// No answer until the asking task is cancelled.
        case silence
    }

    struct Served: Hashable, Sendable {
        let path: String
        let began: Duration
        let ended: Duration
    }

    static let home = BridgeID(rawValue: 0x1A2B_3C4D)
    static let frontDoor = device(568_300_604, "Front door")

    private(set) var served: [Served] = []
    private var asked = 0
    private var watchers: [(count: Int, continuation: CheckedContinuation<Void, Never>)] = []
    private var infos: [Answer]
    private var lists: [Answer]
    private var actions: [Answer]
    private var states: [Answer]
    private let clock: any BootClock
    private let takes: Duration

    /// - Parameter takes: how long every answer takes.
    init(
        clock: any BootClock, takes: Duration = .zero, infos: [Answer] = [.info()], lists: [Answer] = [.list()],
        actions: [Answer] = [.done], states: [Answer] = [.state(1)]
    ) {
        self.actions = actions
        self.states = states
        self.clock = clock
        self.takes = takes
        self.infos = infos
        self.lists = lists
    }

    /// One element of `/list`.
    static func device(_ id: UInt32, _ name: String, state: Int = 1, read: String = "2026-08-22T09:31:20Z") -> String {
        """
        {"deviceType": 0, "nukiId": \(id), "name": "\(name)", "lastKnownState": \
        {"mode": 2, "state": \(state), "timestamp": "\(read)"}}
        """
    }

    /// This machine's time of day: it goes with the test's clock.
    static func date(_ clock: any BootClock) -> Date {
        let seconds = clock.sinceBoot.components.seconds
        return Date(timeIntervalSince1970: 1_787_391_082 + Double(seconds))
    }

    var paths: [String] { served.map(\.path) }

    /// Waits until so many requests have begun.
    func asked(atLeast count: Int) async {
        if asked < count { await withCheckedContinuation { watchers.append((count, $0)) } }
    }

    func fetch(_ request: HTTPRequest) async throws(HTTPError) -> HTTPResponse {
        let answer = nextAnswer(request.path)
        asked += 1
        for watcher in watchers where watcher.count <= asked { watcher.continuation.resume() }
        watchers.removeAll { $0.count <= asked }
        let began = clock.sinceBoot
        if case .silence = answer { await Self.waitForCancellation() }
        do {
            if takes > .zero { try await clock.sleep(for: takes) }
        } catch {
            throw .cancelled
        }
        served.append(Served(path: request.path, began: began, ended: clock.sinceBoot))
        return try response(answer)
    }

    private static func waitForCancellation() async {
        let (stream, continuation) = AsyncStream.makeStream(of: Never.self)
        for await _ in stream {}
        continuation.finish()
    }

    private func nextAnswer(_ path: String) -> Answer {
        switch path {
        case "/info": infos.count > 1 ? infos.removeFirst() : infos[0]
        case "/list": lists.count > 1 ? lists.removeFirst() : lists[0]
        case "/lockAction": actions.count > 1 ? actions.removeFirst() : actions[0]
        case "/lockState": states.count > 1 ? states.removeFirst() : states[0]
        default: .status(400)
        }
    }

    private func response(_ answer: Answer) throws(HTTPError) -> HTTPResponse {
        switch answer {
        case .info(let id, let ahead):
            let time = WireTime.text(Self.date(clock).addingTimeInterval(Double(ahead)))
            return HTTPResponse(
                status: 200,
                body: Array(#"{"ids": {"hardwareId": \#(id.rawValue)}, "currentTime": "\#(time)"}"#.utf8))
        case .list(let devices):
            return HTTPResponse(status: 200, body: Array("[\(devices.joined(separator: ", "))]".utf8))
        case .done: return HTTPResponse(status: 200, body: Array(#"{"success": true}"#.utf8))
        case .state(let number):
            return HTTPResponse(status: 200, body: Array(#"{"mode": 2, "state": \#(number), "success": true}"#.utf8))
        case .status(let status): return HTTPResponse(status: status, body: [])
        case .fails(let error): throw error
        case .silence: throw .cancelled
        }
    }
}
