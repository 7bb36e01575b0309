import Entries
import Guidance
import Linux
import NukiDomain

extension DiagnosisSamples {
    /// What can be wrong with an export or an import.
    static let exchanges: [Diagnosis] =
        merges.map { Diagnosis($0, hostile, [entry]) } + imports.map { Diagnosis($0, hostile) }
        + [
            .output(hostile, SystemError("open", number: 13)), .input(hostile, SystemError("open", number: 2)),
            .input("-", SystemError("read", number: 27)), .nothingToImport(hostile), .nothingToImport("-"),
            .importedTokenMissing(for: entry, in: .json), .importedTokenMissing(for: entry, in: .homeAssistant),
            .importedName(of: entry, .unusable(.treacherous(hostile))), .importedName(of: entry, .taken(by: entry.id)),
        ]

    private static let merges: [MergeError] =
        [.export(.configuration(.notEncodable))]
        + ExportFormat.allCases.map { .export(.tokenIsNoWord(entry.id, $0)) }
        + files.map { .file($0) }
        + [MergeError.Holder.Kind.inUse, .disabled, .ignored].map {
            .taken(entry.id, MergeError.Holder(title: hostile, spelledID: hostile, kind: $0))
        }

    private static let imports: [ImportError] =
        faults.map { .malformed($0) } + [.newerSchema(2)] + files.map { .homeAssistant($0) }

    private static let files: [HomeAssistantFault] = [
        .notJSON(TextPosition(line: 1, column: 1)), .notConfigEntries, .version(2, minor: 1), .doubled(hostile),
    ]
}
