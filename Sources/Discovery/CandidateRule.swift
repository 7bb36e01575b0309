public import NukiDomain
import Sightings

/// Which host names are a bridge's. They are the test; the hardware address is only a hint.
public enum CandidateRule {
    private static let prefixes = ["nuki_bridge_", "nuki-bridge-"]

    /// The hardware id that a host name carries: `Nuki_Bridge_` and 1 to 8 hex digits, in any case, `-` for `_`,
    /// with or without a domain. Nil for every other name.
    public static func bridgeID(inHostName name: String) -> BridgeID? {
        let host = name.trimmingWhiteSpace().prefix { $0 != "." }
        // Byte by byte: to Unicode, other letters are the same as these.
        let start = host.utf8.prefix(12).map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
        guard prefixes.contains(where: { start.elementsEqual($0.utf8) }) else { return nil }
        return BridgeID(hex: host.dropFirst(start.count))
    }
}

extension Sighting.Source {
    /// Who is believed when two name different addresses: the bridge itself, then its DHCP server, then the kernel that
    /// spoke to it once, then an address that only answers like a bridge, and last a list on the internet.
    var trust: Int {
        switch self {
        case .dhcp: 5
        case .leases: 4
        case .neighbours: 3
        case .scan: 2
        case .cloud: 1
        }
    }
}

extension String {
    fileprivate func trimmingWhiteSpace() -> Substring {
        let start = drop { $0.isWhitespace }
        let end = start.lastIndex { !$0.isWhitespace }
        return end.map { start[...$0] } ?? ""
    }
}
