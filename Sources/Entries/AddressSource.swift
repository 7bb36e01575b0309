/// How a bridge's address became known.
public enum AddressSource: String, Codable, Hashable, Sendable, CaseIterable {
    /// A DHCP message that the bridge sent.
    case dhcp
    /// The kernel's neighbour table.
    case neighbours
    /// A DHCP server's lease file on this machine.
    case leases
    /// Nuki's public directory.
    case cloud
    /// A look at every address of the network.
    case scan
    /// A person gave it.
    case manual
}
