public import Entries
import NukiDomain

extension EntryFile {
    /// The configured bridge that a word names, by name or by hardware id, padded or not.
    public func entry(named word: String) throws(Diagnosis) -> BridgeEntry {
        guard !entries.isEmpty else { throw .nothingConfigured }
        let matches = entries.filter { $0.name == word || $0.id == BridgeID(hex: word) }
        guard let entry = matches.first else { throw .noSuchBridge(word, known: entries) }
        guard matches.count == 1 else { throw .ambiguousBridge(word, matches: matches) }
        return entry
    }
}
