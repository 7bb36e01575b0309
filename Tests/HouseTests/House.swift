import FoundationEssentials

/// The package as it lies on the disk.
enum House {
    /// Its folder: the working directory, as `swift test` has it, wherever the tree was copied to after it was built;
    /// else the folder that this file was compiled from.
    static let folder: String = {
        let here = FileManager.default.currentDirectoryPath
        if FileManager.default.fileExists(atPath: "\(here)/Package.swift") { return here }
        return #filePath.split(separator: "/").dropLast(3).reduce("") { "\($0)/\($1)" }
    }()

    /// A text file of the package.
    static func text(_ path: String) throws -> String {
        try String(contentsOfFile: "\(folder)/\(path)", encoding: .utf8)
    }

    /// What lies in a folder of the package, sorted.
    static func names(in path: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: "\(folder)/\(path)").sorted()
    }

    /// The Swift files below `Sources`, with their room.
    static func sources() throws -> [SourceFile] {
        try names(in: "Sources").flatMap { room in
            try swiftFiles(below: "Sources/\(room)").map { SourceFile(room: room, path: $0, text: try text($0)) }
        }
    }

    private static func swiftFiles(below path: String) throws -> [String] {
        var isFolder = false
        guard FileManager.default.fileExists(atPath: "\(folder)/\(path)", isDirectory: &isFolder), isFolder else {
            return path.hasSuffix(".swift") ? [path] : []
        }
        return try names(in: path).flatMap { try swiftFiles(below: "\(path)/\($0)") }
    }
}

/// One Swift file.
struct SourceFile {
    /// The folder below `Sources` that it lies in.
    let room: String
    /// From the package's folder on.
    let path: String
    /// What it says.
    let text: String

    /// The modules that it imports, whatever stands before the word `import` or between it and the module.
    var imports: [String] {
        text.split(separator: "\n").compactMap { line in
            let words = line.split(separator: " ")
            guard let index = words.firstIndex(of: "import"),
                words[..<index].allSatisfy({ $0.hasPrefix("@") || Self.accessLevels.contains($0) })
            else { return nil }
            let name = words[(index + 1)...].first { !Self.kinds.contains($0) }
            return name.flatMap { $0.split(separator: ".").first.map(String.init) }
        }
    }

    private static let accessLevels: Set<Substring> = ["public", "package", "internal", "private", "fileprivate"]
    private static let kinds: Set<Substring> = [
        "struct", "class", "enum", "protocol", "typealias", "func", "var", "let",
    ]
}
