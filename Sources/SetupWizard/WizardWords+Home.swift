import Entries
import Guidance
import NukiDomain
import TerminalUI

// An interrupted setup, and a configured machine.

extension WizardWords {
    static func resume(_ journal: SetupJournal) -> Menu<Bool> {
        Menu(
            "Continue where you left off (\(journal.title) chosen, token missing)?",
            [Choice(true, "Continue"), Choice(false, "Start anew")], arrangement: .row)
    }

    static func tasks(_ conditions: [BridgeCondition]) -> Menu<Question.Task> {
        let count = conditions.count
        let choices: [Choice<Question.Task>] = [
            Choice(.check, count == 1 ? "Check it" : "Check them", detail: "read only"),
            Choice(.change, count == 1 ? "Change it" : "Change one", detail: "name, token, sign-in, updates"),
            Choice(.add, "Add another bridge"), Choice(.export, "Export"),
            Choice(.remove, count == 1 ? "Remove it" : "Remove one"), Choice(.leave, "Leave"),
        ]
        return Menu(
            nil, choices,
            passages: [.title(count == 1 ? "1 bridge is set up" : "\(count) bridges are set up")]
                + conditions.map(line) + [.blank],
            help: [
                .text("Check asks each bridge how it is and changes nothing."),
                .text("Change asks what should change; the bridge is asked where its sign-in or its address changes."),
                .text("Remove takes away its entry, its token, and the control loop's callback on the bridge."),
            ])
    }

    static func entries(_ entries: [BridgeEntry], for task: Question.Task) -> Menu<BridgeID> {
        Menu(
            task == .remove ? "Which bridge is to be removed?" : "Which bridge?",
            entries.map { Choice($0.id, $0.name.safeForDisplay, detail: "\($0.id)   \($0.endpoint.shown)") })
    }

    static func removal(_ entry: BridgeEntry) -> Menu<Bool> {
        Menu(
            "Remove \(entry.name.safeForDisplay)?",
            [Choice(true, "Yes, remove it"), Choice(false, "No")], preferred: false, arrangement: .row,
            passages: [.text(RemovalWords.warning)])
    }

    static func removed(_ entry: BridgeEntry, _ callbacks: CallbackRemoval) -> Passage {
        .note(callbacks == .unknown ? .warning : .ok, RemovalWords.sentence(entry, callbacks))
    }

    static func reauth(_ condition: BridgeCondition) -> Menu<TokenOrigin?> {
        Menu(
            nil,
            [Choice(.button, "Press its button"), Choice(.typed, "Paste a new token"), Choice(nil, "Later")],
            arrangement: .row,
            passages: [.note(.warning, "\(condition.entry.name.safeForDisplay) \(words(condition.answer))")],
            help: help(.token) + help(.button))
    }

    static func exports(_ rows: [Row]) -> [Passage] {
        [.text("These commands take the bridges to other systems:"), .table(rows), .blank]
    }

    /// Everything that a check found.
    static func check(_ conditions: [BridgeCondition]) -> [Passage] {
        conditions.flatMap { condition in
            [line(condition)] + moved(condition) + failed(condition)
                + condition.doubts.map { failure($0, mark: .warning) }
        } + [.blank]
    }

    private static func moved(_ condition: BridgeCondition) -> [Passage] {
        guard let move = condition.move else { return [] }
        let entry = condition.entry
        let ago = InputWords.span(Int(move.ago.components.seconds))
        let device = entry.mac.map { "for \($0) " } ?? ""
        return [
            .message(
                Message(
                    .warning,
                    "\(entry.name.safeForDisplay) moved from \(move.from) to \(entry.endpoint.host), \(ago) ago",
                    why: "It was followed.", fixes: ["To stop this, reserve the address \(device)in your router."]))
        ]
    }

    private static func failed(_ condition: BridgeCondition) -> [Passage] {
        guard case .failed(let diagnosis) = condition.answer else { return [] }
        return [failure(diagnosis)]
    }

    private static func line(_ condition: BridgeCondition) -> Passage {
        let entry = condition.entry
        let mark: Mark =
            switch condition.answer {
            case .online: .ok
            case .refused: .warning
            case .failed: .failure
            }
        return .fact(
            mark, label: entry.name.safeForDisplay, "\(entry.id)   \(entry.endpoint.shown)   \(words(condition.answer))"
        )
    }

    private static func words(_ answer: BridgeCondition.Answer) -> String {
        switch answer {
        case .online(let latency, let devices):
            "online, \(Int(latency / .milliseconds(1))) ms, \(devices) \(devices == 1 ? "device" : "devices")"
        case .refused: "refuses the stored token"
        case .failed(let diagnosis):
            switch diagnosis.id {
            case .noAnswer?, .connectionRefused?: "no answer"
            case .bridgeBusy?: "busy"
            default: "not as expected"
            }
        }
    }
}
