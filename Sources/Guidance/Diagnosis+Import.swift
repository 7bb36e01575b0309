public import Entries
import NukiDomain

extension Diagnosis {
    /// What a sentence calls a file, or what came in its place.
    static func inputName(_ path: String) -> String { path == "-" ? "What came on stdin" : path.safeForDisplay }

    /// Why a file cannot be imported.
    public init(_ error: ImportError, _ path: String) {
        let name = Self.inputName(path)
        switch error {
        case .malformed(let fault):
            let place = fault.position.map { " at line \($0.line), column \($0.column)" } ?? ""
            self.init(
                .fileUnreadable, "\(name) cannot be imported\(place)", why: FaultWords.sentence(fault),
                fixes: ["Give what this writes: keyturn export json --include-token"], exit: .unreadableInput)
        case .newerSchema(let found):
            self.init(
                .fileUnreadable, "\(name) was written by a newer keyturn",
                why: "It has schema \(found); this program knows schema \(EntryFile.schema).",
                fixes: ["Use the newer keyturn here too."], exit: .unreadableInput)
        case .homeAssistant(let fault): self.init(fault, path)
        }
    }

    /// A file that tells of no bridge.
    public static func nothingToImport(_ path: String) -> Diagnosis {
        Diagnosis(
            .inputMissing, "\(Self.inputName(path)) holds no bridge to import",
            fixes: ["Find one in the network: keyturn setup"], exit: .answerMissing)
    }

    /// A bridge that cannot have the name that the file gives it.
    public static func importedName(of entry: BridgeEntry, _ fault: ImportPlan.NameFault) -> Diagnosis {
        let why =
            switch fault {
            case .unusable(let error): InputWords.sentence(error)
            case .taken(let other): "Bridge \(other) has it."
            }
        return Diagnosis(
            .inputMissing, "Bridge \(entry.id) cannot be called “\(entry.name.safeForDisplay)”", why: why,
            fixes: ["Write another name for \(entry.id) into the file, and import it again."], exit: .answerMissing)
    }

    /// A bridge whose token neither the file nor this machine has.
    public static func importedTokenMissing(for entry: BridgeEntry, in format: ImportFormat) -> Diagnosis {
        let whole =
            switch format {
            case .json: "Export it with the token: keyturn export json --include-token"
            case .homeAssistant: "Name the file that Home Assistant itself wrote: it holds the token."
            }
        return Diagnosis(
            .inputMissing, "\(entry.name.safeForDisplay) comes without its token",
            why: "REDACTED or nothing stands in its place, and none is stored here.",
            fixes: [
                whole,
                "Or set it up: keyturn setup --host \(entry.endpoint.host.description.safeForDisplay)",
            ], exit: .answerMissing)
    }
}
