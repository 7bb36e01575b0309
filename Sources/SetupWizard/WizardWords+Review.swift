import Entries
import Guidance
import NukiDomain
import TerminalUI

extension WizardWords {
    static func reviewMenu(_ review: Review) -> Menu<ReviewChoice> {
        let write: [Choice<ReviewChoice>] =
            switch (review.isChange, review.leftOut.isEmpty) {
            case (false, _): [Choice(.write, "Go on")]
            case (true, true): [Choice(.write, "Write it")]
            case (true, false):
                [Choice(.write, review.bridges.count == 1 ? "Write the one that works" : "Write those that work")]
            }
        let show = review.files.contains { $0.text != nil } ? [Choice(ReviewChoice.show, "Show the file")] : []
        return Menu(
            nil, write + [Choice(.change, "Change something")] + show + [Choice(.leave, "Leave")], arrangement: .row,
            passages: [.blank, .title("Review")] + passages(review) + [.blank], help: help(.consent))
    }

    /// The file as it will stand, line by line.
    static func contents(_ review: Review) -> [Passage] {
        review.files.flatMap { file -> [Passage] in
            guard let text = file.text else { return [] }
            return [.blank, .title(path(file, review.home))]
                + text.split(separator: "\n", omittingEmptySubsequences: false).dropLast(text.hasSuffix("\n") ? 1 : 0)
                .map { .exact(String($0).safeForDisplay) }
        }
    }

    private static func passages(_ review: Review) -> [Passage] {
        let writes = review.files.map { file in
            let size = file.lines.map { "\($0) lines" } ?? "only you"
            return "\(path(file, review.home)) (\(file.isNew ? "new" : "changed"), \(size))"
        }
        let callers = review.bridges.filter { $0.registers }.count
        var rows = [Row("Writes", writes.isEmpty ? "nothing, all is as it should be" : writes.joined(separator: "\n"))]
        if callers > 0 {
            rows.append(
                Row(
                    "On bridge",
                    callers == 1
                        ? "the control loop registers one callback" : "the control loop registers one callback on each"
                ))
        }
        let leftOut = review.leftOut.map { Row("Left out", $0) }
        let bridges = review.bridges.map { Self.rows($0, review.pollSeconds) }
        let rest = rows + leftOut
        return bridges.count == 1
            ? [.table(bridges[0] + rest)] : bridges.flatMap { [.table($0), .blank] } + [.table(rest)]
    }

    private static func rows(_ bridge: Review.Bridge, _ pollSeconds: Int) -> [Row] {
        let entry = bridge.entry
        let firmware = entry.firmware.map { ", firmware \($0.safeForDisplay)" } ?? ""
        let follows = entry.followsAddress && entry.mac != nil ? ", followed by DHCP if it changes" : ""
        let replaced = bridge.replaces.map {
            Row("Replaces", "\($0.name.safeForDisplay) (\($0.id)), whose entry and token go")
        }
        return [
            Row("Bridge", entry.name.safeForDisplay + firmware),
            Row("Address", entry.endpoint.description + follows),
            Row("Sign-in", signIn(entry)),
            Row("Updates", updates(bridge, pollSeconds)),
        ] + [replaced].compactMap(\.self)
    }

    private static func signIn(_ entry: BridgeEntry) -> String {
        if entry.auth == .plain { return "token in clear" }
        let clock =
            entry.clockOffset == 0 ? "" : ", by the bridge's clock (\(InputWords.clockError(entry.clockOffset)))"
        return "\(entry.auth.rawValue) token\(clock)"
    }

    private static func updates(_ bridge: Review.Bridge, _ pollSeconds: Int) -> String {
        let polls = "every \(bridge.entry.pollSeconds ?? pollSeconds) s"
        switch (bridge.entry.callback, bridge.slots) {
        case (.off, _): return polls
        case (.url(let url), _): return "callback to \(url.safeForDisplay), and \(polls)"
        case (.auto, let slots?) where slots.free == 0: return "\(polls); all its callback slots are taken"
        case (.auto, let slots?):
            return "callback (\(slots.free) of \(CallbackSlots.total) slots free), and \(polls)"
        case (.auto, nil): return "callback if a slot is free, and \(polls)"
        }
    }

    private static func path(_ file: PlannedFile, _ home: String?) -> String {
        guard let home, file.path.hasPrefix(home + "/") else { return file.path.safeForDisplay }
        return "~" + file.path.dropFirst(home.count).description.safeForDisplay
    }

    // "Change something"

    static func changes(_ changes: [Question.Change]) -> Menu<Question.Change> {
        Menu(
            "What should change?",
            changes.map { change in
                let title = change.title.map { "\($0): " } ?? ""
                return Choice(change, title + name(change.row), detail: change.value)
            })
    }

    static func value(_ row: ReviewRow, of entry: BridgeEntry) -> String {
        switch row {
        case .name: entry.name.safeForDisplay
        case .address: entry.endpoint.host.description
        case .port: entry.endpoint.port.description
        case .token: "not shown"
        case .signIn: signIn(entry)
        case .updates: "callback \(entry.callback.description.safeForDisplay)"
        }
    }

    private static func name(_ row: ReviewRow) -> String {
        switch row {
        case .name: "Name"
        case .address: "Address"
        case .port: "Port"
        case .token: "Token"
        case .signIn: "Sign-in"
        case .updates: "Updates"
        }
    }

    static let signInMenu = Menu(
        "How should keyturn sign in?",
        [
            Choice(SetupRequest.SignInChoice.auto, "Automatically", detail: "encrypted, hashed for old firmware"),
            Choice(.only(.encrypted), "Encrypted"), Choice(.only(.hashed), "Hashed"),
            Choice(.only(.plain), "Plain", detail: "the token goes in clear, every time"),
        ], help: help(.auth))

    static let handOff = Menu(
        "What now?",
        [
            Choice(HandOff.startLoop, "Start the control loop here", detail: "Ctrl-C ends it"),
            Choice(.showService, "Show how to run it as a service"),
            Choice(.addAnother, "Add another bridge"),
            Choice(.leave, "Leave"),
        ], help: help(.handOff))
}

extension Review.Bridge {
    /// The control loop will register a callback on it.
    fileprivate var registers: Bool {
        switch entry.callback {
        case .off: false
        case .url: true
        case .auto: slots.map { $0.free > 0 } ?? true
        }
    }
}
