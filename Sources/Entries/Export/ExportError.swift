public import NukiDomain

/// Why there is no export; no case carries a token.
public enum ExportError: Error, Hashable, Sendable {
    /// An entry cannot be written.
    case configuration(ConfigurationError)
    /// The bridge's token has a character that whatever reads this format would take for the end of the word or of the
    /// command.
    case tokenIsNoWord(BridgeID, ExportFormat)
}

extension ExportError {
    /// Runs what may fail with an error of the configuration.
    static func of<Value>(_ body: () throws(ConfigurationError) -> Value) throws(ExportError) -> Value {
        do {
            return try body()
        } catch {
            throw .configuration(error)
        }
    }
}
