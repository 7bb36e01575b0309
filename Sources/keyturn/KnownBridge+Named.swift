import ControlLoop
import Entries
import Guidance

extension KnownBridge {
    /// The configured bridge that a word names, by name or by hardware id, padded or not.
    static func named(_ word: String, _ store: EntryStore) throws -> KnownBridge {
        let entry = try store.load().entry(named: word)
        guard let token = try store.tokens.token(for: entry) else { throw Diagnosis.noToken(for: entry) }
        return KnownBridge(entry: entry, token: token)
    }
}
