public import FoundationEssentials
import NukiDomain

/// What an export is for.
public enum ExportFormat: String, CaseIterable, Hashable, Sendable {
    /// Another Keyturn.
    case json
    /// Home Assistant's Nuki integration.
    case homeAssistant = "home-assistant"
    /// openHAB's Nuki binding.
    case openHAB = "openhab"
    /// The plugin homebridge-nb.
    case homebridge
    /// ioBroker's adapters nuki-extended and nuki.
    case ioBroker = "iobroker"
    /// FHEM's module NUKIBridge.
    case fhem
    /// A shell.
    case env
}

extension ExportFormat {
    /// Makes the text.
    ///
    /// - Parameters:
    ///   - date: when whatever tells its age is said to be made.
    ///   - random: makes ids where they are made at random.
    public func export(
        _ entries: [BridgeEntry], _ tokens: ExportedTokens, at date: Date,
        using random: inout some RandomNumberGenerator
    ) throws(ExportError) -> Export {
        switch self {
        case .json: try JSONExporter.export(entries, tokens)
        case .homeAssistant: try HomeAssistantExporter.export(entries, tokens, at: date, using: &random)
        case .openHAB: try OpenHABExporter.export(entries, tokens)
        case .homebridge: try HomebridgeExporter.export(entries, tokens)
        case .ioBroker: try IOBrokerExporter.export(entries, tokens)
        case .fhem: try FHEMExporter.export(entries, tokens)
        case .env: try EnvironmentExporter.export(entries, tokens)
        }
    }
}

extension Endpoint {
    /// The host as it stands in a URL, which is where these programs put it: an IPv6 address in brackets.
    var urlHost: String { String(description.dropLast(port.description.count + 1)) }
}
