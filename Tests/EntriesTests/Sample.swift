import Entries
import FoundationEssentials
import NukiDomain
import TestKit

/// The household that these tests write and read.
enum Sample {
    static let token = "s3cr3t-of-A"
    static let otherToken = "0ther-s3cr3t-B"
    /// 2026-08-22T09:31:22Z.
    static let date = Date(timeIntervalSince1970: 1_787_391_082)

    static func entry(
        _ id: UInt32 = 0x1A2B_3C4D, host: String = "192.168.1.52", auth: AuthMode = .encrypted, clockOffset: Int = 0
    ) throws -> BridgeEntry {
        BridgeEntry(
            id: BridgeID(rawValue: id), name: "Hallway",
            endpoint: Endpoint(host: try Host(parsing: host), port: .bridgeDefault),
            auth: auth, serverID: 0x043D_5A14, mac: MACAddress("54:d2:72:0a:0b:0c"), firmware: "2.14.0",
            source: .dhcp, clockOffset: clockOffset,
            devices: [
                EntryDevice(
                    key: DeviceKey(type: .smartLock, id: NukiID(rawValue: 568_300_604)), name: "Front door")
            ])
    }

    static func locations(_ folder: TemporaryFolder, credentials: String? = nil) throws -> Locations {
        var environment: [String: String] = [:]
        environment["CREDENTIALS_DIRECTORY"] = credentials
        return try Locations(LocationFacts(configFlag: folder("config"), environment: environment, user: 1000))
    }

    static func store(_ folder: TemporaryFolder) throws -> EntryStore {
        EntryStore(try locations(folder), clock: SkippingClock())
    }
}

extension EntryStore {
    /// Drafts of entries as they are to be, over what stands there now.
    func drafts(_ bridges: [(entry: BridgeEntry, token: BridgeToken?)]) throws -> [EntryDraft] {
        let file = try load()
        return bridges.map { EntryDraft(entry: $0.entry, token: $0.token, basis: file[$0.entry.id]) }
    }
}

extension BridgeToken {
    /// The token in clear, for comparison.
    var text: String { withBytes { span in String(decoding: span.indices.map { span[$0] }, as: UTF8.self) } }
}
