import ArgumentParser
import Entries
import FoundationEssentials
import Guidance
import NukiDomain

/// `keyturn bridges show`: all that is configured of one bridge.
struct BridgesShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show all that is configured of a bridge; it is not asked.")

    @OptionGroup var bridge: BridgeArgument
    @OptionGroup var shared: SharedOptions

    func run() async throws {
        try await shared.run {
            let entry = try Composition.store(shared).load().entry(named: bridge.bridge)
            if shared.json {
                Output.line(EntriesReport(entries: [entry]))
            } else {
                Output.line(entry.name.safeForDisplay)
                TextTable.lines(entry.rows).forEach(Output.line)
            }
        }
    }
}

extension BridgeEntry {
    /// For people: a label and a value a line, and nothing for what is not known.
    fileprivate var rows: [[String]] {
        let facts: [(String, String?)] = [
            ("Hardware id", id.description), ("Server id", serverID.map(Hex.padded)),
            ("Address", "\(endpoint), \(following)"), ("Found by", source.rawValue),
            ("Hardware address", mac?.description), ("Firmware", firmware), ("Sign-in", signIn),
            ("Callback", callback.description),
            ("Polled", pollSeconds.map { "every \($0) s" } ?? "as the settings say"),
            ("Set up", Self.time(created)), ("Changed", Self.time(modified)),
        ]
        let devices = devices.map { ["Device", "\($0.name), \($0.key.type.kind.rawValue), \($0.key.id)"] }
        return facts.compactMap { label, value in value.map { [label, $0] } } + devices
    }

    /// Nil for an entry that was written by hand, and has no times.
    private static func time(_ date: Date) -> String? { date.timeIntervalSince1970 > 0 ? WireTime.text(date) : nil }

    private var following: String {
        switch (followsAddress, mac) {
        case (false, _): "kept if the bridge moves"
        case (true, nil): "not followed: its hardware address is not known"
        case (true, _?): "followed if it changes"
        }
    }

    private var signIn: String {
        clockOffset == 0
            ? auth.rawValue : "\(auth.rawValue), by the bridge's clock (\(InputWords.clockError(clockOffset)))"
    }
}
