import ControlLoop
import Entries
import Guidance

extension KnownBridge {
    /// Every configured bridge with its token; an entry without one, or no entry at all, is an error with a way out.
    static func all(_ store: EntryStore) throws -> [KnownBridge] {
        let entries = try store.load().entries
        guard !entries.isEmpty else { throw Diagnosis.nothingConfigured }
        return try entries.map { entry in
            guard let token = try store.tokens.token(for: entry) else { throw Diagnosis.noToken(for: entry) }
            return KnownBridge(entry: entry, token: token)
        }
    }
}
