import BridgeSimulator
import Entries
import FoundationEssentials
import HTTPFetch
import Linux
import NukiDomain

/// A real `keyturn run` with a configuration of its own.
struct LoopProcess: ~Copyable {
    private let program: LineProgram
    private let socket: String

    /// Writes the configuration and starts it with everything on.
    ///
    /// - Parameters:
    ///   - gapSeconds: between two requests to one bridge.
    ///   - folder: takes the configuration.
    ///   - broker: where it publishes.
    static func start(
        _ keyturn: String, _ households: [Household], at endpoints: [Endpoint], pollSeconds: Double,
        gapSeconds: Double = 1, folder: String, broker: Port?
    ) async throws -> LoopProcess {
        let locations = try Locations(.gathered(configFlag: folder, isSystem: false, environment: [:]))
        let bridges = zip(households, endpoints).map { household, endpoint in
            let entry = BridgeEntry(
                id: household.id, name: "\(household.id)", endpoint: endpoint, auth: .encrypted, mac: household.mac,
                source: .manual)
            return EntryDraft(entry: entry, token: household.token, basis: nil)
        }
        _ = try await EntryStore(locations).save(bridges, at: Date())
        var environment = [
            "KEYTURN_POLL_SECONDS": "\(pollSeconds)", "KEYTURN_REQUEST_GAP_SECONDS": "\(gapSeconds)",
            "KEYTURN_CALLBACK_PORT": "0", "KEYTURN_HTTP_LISTEN": "127.0.0.1:0",
        ]
        if let broker {
            environment["KEYTURN_MQTT_HOST"] = "127.0.0.1"
            environment["KEYTURN_MQTT_PORT"] = "\(broker)"
        }
        return LoopProcess(
            program: try LineProgram(keyturn, ["run", "--config", folder], environment: environment),
            socket: locations.controlSocket)
    }

    /// What it holds and has used so far.
    var usage: RunningUsage { program.usage }

    /// The longest that it began a poll after it was due, of any bridge, as its metrics tell.
    func latestPoll() async throws -> Duration {
        let answer = try await CurlFetcher().fetch(
            .local(socket, path: "/metrics", limits: HTTPLimits(bodyBytes: 16 << 20)))
        let seconds = String(decoding: answer.body, as: UTF8.self).split(separator: "\n")
            .filter { $0.hasPrefix("keyturn_bridge_poll_late_seconds{") }
            .compactMap { $0.split(separator: " ").last.flatMap { Double($0) } }
        guard let latest = seconds.max() else { throw WrongCount(description: "the metrics tell of no polls") }
        return .seconds(latest)
    }

    /// Lets it run.
    func go(on time: Duration) throws {
        guard try program.drain(for: time) else { throw WrongCount(description: "keyturn run ended by itself") }
    }

    /// Ends it in order.
    consuming func end() { _ = program.end() }
}
