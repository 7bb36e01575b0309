import BridgeAPI
public import NukiDomain

extension ProofOfMove {
    /// What unsigned looks at the stored address showed.
    public enum StoredPlace: Hashable, Sendable {
        /// A bridge answers, and nothing speaks against its being the stored one.
        case asStored
        /// Other hardware has the address now; whether that is a bridge.
        case otherHardware(MACAddress, isBridge: Bool)
        /// No bridge answered, three times in a row; the last of it.
        case silent(BridgeProbe.Finding)
    }

    /// Looks whether the bridge has left its stored address: other hardware is there, or no bridge answers three times
    /// in a row, with pauses of 1 and 2 s. Nothing is signed.
    ///
    /// - Parameter tries: how many in a row; one is enough to see whether a bridge that left is back.
    public func lookAtStoredPlace(tries: Int = 3) async throws(CancellationError) -> StoredPlace {
        var pauses = LookPauses()
        var finding = await witness.look(at: record.endpoint)
        for attempt in 1... {
            // Whoever says that he is busy is there.
            let isThere = finding == .bridge || finding == .nothing(.busy)
            if let other = await otherHardware { return .otherHardware(other, isBridge: isThere) }
            if isThere { return .asStored }
            if attempt == tries { break }
            try await pause(pauses.next())
            finding = await witness.look(at: record.endpoint)
        }
        return .silent(finding)
    }

    /// What the kernel knows to be at the stored address and is not the stored hardware.
    public var otherHardware: MACAddress? {
        get async {
            guard case .address(.v4(let address)) = record.endpoint.host, let mac = record.mac,
                let found = await witness.hardwareAddress(of: address), found != mac
            else { return nil }
            return found
        }
    }
}
