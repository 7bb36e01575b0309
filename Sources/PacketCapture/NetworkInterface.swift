public import NukiDomain

/// A network interface of this host, as it was when asked.
public struct NetworkInterface: Hashable, Sendable {
    /// Such as `eth0`.
    public let name: String
    /// Switched on.
    public let isUp: Bool
    /// Switched on with a link: cable plugged in, Wi-Fi joined.
    public let isRunning: Bool
    /// The host talking to itself.
    public let isLoopback: Bool
    /// Wi-Fi.
    public let isWireless: Bool
    /// Its hardware address; nil where there is none, as on a tunnel.
    public let hardwareAddress: MACAddress?
    /// Its addresses of both families.
    public let addresses: [IPAddress]

    /// Every interface, in libpcap's order: the useful ones first.
    public static func all() throws(CaptureError) -> [NetworkInterface] {
        try PcapDevices.interfaces()
    }

    /// Whether to listen here unless told otherwise: switched on, and on a network of the house's.
    ///
    /// An interface without an IP address counts: DHCP needs none, and ports of a host's own bridge have none.
    public var isUsable: Bool { isUp && isOfTheHouse }

    /// With a hardware address, and on a network of the house's, which loopback, bridges for containers and virtual
    /// machines, and private networks (VPN) are not.
    public var isOfTheHouse: Bool {
        !isLoopback && hardwareAddress != nil && !Self.otherNetworks.contains { name.hasPrefix($0) }
    }

    // What programs for containers (`hassio` is Home Assistant's), for virtual machines and for private networks name
    // theirs, and the kernel's own that lead nowhere. Most VPNs have no hardware address either.
    private static let otherNetworks = [
        "docker", "hassio", "br-", "veth", "podman", "cni", "flannel", "cali", "cilium", "kube", "lxc", "lxd", "incus",
        "virbr", "vnet", "vmnet", "vboxnet", "tun", "tap", "wg", "zt", "tailscale", "dummy", "ifb",
    ]
}
