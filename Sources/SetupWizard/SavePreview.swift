public import Entries

/// What `setup --dry-run` prints: the files that would be written, whole paths on lines of their own.
public struct SavePreview: Encodable {
    private let schema = 1
    private let changed: Bool
    private let wouldWrite: [String]
    /// For people.
    public let lines: [String]

    private enum CodingKeys: String, CodingKey {
        case schema, changed
        case wouldWrite = "would_write"
    }

    /// Made from the plans that were not carried out.
    public init(_ plans: [SavePlan]) {
        let files = Review.files(of: plans)
        changed = !files.isEmpty
        wouldWrite = files.map(\.path)
        lines =
            files.map { file in
                let size = file.lines.map { "\($0) lines" } ?? "0600"
                return "would write \(file.path) (\(file.isNew ? "new" : "changed"), \(size))"
            } + ["nothing was written"]
    }
}
