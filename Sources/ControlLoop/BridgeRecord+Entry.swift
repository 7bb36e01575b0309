import BridgeAPI
import Discovery
import Entries
import NukiDomain

extension BridgeRecord {
    /// What an entry holds of its bridge.
    ///
    /// - Parameter stampOffset: what stamps are moved by, where that was measured since.
    init(_ entry: BridgeEntry, _ credential: Credential, stampOffset: Int?) {
        self.init(
            id: entry.id, endpoint: entry.endpoint, mac: entry.mac,
            serverID: entry.serverID.map(BridgeID.init(rawValue:)),
            devices: Set(entry.devices.map(\.key.id)), credential: credential,
            stampOffset: stampOffset ?? entry.clockOffset, followsAddress: entry.followsAddress)
    }
}
