import BridgeSimulator
import FoundationEssentials
import Glibc
import Linux
import NukiDomain
import TestKit
import Testing

/// What tests of `doctor` have in common.
enum Doctor {
    /// Without the right to listen, one check fails wherever the tests run.
    static let mayListen = (try? Capability.netRaw.isHeld) == true
    static let needsRoot: any TestTrait & SuiteTrait = .enabled(if: geteuid() == 0, "it needs root")
    /// The check of the bridge of a ``Stage``.
    static let bridge = "bridge.0A2B3C4D"
    /// The check of its token.
    static let token = "files.token.0A2B3C4D"
}

extension Stage {
    /// Keeps everybody else from asking the bridge for as long as the result lives: a `doctor` waits.
    func takeLane() throws -> FileLock {
        try FileManager.default.createDirectory(
            atPath: "\(config)/run/bridges", withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        return try FileLock("\(config)/run/bridges/\(bridge.household.id)")
    }

    /// Runs `doctor --json` on this configuration.
    func doctor() async throws -> ProcessOutcome {
        // No loop is started: the port is the one of the settings.
        try await keyturn.run(["doctor", "--json", "--config", config], environment: ["KEYTURN_CALLBACK_PORT": ""])
    }
}

extension ProcessOutcome {
    /// The check of this id; there has to be one.
    func check(_ id: String) throws -> JSONValue { try json.check(id) }

    /// The ids of all checks.
    var ids: [String] {
        get throws { try json["checks"]?.values.compactMap { $0["id"]?.text } ?? [] }
    }
}

extension JSONValue {
    /// The check of this id in what `doctor --json` printed; there has to be one.
    func check(_ id: String) throws -> JSONValue {
        try #require(self["checks"]?.values.first { $0["id"] == .text(id) }, "\(id) in \(self)")
    }
}
