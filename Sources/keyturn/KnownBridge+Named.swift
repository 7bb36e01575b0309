import ControlLoop
import Entries
import Guidance
import NukiDomain

extension KnownBridge {
    /// The configured bridge that a word names, by name or by hardware id, padded or not.
    static func named(_ word: String, _ store: EntryStore) throws -> KnownBridge {
        let entries = try store.load().entries
        guard !entries.isEmpty else { throw Diagnosis.nothingConfigured }
        let matches = entries.filter { $0.name == word || $0.id == BridgeID(hex: word) }
        guard let entry = matches.first else { throw Diagnosis.noSuchBridge(word, known: entries) }
        guard matches.count == 1 else { throw Diagnosis.ambiguousBridge(word, matches: matches) }
        guard let token = try store.tokens.token(for: entry) else { throw Diagnosis.noToken(for: entry) }
        return KnownBridge(entry: entry, token: token)
    }
}
