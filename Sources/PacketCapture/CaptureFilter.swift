/// Which frames the kernel hands over, in the words of pcap-filter(7).
public struct CaptureFilter: Hashable, Sendable {
    /// What must hold of a frame without VLAN tags.
    public let expression: String

    /// Takes an expression; a wrong one is refused when the capture opens.
    public init(_ expression: String) {
        self.expression = expression
    }

    /// DHCP of both versions, and BOOTP, in both directions.
    public static let dhcp = CaptureFilter("udp and (port 67 or 68 or 546 or 547)")

    /// The expression for one link type, with up to two VLAN tags where libpcap knows them.
    ///
    /// The kernel takes the outer tag away before the filter looks, so that the plain expression sees single tags;
    /// double ones need `vlan`. That word shifts everything after it, which is why the order is as it is. libpcap
    /// refuses it on cooked and raw links.
    public func expression(forLinkType linkType: Int32) -> String {
        linkType == Self.ethernet
            ? "(\(expression)) or (vlan and (\(expression))) or (vlan and (\(expression)))" : expression
    }

    // DLT_EN10MB
    private static let ethernet: Int32 = 1
}
