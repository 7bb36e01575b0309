import BridgeSimulator
import FoundationEssentials
import Linux
import NukiDomain
import TestKit
import Testing

/// A simulated bridge in the test's own process, the program, and a folder for its configuration.
struct Stage: Sendable {
    let keyturn: KeyturnBinary
    let bridge: SimulatedBridge
    let config: String
    let tokenFile: String

    /// Makes one and lends it to `body`.
    ///
    /// - Parameter change: what the household is to have otherwise than the built-in one, whose token it never has.
    static func run(
        host: Host = .address(.v4(.loopback)), household change: (inout Household) throws -> Void = { _ in },
        _ body: (Stage) async throws -> Void
    ) async throws {
        var household = try Household.builtIn()
        household.token = try BridgeToken(parsing: FixtureTokens.own)
        try change(&household)
        let keyturn = try KeyturnBinary()
        try keyturn.home.write(household.tokenText + "\n", to: "token")
        let bridge = try await SimulatedBridge.start(household, host: host, time: SimulatedTime(speed: 50))
        let stage = Stage(
            keyturn: keyturn, bridge: bridge, config: keyturn.home("config"), tokenFile: keyturn.home("token"))
        do {
            try await body(stage)
        } catch {
            await bridge.stop()
            throw error
        }
        await bridge.stop()
    }

    /// Every answer of an unattended setup of this bridge, by its flag.
    var answers: [(flag: String, value: String?)] {
        [
            ("--no-input", nil), ("--host", bridge.endpoint.host.description), ("--port", "\(bridge.endpoint.port)"),
            ("--token-file", tokenFile), ("--yes", nil), ("--json", nil), ("--config", config),
        ]
    }

    /// Runs a setup that nobody watches.
    ///
    /// - Parameters:
    ///   - missing: flags that are left out.
    ///   - more: what follows; a flag that is given again replaces the first one.
    func setUp(without missing: Set<String> = [], _ more: String...) async throws -> ProcessOutcome {
        let given = answers.filter { !missing.contains($0.flag) && !more.contains($0.flag) }
        return try await keyturn.run(["setup"] + given.flatMap { [$0.flag, $0.value].compactMap(\.self) } + more)
    }

    /// Writes the configuration that a setup would have written.
    ///
    /// - Parameter port: where the bridge is to be, if not where it is.
    func configure(name: String = "Hallway", port: Port? = nil) throws {
        let port = port ?? bridge.endpoint.port
        let entry = """
            {"id":"\(bridge.household.id)","name":"\(name)","host":"\(bridge.endpoint.host)","port":\(port),
             "auth":"encrypted","server_id":"1C5E90A7","mac":"54:d2:72:2b:3c:4d","firmware":"2.18.0","follow_address":true,
             "callback":"auto","source":"dhcp","clock_offset":0,
             "devices":[{"id":"21DF943C","nuki_id":568300604,"type":0,"kind":"lock","name":"Front door"}],
             "created":"2026-08-22T09:31:22Z","modified":"2026-08-22T09:31:22Z"}
            """
        try keyturn.home.writeConfiguration(
            entry: entry, id: "\(bridge.household.id)", token: bridge.household.tokenText)
    }

    /// How requests were signed, in the order in which they came.
    var signIns: [AuthMode?] {
        get async { await bridge.truth.requests.map(\.signIn) }
    }
}

extension Stage {
    /// What everything signed comes to that is refused: a decoy and the token for each, and nine stamps of earlier times.
    static let refusedAndSearched: [AuthMode?] =
        [.encrypted, .encrypted, .hashed, .hashed] + Array(repeating: .encrypted, count: 9)

    /// The offset in the entry that a setup has written.
    var clockOffset: JSONValue? {
        get throws {
            let entries = try JSONValue(parsing: try #require(try keyturn.home.text(of: "config/entries.json")))
            return entries["entries"]?[0]?["clock_offset"]
        }
    }
}

extension ProcessOutcome {
    /// The parts of a failure that `--json` prints; nil where there is none.
    var error: JSONValue? {
        get throws { try json["error"] }
    }
}

extension Stage {
    /// What an unfinished setup may leave behind: its journal, and the folders that it is in.
    private static let journal: Set = ["config/", "config/state/", "config/state/setup.json"]

    /// Everything in the home but the token file and what an unfinished setup may leave.
    var written: Set<String> {
        get throws { try keyturn.home.names.subtracting(Self.journal).subtracting(["token"]) }
    }

    /// The same with what is in the files.
    var writtenTree: [String: String] {
        get throws { try keyturn.home.tree().filter { !Self.journal.contains($0.key) } }
    }
}

extension TemporaryFolder {
    /// Writes a configuration of one entry, as private as the program writes it.
    func writeConfiguration(entry: String, id: String, token: String) throws {
        try write("{\"schema\":1,\"entries\":[\(entry)]}\n", to: "config/entries.json")
        try write(token + "\n", to: "config/tokens/\(id)")
        for (name, mode) in [
            ("config", 0o700), ("config/tokens", 0o700), ("config/entries.json", 0o600), ("config/tokens/\(id)", 0o600),
        ] {
            try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: self(name))
        }
    }

    /// Everything inside, by its path from here; folders end with a slash.
    var names: Set<String> {
        get throws { Set(try tree().keys) }
    }
}
