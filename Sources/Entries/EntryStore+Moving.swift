public import FoundationEssentials
public import NukiDomain

extension EntryStore {
    /// Takes over a bridge's new address in one atomic write; what others changed of the entry meanwhile stays.
    ///
    /// - Parameters:
    ///   - old: where the bridge was when it was looked for.
    ///   - mac: its hardware address; nil leaves the stored one.
    /// - Returns: the entry as it stands now; nil, and nothing is written, if it is gone or somebody gave it another
    ///   address meanwhile.
    public func move(
        _ id: BridgeID, from old: Endpoint, to new: Endpoint, mac: MACAddress? = nil, source: AddressSource,
        at now: Date
    ) async throws(ConfigurationError) -> BridgeEntry? {
        try await underLock { () throws(ConfigurationError) in
            try settleUnderLock()
            guard var entry = try load()[id], [old, new].contains(entry.endpoint) else { return nil }
            entry.endpoint = new
            entry.mac = mac ?? entry.mac
            entry.source = source
            let plan = try plan(saving: entry, token: nil, at: now)
            for step in plan.steps { try step.carryOut() }
            if old.host != new.host {
                remember(BridgeMove(id: id, from: old.host.description, to: new.host.description, at: now))
            }
            return plan.entry
        }
    }
}
