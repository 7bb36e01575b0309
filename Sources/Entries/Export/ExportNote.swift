public import NukiDomain

/// Something that the receiving program cannot do or was not given.
public enum ExportNote: Hashable, Sendable {
    /// The token was not asked for: `REDACTED` stands in its place.
    case tokenRedacted(BridgeID)
    /// No token is stored for the bridge: `REDACTED` stands in its place.
    case tokenMissing(BridgeID)
    /// The receiver takes no token from a file: homebridge-nb gets its own by the bridge's button.
    case buttonNeeded(BridgeID)
    /// ioBroker keeps the token of its adapter nuki encrypted with a secret of its own: it has to be typed.
    case tokenToType(BridgeID)
    /// The entry signs in by the bridge's own clock, this many seconds from ours; the receiver cannot.
    case driftedClock(BridgeID, seconds: Int)
    /// The receiver signs in otherwise than the entry does.
    case otherSignIn(BridgeID, own: AuthMode, theirs: AuthMode)
    /// Whoever has a callback in the bridge's first slot may lose it: openHAB takes that one if all three are taken.
    case callbackTaken(BridgeID)
    /// The receiver knows bridges by their id at Nuki's servers, which the entry does not have.
    case serverIDMissing(BridgeID)
    /// homebridge-nb takes no server id that small: it has to find its bridges by Nuki's cloud.
    case serverIDTooSmall(BridgeID)
    /// homebridge-nb does not find a bridge again that it was given an address of.
    case addressFixed(BridgeID)
    /// The receiver does not know this type of device.
    case deviceLeftOut(BridgeID, EntryDevice)
    /// FHEM's own address, which only its owner knows, is to be filled in.
    case ownAddressMissing(BridgeID)
    /// The receiver asks at port 8080 alone, and the bridge answers at this one.
    case otherPort(BridgeID, Port)
    /// These keys of the entry are not in the export.
    case notCarried(BridgeID, keys: [String])
}

extension ExportNote {
    /// Seconds: a bridge accepts stamps of 60 s around its clock (Bridge API 1.13.2), and a clock that drifts goes on.
    private static let toleratedOffset: UInt = 30

    /// Whether a sign-in that carries this machine's time is refused.
    static func hasDriftedClock(_ entry: BridgeEntry) -> Bool {
        entry.auth != .plain && entry.clockOffset.magnitude > toleratedOffset
    }

    /// What every export says: of the token, and of sign-ins that the receiver makes in its own way.
    ///
    /// - Parameter theirs: how the receiver signs in; nil where it is not known.
    static func usual(
        _ entry: BridgeEntry, _ tokens: ExportedTokens, theirs: AuthMode? = nil
    ) -> [ExportNote] {
        var notes = [tokens.note(for: entry.id)].compactMap(\.self)
        guard let theirs else { return notes }
        if hasDriftedClock(entry) {
            notes.append(.driftedClock(entry.id, seconds: entry.clockOffset))
        }
        if theirs != entry.auth { notes.append(.otherSignIn(entry.id, own: entry.auth, theirs: theirs)) }
        return notes
    }

    /// Names what an entry says and the export does not; `carried` is what it does say, by the keys of the entries file.
    static func leftOut(of entry: BridgeEntry, but carried: Set<String>) throws(ExportError) -> [ExportNote] {
        let fields = try ExportError.of { () throws(ConfigurationError) in try EntryFields(entry) }
        let keys = fields.names.filter { !carried.contains($0) }
        return keys.isEmpty ? [] : [.notCarried(entry.id, keys: keys)]
    }
}
