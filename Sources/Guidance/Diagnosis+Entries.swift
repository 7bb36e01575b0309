public import Entries
import NukiDomain

extension Diagnosis {
    /// There is no entry.
    public static let nothingConfigured = Diagnosis(
        .inputMissing, "No bridge is set up", fixes: ["Set one up: keyturn setup"], exit: .answerMissing)

    /// An entry without a token.
    public static func noToken(for entry: BridgeEntry) -> Diagnosis {
        Diagnosis(
            .inputMissing, "No token is stored for \(entry.name.safeForDisplay)",
            fixes: ["Give it one: keyturn reauth \(entry.id)"], exit: .answerMissing)
    }

    /// A word that names no configured bridge.
    public static func noSuchBridge(_ word: String, known: [BridgeEntry]) -> Diagnosis {
        let list = known.map { "\($0.name.safeForDisplay) (\($0.id))" }.joined(separator: ", ")
        return Diagnosis(
            .inputMissing, "No configured bridge is called \(word.safeForDisplay)",
            why: known.isEmpty ? "None is set up." : "There is: \(list).", exit: .answerMissing)
    }

    /// A word that is the name of several configured bridges, or the name of one and the id of another.
    public static func ambiguousBridge(_ word: String, matches: [BridgeEntry]) -> Diagnosis {
        let list = matches.map { "\($0.name.safeForDisplay) (\($0.id))" }.joined(separator: ", ")
        let isID = matches.contains { $0.id == BridgeID(hex: word) }
        let ids = matches.map(\.id.description).joined(separator: " or ")
        return Diagnosis(
            .inputMissing, "More than one configured bridge may be meant by \(word.safeForDisplay)",
            why: "There is: \(list).",
            fixes: [isID ? "Write the id in small letters, or give the other one's id." : "Give the id: \(ids)"],
            exit: .answerMissing)
    }

    /// A second loop on one configuration.
    public static func loopRunning(_ pid: Int32?) -> Diagnosis {
        Diagnosis(
            .saveBusy, "A control loop runs on this configuration already",
            why: pid.map { "It is process \($0)." } ?? "Its process does not tell its number.",
            fixes: ["End that one first, or use another folder: --config DIR"], exit: .notWritten)
    }
}
