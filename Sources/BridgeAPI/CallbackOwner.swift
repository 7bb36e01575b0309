/// A program that registers callbacks, known by the shape of their addresses.
public enum CallbackOwner: String, Codable, Hashable, Sendable, CaseIterable {
    case homeAssistant = "home-assistant"
    case homebridge = "homebridge-nb"
    case openHAB = "openhab"
    case ioBroker = "iobroker.nuki"
    case ioBrokerExtended = "iobroker.nuki-extended"
    case symcon = "ip-symcon"
    case fhem
    case keyturn

    /// Nil for a shape that is nobody's known one.
    public init?(ofCallback url: String) {
        guard url.lowercased().hasPrefix("http://") else { return nil }
        let rest = url.dropFirst("http://".count)
        let authority = rest.prefix { $0 != "/" }
        let target = rest.dropFirst(authority.count)
        if target.hasPrefix("/api/webhook/") {
            self = .homeAssistant
        } else if target.hasPrefix("/notify/"), target.utf8.count > "/notify/".utf8.count {
            self = .homebridge
        } else if target.hasPrefix("/nuki/bcb?callbackId=") {
            self = .openHAB
        } else if authority.hasSuffix(":9092"), target.hasPrefix("/api/nuki") {
            self = .ioBroker
        } else if authority.hasSuffix(":51989"), target.hasPrefix("/nuki-api-bridge") {
            self = .ioBrokerExtended
        } else if target.hasPrefix("/hook/nuki/bridge/") {
            self = .symcon
        } else if target.hasPrefix("/fhem/NUKIBridge-") {
            self = .fhem
        } else if target.hasPrefix("/callback/"), Self.isSecretName(target.dropFirst("/callback/".count)) {
            self = .keyturn
        } else {
            return nil
        }
    }

    /// 32 hex digits and nothing more.
    private static func isSecretName(_ text: Substring) -> Bool {
        text.utf8.count == 32 && text.unicodeScalars.allSatisfy { $0.isASCII && $0.properties.isASCIIHexDigit }
    }
}
