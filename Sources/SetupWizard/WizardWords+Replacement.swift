import Entries
import Guidance
import NukiDomain
import TerminalUI

// A new bridge with the devices of a configured one.

extension WizardWords {
    static func replacement(of entry: BridgeEntry, by id: BridgeID) -> Menu<Bool> {
        Menu(
            "Is this the replacement of \(entry.name.safeForDisplay)?",
            [Choice(true, "Yes, it takes its place"), Choice(false, "No")], preferred: false, arrangement: .row,
            passages: [
                .text("Bridge \(id) is new and has devices of \(entry.name.safeForDisplay), bridge \(entry.id)."),
                .text(
                    "Yes gives it the name, the settings and the entity ids of that one, whose entry and token go once this is written."
                ),
            ], help: help(.replace))
    }

    /// Said where nobody can be asked.
    static func sharesDevices(with entry: BridgeEntry) -> Passage {
        .note(
            .warning,
            "It has devices of \(entry.name.safeForDisplay), bridge \(entry.id).  If it replaces that one, run this again with --replace \(entry.id)"
        )
    }

    static func alreadySetUp(_ id: BridgeID, as entry: BridgeEntry) -> String {
        "Bridge \(id) is set up already, as \(entry.name.safeForDisplay)."
    }

    static func hasNoDevice(_ id: BridgeID, of entry: BridgeEntry) -> String {
        "Bridge \(id) has none of the devices of \(entry.name.safeForDisplay), bridge \(entry.id)."
    }

    static let pairFirst = "Pair them with the new bridge in the Nuki app, then try again."

    static func removeOne(_ entry: BridgeEntry) -> String { "Remove the old one: keyturn bridges remove \(entry.id)" }
}
