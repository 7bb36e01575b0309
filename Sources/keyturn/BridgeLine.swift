import BridgeAPI
import ControlLoop
import Entries
import FoundationEssentials
import Guidance
import NukiDomain

/// What the ways to all bridges of a configuration have in common.
struct BridgeLines: Sendable {
    let dialer: BridgeDialer
    /// Where the hardware that tokens in clear go to is looked at.
    let neighbourhood: Neighbourhood
    /// The folder of the lanes.
    let lanes: String
    /// What a bridge needs between two requests.
    let gap: Duration
    /// What the settings say of single devices.
    var wishes: [NukiID: LoopSettings.Device] = [:]

    /// The way to one of them.
    func line(to bridge: KnownBridge) -> BridgeLine { BridgeLine(bridge, self) }
}

/// The way to one configured bridge: its lane, its token, its clock.
struct BridgeLine: Sendable {
    /// What is configured of it.
    let entry: BridgeEntry
    /// What the settings say of its devices.
    let wishes: [NukiID: LoopSettings.Device]
    private let client: BridgeClient
    private let lane: BridgeLane
    private let dialer: BridgeDialer

    fileprivate init(_ bridge: KnownBridge, _ common: BridgeLines) {
        entry = bridge.entry
        wishes = common.wishes
        dialer = common.dialer
        client = dialer.client(of: bridge, in: common.neighbourhood)
        lane = BridgeLane(to: entry.id, folder: common.lanes, gap: common.gap)
    }

    /// This machine's time.
    var now: Date { dialer.now }

    /// Its hardware id.
    var id: BridgeID { entry.id }

    /// Where it is.
    var endpoint: Endpoint { entry.endpoint }

    /// What its owner calls it, for people.
    var name: String { entry.name.safeForDisplay }

    /// For people: the bridge that is meant.
    var title: String { "\(name)   \(entry.endpoint.description.safeForDisplay)" }

    /// Makes one request when it is the bridge's turn.
    func ask<Answer>(
        _ request: (BridgeClient) async throws(BridgeError) -> Answer
    ) async throws(Diagnosis) -> Answer {
        do throws(LaneError) {
            return try await pass(request)
        } catch {
            throw Diagnosis(error, at: entry.endpoint)
        }
    }

    /// Makes one request that changes the bridge: a failure that leaves open whether it did is told as that.
    ///
    /// - Parameter look: the command that shows what came of it.
    func change<Answer>(
        look: String, _ request: (BridgeClient) async throws(BridgeError) -> Answer
    ) async throws(Diagnosis) -> Answer {
        do throws(LaneError) {
            return try await pass(request)
        } catch .bridge(let error) where error.leavesOutcomeOpen {
            throw .outcomeUnknown(at: entry.endpoint, error, look: look)
        } catch {
            throw Diagnosis(error, at: entry.endpoint)
        }
    }

    private func pass<Answer>(
        _ request: (BridgeClient) async throws(BridgeError) -> Answer
    ) async throws(LaneError) -> Answer {
        try await lane.pass { () async throws(BridgeError) in try await request(client) }
    }
}
