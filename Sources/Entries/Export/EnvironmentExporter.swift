import NukiDomain

/// `export env`: shell assignments, one a line, that are good to be read by `. ./FILE` and run nothing.
enum EnvironmentExporter {
    private static let carried: Set = ["id", "host", "port", "name"]

    /// Makes the text; `NUKI_<NAME>_` begins every variable, with the name of the entry in ASCII.
    static func export(_ entries: [BridgeEntry], _ tokens: ExportedTokens) throws(ExportError) -> Export {
        var names = ASCIINames()
        var lines: [String] = []
        var notes: [ExportNote] = []
        for entry in entries {
            let name = "NUKI_\(names.name(for: entry.name, else: entry.id.description).uppercased())"
            lines += [
                "\(name)_HOST='\(entry.endpoint.host)'", "\(name)_PORT='\(entry.endpoint.port)'",
                "\(name)_TOKEN='\(try tokens.word(for: entry.id, in: .env))'", "\(name)_ID='\(entry.id)'",
            ]
            notes += ExportNote.usual(entry, tokens)
            notes += try ExportNote.leftOut(of: entry, but: carried)
        }
        return Export(text: lines.map { $0 + "\n" }.joined(), notes: notes)
    }
}
