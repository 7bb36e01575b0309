import NukiDomain

/// `import home-assistant`: reads the entries of the Nuki integration, those of old times too.
enum HomeAssistantImporter {
    /// Reads leniently: what one entry lacks keeps no other from being read.
    static func read(_ bytes: [UInt8]) throws(ImportError) -> ImportedFile {
        let file: HomeAssistantFile
        do {
            file = try HomeAssistantFile(parsing: bytes)
        } catch {
            throw .homeAssistant(error)
        }
        var bridges: [ImportedBridge] = []
        var notes: [ImportNote] = []
        for entry in file.entries where entry.isNuki {
            guard !entry.isIgnored else {
                notes.append(.ignored(spelledID: entry.spelledID))
                continue
            }
            do throws(ImportNote.EntryFault) {
                let bridge = try bridge(entry)
                guard !bridges.contains(where: { $0.entry.id == bridge.entry.id }) else {
                    notes.append(.repeated(bridge.entry.id))
                    continue
                }
                bridges.append(bridge)
                if entry.isDisabled { notes.append(.disabled(bridge.entry.id)) }
            } catch {
                notes.append(.unusable(title: entry.title, error))
            }
        }
        return ImportedFile(bridges: bridges, notes: notes)
    }

    private static func bridge(_ entry: HomeAssistantEntry) throws(ImportNote.EntryFault) -> ImportedBridge {
        guard entry.version == 1 else { throw .version(entry.version) }
        guard let id = entry.id else { throw .noID }
        let connection = entry.connection
        let isEncrypted = connection["encrypt_token"]?.flag ?? true
        return ImportedBridge(
            BridgeEntry(
                id: id, name: name(entry, id),
                endpoint: Endpoint(host: try host(connection["host"]), port: try port(connection["port"])),
                auth: isEncrypted ? .encrypted : .plain, mac: entry.mac, source: .manual),
            token: try token(connection["token"]), told: [.host, .port, .auth])
    }

    /// The title, unless it is the id, in whichever spelling.
    private static func name(_ entry: HomeAssistantEntry, _ id: BridgeID) -> String {
        let title = entry.title
        let isID = title.isEmpty || title == entry.spelledID || BridgeID(hex: title) == id || title == "\(id.rawValue)"
        return isID ? "Bridge \(id)" : title
    }

    private static func host(_ value: OutsideValue?) throws(ImportNote.EntryFault) -> Host {
        let text = value?.text ?? ""
        let bare = text.hasPrefix("[") && text.hasSuffix("]") ? String(text.dropFirst().dropLast()) : text
        do {
            return try Host(parsing: bare)
        } catch {
            throw .host
        }
    }

    private static func port(_ value: OutsideValue?) throws(ImportNote.EntryFault) -> Port {
        guard let value else { return .bridgeDefault }
        guard let port = value.number.flatMap({ Port("\($0)") }) else { throw .port }
        return port
    }

    private static func token(_ value: OutsideValue?) throws(ImportNote.EntryFault) -> BridgeToken? {
        guard let text = value?.text, text != ExportedTokens.redacted else { return nil }
        do {
            return try BridgeToken(parsing: text, anyLength: true)
        } catch {
            throw .token(error)
        }
    }
}
