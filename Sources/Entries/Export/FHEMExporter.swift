import NukiDomain

/// `export fhem`: commands that define one NUKIBridge for each bridge.
///
/// FHEM carries every line out: nothing from a name stands there but ASCII letters, digits and `_`.
enum FHEMExporter {
    /// Makes the text.
    static func export(_ entries: [BridgeEntry], _ tokens: ExportedTokens) throws(ExportError) -> Export {
        var names = ASCIINames()
        var lines: [String] = []
        var notes: [ExportNote] = []
        for entry in entries {
            let name = "nuki_\(names.name(for: entry.name, else: entry.id.description.lowercased()))"
            let token = try tokens.word(for: entry.id, in: .fhem)
            lines.append("define \(name) NUKIBridge \(entry.endpoint.urlHost) \(token)")
            notes += ExportNote.usual(entry, tokens)
            if entry.callback != .off {
                lines.append("attr \(name) webhookFWinstance WEB")
                lines.append("# attr \(name) webhookHttpHostname ADDRESS")
                notes.append(.ownAddressMissing(entry.id))
            }
            // Its module asks at the usual port, and has no place for another.
            if entry.endpoint.port != .bridgeDefault { notes.append(.otherPort(entry.id, entry.endpoint.port)) }
            notes += try ExportNote.leftOut(of: entry, but: ["host", "port", "name", "callback"])
        }
        return Export(text: lines.map { $0 + "\n" }.joined(), notes: notes)
    }
}
