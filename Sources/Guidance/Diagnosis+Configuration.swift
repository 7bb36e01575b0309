public import Entries
import Glibc
public import Linux
public import NukiDomain

extension Diagnosis {
    /// What is wrong with the files of a configuration.
    public init(_ error: ConfigurationError) {
        switch error {
        case .file(let path, let error):
            self = .file(path, error)
        case .linked(let path):
            self.init(
                .saveDenied, "\(path.safeForDisplay) is a symbolic link",
                why: "A plain file would take its place, and the file that it leads to would not change.",
                fixes: [
                    "Put the file itself there, or name the folder that it is in: --config DIR",
                    "Or make the link one to that folder, in place of this one.",
                ], exit: .notWritten)
        case .malformed(let path, let fault, let line):
            let place = fault.position.map { " at line \($0.line), column \($0.column)" } ?? ""
            self.init(
                .fileBad, "\(path.safeForDisplay) cannot be understood\(place)",
                why: FaultWords.sentence(fault) + Self.quoted(line),
                fixes: ["Mend that line; keyturn leaves the file as it is."],
                exit: .notWritten)
        case .newerSchema(let path, let found):
            self.init(
                .fileBad, "\(path.safeForDisplay) was written by a newer keyturn",
                why: "It has schema \(found); this program knows schema 1 and leaves it alone.",
                fixes: ["Use the newer keyturn, or another folder: --config DIR"], exit: .notWritten)
        case .busy(let path, let holder):
            self.init(
                .saveBusy, "Another keyturn is writing",
                why: holder.map { "Process \($0) has held \(path.safeForDisplay) for 5 s." }
                    ?? "Some process has held \(path.safeForDisplay) for 5 s.",
                fixes: ["Wait until it is done, then try again."], exit: .notWritten)
        case .cancelled:
            self.init(nil, "Writing was stopped; nothing was written", exit: .interrupted)
        case .badToken(let path, let error):
            self.init(
                .fileBad, "\(path.safeForDisplay) holds no token", why: InputWords.sentence(error),
                fixes: ["Give its bridge a token: keyturn reauth BRIDGE"], exit: .notWritten)
        case .badVariable(let name, let value, let fault):
            self.init(
                .inputMissing, "The variable \(name) cannot be used",
                why: "Its value is \(value.safeForDisplay).  \(FaultWords.sentence(fault))",
                fixes: ["Give it a value that the manual names: man keyturn-settings"], exit: .answerMissing)
        case .noHome:
            self.init(
                .inputMissing, "No folder is known for the configuration",
                why: "$HOME is not set and the user database does not tell it.", fixes: ["Name one: --config DIR"],
                exit: .answerMissing)
        case .alreadySetUp(let new, nil):
            self.init(
                .saveChanged, "Bridge \(new) was set up meanwhile",
                why: "Another keyturn wrote an entry of it; nothing was written over that.",
                fixes: ["See what it holds: keyturn bridges show \(new)"], exit: .notWritten)
        case .alreadySetUp(let new, let old?):
            self.init(
                .inputMissing, "Bridge \(new) is set up already",
                why: "It cannot take the place of bridge \(old) beside that; nothing was written.",
                fixes: [
                    "Remove the old one: keyturn bridges remove \(old)",
                    "Or remove the new one, then replace the old one again: keyturn bridges remove \(new)",
                ], exit: .answerMissing)
        case .entryGone(let entry):
            self.init(
                .saveChanged, "\(entry.name.safeForDisplay) was removed meanwhile",
                why: "Another keyturn took bridge \(entry.id) out of the configuration; nothing was written.",
                fixes: ["If it is to be there, set it up anew: keyturn setup --bridge \(entry.id)"], exit: .notWritten)
        case .entryMoved(let entry, let new):
            self.init(
                .saveChanged, "\(entry.name.safeForDisplay) has another address now: \(new.description.safeForDisplay)",
                why: "It was written meanwhile, and nothing was tried at that address; nothing was written.",
                fixes: ["Do the same again: it begins with the address that the bridge has now."], exit: .notWritten)
        case .entriesInUse(let pid): self = .entriesInUse(by: pid)
        case .moveObstructed(let path, let old): self = .moveObstructed(by: path, from: old)
        case .moveLinked(let path): self = .moveLinked(path)
        case .notEncodable:
            self.init(nil, "The configuration holds a number that JSON cannot hold", exit: .unexpected)
        }
    }
}

extension Diagnosis {
    /// Results that stdout does not take.
    public static func results(_ error: SystemError) -> Diagnosis {
        Diagnosis(
            .saveDenied, "The results cannot be written", why: "The system says: \(error.reason).",
            fixes: ["Write them to another place, or make room there."], exit: .notWritten)
    }

    /// A file of the configuration that the system does not let be read or written.
    private static func file(_ path: String, _ error: SystemError) -> Diagnosis {
        let folder = ShellWord.quoted(FilePath.folder(of: path).safeForDisplay)
        let (what, fix) =
            switch error.number {
            case ENOSPC, EDQUOT:
                (
                    "cannot be written: the disk is full",
                    "Make room there; this shows how much there is: df -h \(folder)"
                )
            case EROFS:
                ("cannot be written: its disk may only be read", "See how it is mounted: findmnt -T \(folder)")
            default: ("cannot be used", "See who owns it: ls -ld \(ShellWord.quoted(path.safeForDisplay))")
            }
        let kept = error.number == ENOSPC || error.number == EDQUOT ? "  What stood there is still there." : ""
        return Diagnosis(
            .saveDenied, "\(path.safeForDisplay) \(what)", why: "The system says: \(error.reason).\(kept)",
            fixes: [fix, "Or use another folder: --config DIR"], exit: .notWritten)
    }

    /// A file of a simulated household that cannot be read.
    public static func household(_ path: String, _ error: SystemError) -> Diagnosis {
        Diagnosis(
            .fileUnreadable, "\(path.safeForDisplay) cannot be read", why: "The system says: \(error.reason).",
            fixes: ["Name a file that exists and that you may read: --household FILE"], exit: .unreadableInput)
    }

    /// A file of a simulated household that cannot be understood.
    public static func household(_ path: String, _ fault: JSONFault) -> Diagnosis {
        let place = fault.position.map { " at line \($0.line), column \($0.column)" } ?? ""
        return Diagnosis(
            .fileUnreadable, "\(path.safeForDisplay) is not a household\(place)", why: FaultWords.sentence(fault),
            fixes: ["The manual describes every key: man keyturn-simulate"], exit: .unreadableInput)
    }
}

extension Diagnosis {
    private static func quoted(_ line: String?) -> String {
        guard let line, line.contains(where: { !$0.isWhitespace }) else { return "" }
        return "  The line: \(line.safeForDisplay)"
    }
}

/// Sentences about what is wrong in a JSON file.
enum FaultWords {
    static func sentence(_ fault: JSONFault) -> String {
        let path = fault.path.isEmpty ? "the whole" : fault.path.safeForDisplay
        return switch fault.kind {
        case .syntax(let syntax): sentence(syntax)
        case .unknownKey: "The key \(path) means nothing here."
        case .missingKey: "The key \(path) is missing."
        case .repeatedKey: "The key \(path) stands there twice."
        case .wrongType(let expected): "\(path) has to be \(word(expected))."
        case .badValue: "\(path) has a value that cannot be meant."
        case .notOneOf(let words): "\(path) knows: \(words.joined(separator: ", "))."
        case .outOfRange(let least, let most):
            "\(path) goes from \(short(least)) to \(short(most))."
        }
    }

    private static func sentence(_ fault: JSONFault.SyntaxFault) -> String {
        switch fault {
        case .end: "It ends too soon."
        case .unexpected: "Something else was due here: a value, a key, a comma or a closing bracket."
        case .text: "A text here has a byte or an escape that JSON does not know."
        case .number: "JSON does not spell numbers like this."
        case .trailing: "Something follows after the end."
        case .depth: "Its brackets are nested too deeply."
        }
    }

    private static func word(_ kind: JSONKind) -> String {
        switch kind {
        case .object: "an object"
        case .list: "a list"
        case .text: "a text"
        case .number: "a number"
        case .boolean: "true or false"
        }
    }

    private static func short(_ number: Double) -> String {
        number == number.rounded() ? String(Int(number)) : String(number)
    }
}
