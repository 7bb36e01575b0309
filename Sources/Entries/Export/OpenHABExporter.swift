import NukiDomain

/// `export openhab`: a `.things` file for the Nuki binding.
enum OpenHABExporter {
    /// Makes the text.
    static func export(_ entries: [BridgeEntry], _ tokens: ExportedTokens) throws(ExportError) -> Export {
        var bridgeNames = ASCIINames()
        var text = ""
        var notes: [ExportNote] = []
        for entry in entries {
            // By the id that openHAB would give it, a bridge that was found is the one that is written here.
            let name =
                entry.serverID.map(String.init)
                ?? bridgeNames.name(for: entry.name, else: entry.id.description.lowercased())
            text += try bridge(entry, name: name, token: tokens.text(for: entry.id))
            // A hash carries the time as well: where the clock is off, the token in clear is all that is left.
            let theirs: AuthMode = isHashed(entry) ? .hashed : .plain
            notes += ExportNote.usual(entry, tokens, theirs: theirs)
            if entry.callback != .off { notes.append(.callbackTaken(entry.id)) }
            notes += entry.devices.filter { ThingType($0) == nil }.map { .deviceLeftOut(entry.id, $0) }
            notes += try ExportNote.leftOut(of: entry, but: carried(entry))
        }
        return Export(text: text, notes: notes)
    }

    private static func carried(_ entry: BridgeEntry) -> Set<String> {
        var carried: Set = ["name", "host", "port", "server_id", "auth", "clock_offset", "devices"]
        if entry.callback == .auto || entry.callback == .off { carried.insert("callback") }
        return carried
    }

    private static func isHashed(_ entry: BridgeEntry) -> Bool {
        entry.auth != .plain && !ExportNote.hasDriftedClock(entry)
    }

    private static func bridge(_ entry: BridgeEntry, name: String, token: String) throws(ExportError) -> String {
        let parameters = [
            "ip=\(try quoted(entry.endpoint.urlHost))", "port=\(entry.endpoint.port)", "apiToken=\(try quoted(token))",
            "manageCallbacks=\(entry.callback != .off)", "secureToken=\(isHashed(entry))",
        ]
        var text = "Bridge nuki:bridge:\(name) \(try quoted(entry.name)) [ \(parameters.joined(separator: ", ")) ] {\n"
        var names = ASCIINames()
        for device in entry.devices {
            guard let type = ThingType(device) else { continue }
            let name = names.name(for: device.name, else: device.key.id.description.lowercased())
            text += "    Thing \(type.name) \(name) \(try quoted(device.name)) "
            text += "[ nukiId=\(try quoted(nukiID(device.key.id)))\(type.parameters) ]\n"
        }
        return text + "}\n"
    }

    /// openHAB takes eight digits of any kind for hex: a decimal number of eight digits would be another id.
    private static func nukiID(_ id: NukiID) -> String {
        let decimal = String(id.rawValue)
        return decimal.utf8.count == 8 ? id.description : decimal
    }

    /// A text between quotation marks, with the escapes of JSON, which are those of openHAB's files too.
    private static func quoted(_ text: String) throws(ExportError) -> String {
        do {
            return try JSONText.line(text)
        } catch {
            throw .configuration(.notEncodable)
        }
    }

    /// What openHAB has for a device.
    private enum ThingType {
        case opener
        case smartLock(DeviceType)

        init?(_ device: EntryDevice) {
            switch device.key.type {
            case .opener: self = .opener
            case .smartLock, .smartDoor, .smartLock3: self = .smartLock(device.key.type)
            default: return nil
            }
        }

        var name: String {
            switch self {
            case .opener: "opener"
            case .smartLock: "smartlock"
            }
        }

        var parameters: String {
            switch self {
            case .opener: ""
            case .smartLock(let type): ", deviceType=\(type.rawValue), unlatch=false"
            }
        }
    }
}
