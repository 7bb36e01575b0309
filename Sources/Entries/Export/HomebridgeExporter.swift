import NukiDomain

/// `export homebridge`: the part of `config.json` that homebridge-nb reads.
enum HomebridgeExporter {
    /// What homebridge-nb takes for an id without changing it.
    private static let ids: ClosedRange<UInt32> = 0x1000_0000...0xFFFF_FFFF

    /// Makes the text.
    ///
    /// The plugin finds nothing by itself once it was given bridges: if one of them cannot be given, none is.
    static func export(_ entries: [BridgeEntry], _ tokens: ExportedTokens) throws(ExportError) -> Export {
        let encryption = commonSignIn(entries)
        let canBeGiven = entries.allSatisfy { $0.serverID.map(ids.contains) ?? false }
        let platform = Platform(bridges: canBeGiven ? entries.compactMap(Bridge.init) : nil, encryption: encryption)
        var notes: [ExportNote] = []
        for entry in entries {
            notes.append(.buttonNeeded(entry.id))
            if let id = entry.serverID {
                if !ids.contains(id) { notes.append(.serverIDTooSmall(entry.id)) }
            } else {
                notes.append(.serverIDMissing(entry.id))
            }
            if canBeGiven { notes.append(.addressFixed(entry.id)) }
            notes += ExportNote.usual(entry, tokens, theirs: encryption).filter { !$0.isOfToken }
            let carried: Set = canBeGiven ? ["server_id", "host", "port"] : []
            notes += try ExportNote.leftOut(of: entry, but: carried.union(["auth", "clock_offset"]))
        }
        let text = try ExportError.of { () throws(ConfigurationError) in try OwnFile.text(Config(platforms: [platform]))
        }
        return Export(text: text, notes: notes)
    }

    /// It signs in to all bridges in one way: the safest that any of them has.
    private static func commonSignIn(_ entries: [BridgeEntry]) -> AuthMode {
        AuthMode.allCases.first { mode in entries.contains { $0.auth == mode } } ?? .encrypted
    }

    private struct Config: Encodable {
        let platforms: [Platform]
    }

    private struct Platform: Encodable {
        let platform = "NB"
        let name = "Nuki"
        let bridges: [Bridge]?
        let devices: [String] = []
        let encryption: String
        let latch = false
        let port = 0
        let openerResetTimeout = 500
        let removeStaleAccessories = false
        let timeout = 15

        init(bridges: [Bridge]?, encryption: AuthMode) {
            self.bridges = bridges
            self.encryption =
                switch encryption {
                case .encrypted: "encryptedToken"
                case .hashed: "hashedToken"
                case .plain: "none"
                }
        }
    }

    private struct Bridge: Encodable {
        let bridgeId: String
        let host: String

        init?(_ entry: BridgeEntry) {
            guard let id = entry.serverID else { return nil }
            bridgeId = "0x\(Hex.padded(id))"
            host = entry.endpoint.description
        }
    }
}

extension ExportNote {
    /// Of no meaning where no token has a place.
    fileprivate var isOfToken: Bool {
        switch self {
        case .tokenRedacted, .tokenMissing: true
        default: false
        }
    }
}
