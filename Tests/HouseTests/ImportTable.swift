/// The table of rooms and imports in `Sources/README.md`.
struct ImportTable {
    /// Every room with the modules that it imports.
    let imports: [String: Set<String>]

    /// Modules of the toolchain, which every room may import and the table leaves out.
    static let toolchain: Set = ["FoundationEssentials", "Glibc", "Synchronization"]

    /// Reads the rows of three cells whose first is the number of a floor.
    init(parsing text: String) {
        var imports: [String: Set<String>] = [:]
        for line in text.split(separator: "\n") where line.hasPrefix("|") {
            let cells = line.split(separator: "|").map { Self.trimmed($0) }
            guard cells.count == 3, Int(cells[0]) != nil else { continue }
            let names = cells[2].split(separator: ",").map { Self.trimmed($0) }
            imports[cells[1]] = Set(names.filter { $0 != "nothing" })
        }
        self.imports = imports
    }

    private static func trimmed(_ text: Substring) -> String {
        text.split(separator: " ").joined(separator: " ")
    }
}
