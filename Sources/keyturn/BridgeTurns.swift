import BridgeAPI
import ControlLoop
import HTTPFetch
import Linux
import NukiDomain

/// Has requests to bridges wait for their turn: for the pause that a bridge wants between two, and where other programs
/// of this machine talk to it, in its lane.
actor BridgeTurns: HTTPFetching {
    private let fetcher: any HTTPFetching
    private let lanes: String
    private let gap: Duration
    private var bridges: [Endpoint: BridgeID]
    private var ends: [Endpoint: ContinuousClock.Instant] = [:]
    /// Where a request is under way, and who waits there for its end, in order.
    private var queues: [Endpoint: [CheckedContinuation<Void, Never>]] = [:]

    /// - Parameters:
    ///   - lanes: the folder of lock files; while it is not there, nobody else talks to bridges.
    ///   - bridges: those that are known to live somewhere.
    init(_ fetcher: any HTTPFetching, lanes: String, gap: Duration, bridges: [Endpoint: BridgeID]) {
        self.fetcher = fetcher
        self.lanes = lanes
        self.gap = gap
        self.bridges = bridges
    }

    /// Another bridge that is said to live somewhere.
    func expect(_ bridge: BridgeID, at endpoint: Endpoint) {
        bridges[endpoint] = bridge
    }

    func fetch(_ request: HTTPRequest) async throws(HTTPError) -> HTTPResponse {
        await enter(request.endpoint)
        defer { leave(request.endpoint) }
        try await rest(request.endpoint)
        defer { ends[request.endpoint] = .now }
        guard let bridge = bridges[request.endpoint], hasLanes else { return try await fetcher.fetch(request) }
        do throws(LaneError) {
            return try await BridgeLane(to: bridge, folder: lanes, gap: gap).pass { () async throws(BridgeError) in
                do throws(HTTPError) {
                    return try await fetcher.fetch(request)
                } catch {
                    throw .noAnswer(error)
                }
            }
        } catch .bridge(.noAnswer(let error)) {
            throw error
        } catch .cancelled {
            throw .cancelled
        } catch .taken(let holder) {
            throw .failed("Another keyturn has had the bridge for 90 s\(holder.map { ", process \($0)" } ?? "")")
        } catch {
            throw .failed("The bridge's lock file cannot be used")
        }
    }

    private func enter(_ endpoint: Endpoint) async {
        guard queues[endpoint] != nil else {
            queues[endpoint] = []
            return
        }
        await withCheckedContinuation { queues[endpoint, default: []].append($0) }
    }

    /// Hands the place over to whoever waits longest.
    private func leave(_ endpoint: Endpoint) {
        guard let queue = queues[endpoint], let next = queue.first else {
            queues[endpoint] = nil
            return
        }
        queues[endpoint] = Array(queue.dropFirst())
        next.resume()
    }

    private var hasLanes: Bool {
        // A folder that cannot be looked at is nobody's meeting place.
        (try? FileStatus.of(lanes))?.isFolder == true
    }

    private func rest(_ endpoint: Endpoint) async throws(HTTPError) {
        guard let end = ends[endpoint] else { return }
        do {
            try await Task.sleep(until: end + gap, clock: .continuous)
        } catch {
            throw .cancelled
        }
    }
}
