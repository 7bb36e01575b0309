public import NukiDomain

/// Which sightings speak of a bridge. The host name is the test; the hardware address is only a hint.
public enum CandidateRule {
    private static let prefixes = ["nuki_bridge_", "nuki-bridge-"]

    /// The hardware id that a host name carries: `Nuki_Bridge_` and 1 to 8 hex digits, in any case, `-` for `_`,
    /// with or without a domain. Nil for every other name.
    public static func bridgeID(inHostName name: String) -> BridgeID? {
        let host = name.trimmingWhiteSpace().prefix { $0 != "." }
        guard let prefix = prefixes.first(where: { host.lowercased().hasPrefix($0) }) else { return nil }
        return BridgeID(hex: host.dropFirst(prefix.count))
    }
}

extension String {
    fileprivate func trimmingWhiteSpace() -> Substring {
        let start = drop { $0.isWhitespace }
        let end = start.lastIndex { !$0.isWhitespace }
        return end.map { start[...$0] } ?? ""
    }
}
