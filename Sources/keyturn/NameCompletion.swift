import ArgumentParser
import ControlLoop
import Entries
import FoundationEssentials
import NukiDomain

/// What a shell offers in place of a bridge or a device: their names, and ids where a name is no word for a shell.
enum NameCompletion {
    private typealias Named = (name: String, id: String)

    /// For an argument that names a bridge.
    static let bridges = CompletionKind.custom { words, _, _ async in
        unambiguous(await known(words).bridges)
    }

    /// For an argument that names a device.
    static let devices = CompletionKind.custom { words, _, _ async in
        unambiguous(await known(words).devices)
    }

    /// What is in the entries, or, for whoever may not read those of the service, what its loop tells. Nothing where both
    /// fail: whoever presses Tab is in the middle of something else.
    private static func known(_ words: [String]) async -> (bridges: [Named], devices: [Named]) {
        guard let locations = try? locations(words) else { return ([], []) }
        if let entries = try? EntryStore(locations).load().entries, !entries.isEmpty {
            return (
                entries.map { ($0.name, "\($0.id)") }, entries.flatMap(\.devices).map { ($0.name, "0x\($0.key.id)") }
            )
        }
        let reports = (try? await LoopClient.running(locations)?.bridges()) ?? []
        return (reports.map { ($0.name, "\($0.id)") }, reports.flatMap(\.devices).map { ($0.name, "0x\($0.id)") })
    }

    private static func locations(_ words: [String]) throws -> Locations {
        let config =
            words.firstIndex(of: "--config").flatMap { words.dropFirst($0 + 1).first }
            ?? words.last { $0.hasPrefix("--config=") }.map { String($0.dropFirst("--config=".count)) }
        return try Locations(
            LocationFacts.gathered(
                configFlag: config, isSystem: words.contains("--system"),
                environment: ProcessInfo.processInfo.environment))
    }

    private static func unambiguous(_ all: [Named]) -> [String] {
        all.map { one in
            isHarmless(one.name) && all.count { $0.name == one.name } == 1 ? one.name : one.id
        }
    }

    /// Whether a shell's script may get this name.
    ///
    /// Names come from the network, and bash expands what it is offered: what is between `$(` and `)` would run.
    private static func isHarmless(_ name: String) -> Bool {
        guard let first = name.first, first.isLetter || first.isNumber, name.last != " " else { return false }
        return name.allSatisfy { $0.isLetter || $0.isNumber || " -_.".contains($0) }
    }
}
