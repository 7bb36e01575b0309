import Discovery
import FoundationEssentials
import NukiDomain
import Sightings

extension Sighting {
    /// What a bridge of this id, or another device in the same place, is heard to say.
    static func sample(
        _ claim: Claim = .wish, id: UInt32 = 0x1A2B_3C4D, named: Bool = true, hostNames: [String]? = nil,
        mac: UInt64? = 0x54D2_720A_0B0C, at address: IPv4Address? = .first, transaction: UInt32 = 1, second: Int = 0,
        by source: Source = .dhcp, serverID: UInt32? = nil
    ) -> Sighting {
        let name = "Nuki_Bridge_\(BridgeID(rawValue: id))"
        return Sighting(
            source: source, claim: claim, hostNames: hostNames ?? (named ? [name] : []),
            mac: mac.map(MACAddress.init(rawValue:)),
            address: address, interface: "eth0", transaction: transaction,
            serverID: serverID.map(BridgeID.init(rawValue:)), seen: Date(timeIntervalSince1970: Double(second)))
    }
}

extension IPv4Address {
    static let first = IPv4Address(192, 168, 1, 52)
    static let second = IPv4Address(192, 168, 1, 77)
}

extension BridgeCandidate {
    /// What a sample's sighting makes a bridge out to be.
    static func sample(
        id: UInt32 = 0x1A2B_3C4D, at address: IPv4Address = .first, second: Int = 0
    ) -> BridgeCandidate {
        BridgeCandidate(
            id: BridgeID(rawValue: id), hostName: "Nuki_Bridge_\(BridgeID(rawValue: id))", address: address,
            mac: MACAddress(rawValue: 0x54D2_720A_0B0C), source: .dhcp, interface: "eth0",
            seen: Date(timeIntervalSince1970: Double(second)))
    }
}

extension LocalNetwork {
    static let home = LocalNetwork(interface: "eth0", ownAddress: IPv4Address(192, 168, 1, 10), prefixLength: 24)
}
