/// What an import reads.
public enum ImportFormat: String, CaseIterable, Hashable, Sendable {
    /// An export of Keyturn, or its entries file.
    case json
    /// Home Assistant's `core.config_entries`.
    case homeAssistant = "home-assistant"
}

extension ImportFormat {
    /// Reads a file.
    public func read(_ bytes: [UInt8]) throws(ImportError) -> ImportedFile {
        switch self {
        case .json: try JSONImporter.read(bytes)
        case .homeAssistant: try HomeAssistantImporter.read(bytes)
        }
    }
}
