import Entries
import FoundationEssentials

/// The names of configured bridges, for whoever completes a command line.
enum BridgeNames {
    /// Those of the configuration that the words of the command line point to.
    static func configured(in words: [String]) -> [String] {
        let flag = words.firstIndex(of: "--config").flatMap { words.indices.contains($0 + 1) ? words[$0 + 1] : nil }
        let equal = words.first { $0.hasPrefix("--config=") }.map { String($0.dropFirst("--config=".count)) }
        // What cannot be read has no names: the command itself complains.
        let locations = try? Locations(
            LocationFacts.gathered(
                configFlag: flag ?? equal, isSystem: words.contains("--system"),
                environment: ProcessInfo.processInfo.environment))
        return locations.flatMap { try? EntryStore($0).load() }?.entries.map(\.name) ?? []
    }
}
