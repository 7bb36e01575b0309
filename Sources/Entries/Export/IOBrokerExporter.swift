import NukiDomain

/// `export iobroker`: the settings (`native`) of an instance of nuki-extended with all bridges, and of one instance of
/// nuki for each bridge, by the ids of their objects.
enum IOBrokerExporter {
    private static let carried: Set = ["name", "host", "port", "server_id", "auth", "clock_offset"]

    /// Makes the text. Neither adapter has the encrypted sign-in.
    static func export(_ entries: [BridgeEntry], _ tokens: ExportedTokens) throws(ExportError) -> Export {
        let isHashed = entries.contains { $0.auth != .plain }
        var objects = [
            "system.adapter.nuki-extended.0": Adapter(
                native: .extended(
                    Extended(bridges: entries.map { Bridge($0, tokens.text(for: $0.id)) }, hashedToken: isHashed)))
        ]
        var notes: [ExportNote] = []
        for (index, entry) in entries.enumerated() {
            objects["system.adapter.nuki.\(index)"] = Adapter(native: .single(Single(entry)))
            notes += ExportNote.usual(entry, tokens, theirs: isHashed ? .hashed : .plain)
            notes.append(.tokenToType(entry.id))
            if entry.serverID == nil { notes.append(.serverIDMissing(entry.id)) }
            notes += try ExportNote.leftOut(of: entry, but: carried)
        }
        let text = try ExportError.of { () throws(ConfigurationError) in try OwnFile.text(objects) }
        return Export(text: text, notes: notes)
    }

    private struct Adapter: Encodable {
        enum Native {
            case extended(Extended)
            case single(Single)
        }

        private enum Key: CodingKey {
            case native
        }

        let native: Native

        func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: Key.self)
            switch native {
            case .extended(let native): try container.encode(native, forKey: .native)
            case .single(let native): try container.encode(native, forKey: .native)
            }
        }
    }

    private struct Bridge: Encodable {
        let bridge_id: UInt32?
        let bridge_name: String
        let bridge_ip: String
        let bridge_port: UInt16
        let bridge_token: String
        let active = true

        init(_ entry: BridgeEntry, _ token: String) {
            bridge_id = entry.serverID
            bridge_name = entry.name
            bridge_ip = entry.endpoint.urlHost
            bridge_port = entry.endpoint.port.rawValue
            bridge_token = token
        }
    }

    private struct Extended: Encodable {
        let bridges: [Bridge]
        let hashedToken: Bool
        let refreshBridgeApiType = "callback"
        let callbackPort = 51989
        let callbackIp = ""
        let refreshBridgeApi = 0
        let api_token = ""
        let refreshWebApi = 0
        let additionalWebApiCall = true
        let additionalWebApiTimeout = 3
        let syncConfig = true
        let syncUsers = true
    }

    /// Numbers are texts there, and the token is encrypted with a secret that only that ioBroker knows.
    private struct Single: Encodable {
        let bridge_name: String
        let bridge_ip: String
        let bridge_port: String
        let bridge_type = "1"
        let token = ""
        let fp_token = ""
        let autoupd = false
        let interval = "10"
        let host_cb = false
        let host_port = "9092"

        init(_ entry: BridgeEntry) {
            bridge_name = entry.name
            bridge_ip = entry.endpoint.urlHost
            bridge_port = entry.endpoint.port.description
        }
    }
}
