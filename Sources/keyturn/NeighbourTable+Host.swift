import NukiDomain
import Sightings

extension NeighbourTable {
    /// What the kernel's table says of an address that has just answered: without it a bridge is never followed unasked.
    static func hardwareAddress(of host: Host) -> MACAddress? {
        guard case .address(.v4(let address)) = host else { return nil }
        // A kernel that does not answer leaves what DHCP announced.
        return (try? NeighbourTable().neighbours())?.hardwareAddress(of: address)
    }
}
