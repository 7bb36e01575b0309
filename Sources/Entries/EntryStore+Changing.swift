public import FoundationEssentials
public import NukiDomain

extension EntryStore {
    /// Changes an entry in one atomic write; what others changed of it meanwhile stays.
    ///
    /// Nothing is touched, not even a lock, where the body changes nothing.
    ///
    /// - Parameter body: may run twice: on what it finds, and under the lock on what stands there then.
    /// - Returns: what was written; nil if there is no entry of this bridge.
    public func change(
        _ id: BridgeID, at now: Date, _ body: (inout BridgeEntry) -> Void
    ) async throws(ConfigurationError) -> SavePlan? {
        let plan = try plan(changing: id, at: now, body)
        guard plan?.isChange == true else { return plan }
        return try await underLock { () throws(ConfigurationError) in
            try settleUnderLock()
            guard let plan = try self.plan(changing: id, at: now, body) else { return nil }
            for step in plan.steps { try step.carryOut() }
            return plan
        }
    }

    private func plan(
        changing id: BridgeID, at now: Date, _ body: (inout BridgeEntry) -> Void
    ) throws(ConfigurationError) -> SavePlan? {
        guard var entry = try load()[id] else { return nil }
        body(&entry)
        return try plan(saving: entry, token: nil, at: now)
    }
}
