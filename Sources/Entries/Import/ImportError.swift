public import NukiDomain

/// Why a file cannot be imported; no case carries a token.
public enum ImportError: Error, Hashable, Sendable {
    /// It does not say what it should.
    case malformed(JSONFault)
    /// Written by a newer Keyturn.
    case newerSchema(Int)
    /// It is no file of Home Assistant's entries.
    case homeAssistant(HomeAssistantFault)
}
