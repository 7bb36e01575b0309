public import Entries
public import Linux
import NukiDomain

extension Diagnosis {
    /// Why there is no export.
    public init(_ error: ExportError, _ entries: [BridgeEntry]) {
        switch error {
        case .configuration(let error): self.init(error)
        case .tokenIsNoWord(let id, let format):
            self.init(
                .exportRefused, "The token of \(entries.name(of: id)) cannot be written as \(format.rawValue)",
                why:
                    "It has a quotation mark, a backslash or a semicolon, and what reads \(format.rawValue) carries it out.",
                fixes: [
                    "Write it without the token and type that there: leave out --include-token.",
                    "Or set a token of letters and digits in the Nuki app.",
                ], exit: .notWritten)
        }
    }

    /// Why nothing is added to a file of Home Assistant.
    public init(_ error: MergeError, _ path: String, _ entries: [BridgeEntry]) {
        switch error {
        case .export(let error): self.init(error, entries)
        case .file(let fault): self.init(fault, path)
        case .taken(let id, let holder):
            let title = holder.title.safeForDisplay
            let spelled = holder.spelledID.safeForDisplay
            let (why, fix) =
                switch holder.kind {
                case .inUse:
                    ("It is set up there as “\(title)”, by the id \(spelled).", "Nothing is to be added.")
                case .disabled:
                    (
                        "It is there as “\(title)”, by the id \(spelled), and switched off.",
                        "Switch it on in Home Assistant: Settings > Devices & services > Nuki Bridge."
                    )
                case .ignored:
                    (
                        "It was found there and ignored, by the id \(spelled).",
                        "In Home Assistant, let it be found again: Settings > Devices & services > show ignored."
                    )
                }
            self.init(
                .exportRefused, "\(Self.inputName(path)) has \(entries.name(of: id)) already",
                why: "\(why)  Home Assistant takes no bridge twice.",
                fixes: [fix, "Or add another one alone: --bridge ID"], exit: .notWritten)
        }
    }

    /// What is no file of Home Assistant's config entries, or none to be changed.
    init(_ fault: HomeAssistantFault, _ path: String) {
        let name = Self.inputName(path)
        let fix = "Name Home Assistant's .storage/core.config_entries, or a copy of it."
        switch fault {
        case .notJSON(let position):
            self.init(
                .fileUnreadable, "\(name) is not JSON at line \(position.line), column \(position.column)",
                fixes: [fix], exit: .unreadableInput)
        case .notConfigEntries:
            self.init(
                .fileUnreadable, "\(name) does not hold the config entries of Home Assistant",
                why: "Its key is not core.config_entries, or it has no list of entries.", fixes: [fix],
                exit: .unreadableInput)
        case .doubled(let key):
            self.init(
                .fileUnreadable, "\(name) has the key “\(key.safeForDisplay)” twice in one place",
                why: "Which of the two holds cannot be told, and Home Assistant writes none so.",
                fixes: ["Take out the one that is wrong, in a copy of the file."], exit: .unreadableInput)
        case .version(let version, let minor):
            self.init(
                .fileUnreadable, "\(name) has version \(version).\(minor), which this keyturn does not know",
                why: "Versions 1.1 to 1.5 are known.", fixes: ["Use a newer keyturn."], exit: .unreadableInput)
        }
    }

    /// A file for results that cannot be written.
    public static func output(_ path: String, _ error: SystemError) -> Diagnosis {
        Diagnosis(
            .saveDenied, "\(path.safeForDisplay) cannot be written", why: "The system says: \(error.reason).",
            fixes: ["Name another file: --output FILE"], exit: .notWritten)
    }

    /// A file to be merged or imported that cannot be read.
    public static func input(_ path: String, _ error: SystemError) -> Diagnosis {
        Diagnosis(
            .fileUnreadable, "\(Self.inputName(path)) cannot be read", why: "The system says: \(error.reason).",
            fixes: [path == "-" ? "Name a file in place of -." : "Name a file that exists and that you may read."],
            exit: .unreadableInput)
    }
}

extension [BridgeEntry] {
    /// What its owner calls a bridge.
    fileprivate func name(of id: BridgeID) -> String {
        first { $0.id == id }?.name.safeForDisplay ?? "bridge \(id)"
    }
}
