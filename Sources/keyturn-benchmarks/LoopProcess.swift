import BridgeSimulator
import Entries
import FoundationEssentials
import Linux
import NukiDomain

/// A real `keyturn run` with a configuration of its own.
struct LoopProcess: ~Copyable {
    private let program: LineProgram

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
            return (entry: entry, token: Optional(household.token))
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
            program: try LineProgram(keyturn, ["run", "--config", folder], environment: environment))
    }

    /// What it holds and has used so far.
    var usage: RunningUsage { program.usage }

    /// Lets it run.
    func go(on time: Duration) throws {
        guard try program.drain(for: time) else { throw WrongCount(description: "keyturn run ended by itself") }
    }

    /// Ends it in order.
    consuming func end() { _ = program.end() }
}
