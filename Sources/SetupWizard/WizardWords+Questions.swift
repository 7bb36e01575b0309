import Discovery
import Entries
import Guidance
import NukiDomain
import TerminalUI

extension WizardWords {
    // The search

    static func searching(_ found: FoundBridges, _ effects: any SetupEffects) -> Menu<SearchChoice> {
        var menu = Menu(nil, bridges(found) + [Choice(.byHand, "Enter an address by hand")])
        menu.activity = Activity(effects.searchTitle, limit: effects.searchLimit)
        menu.preferred = found.rows.first.map { .bridge($0.candidate) }
        if found.rows.isEmpty {
            menu.passages = [
                .text("DHCP: listening; a bridge speaks when it starts or renews its lease."),
                .text("Nothing yet?  Unplug the bridge, wait 5 s, plug it in."),
            ]
        }
        return menu
    }

    static func searchOver(_ found: FoundBridges, failure diagnosis: Diagnosis?) -> Menu<SearchChoice> {
        let reason = diagnosis ?? (found.rows.isEmpty ? .nothingFound(where: searched) : nil)
        var menu = Menu(
            found.rows.isEmpty ? nil : "Which bridge?",
            bridges(found) + [
                Choice(SearchChoice.byHand, "Enter an address by hand", detail: "the Nuki app shows it"),
                Choice(.again, "Search again"), Choice(.leave, "Leave"),
            ])
        if let reason {
            menu.passages = [
                .message(Message(.warning, reason.what, id: reason.id?.rawValue, why: reason.why, fixes: reason.fixes))
            ]
        }
        return menu
    }

    private static func bridges(_ found: FoundBridges) -> [Choice<SearchChoice>] {
        found.rows.map { row in
            let candidate = row.candidate
            let answers = row.answers.map { $0 ? ", answers" : ", no answer yet" } ?? ""
            return Choice(
                .bridge(candidate), candidate.title, detail: "\(candidate.address)   \(candidate.knownBy)\(answers)")
        }
    }

    // Typed answers

    static let hostField = TextField("Address of the bridge") { text in
        do throws(HostError) {
            _ = try Host(parsing: text)
            return nil
        } catch {
            return Complaint(InputWords.sentence(error))
        }
    }

    static func tokenField(anyLength: Bool) -> TextField {
        TextField("Token", isSecret: true) { text in
            do throws(TokenError) {
                _ = try BridgeToken(parsing: text, anyLength: anyLength)
                return nil
            } catch {
                return Complaint(InputWords.sentence(error))
            }
        }
    }

    // Menus

    static func tokenWay(at host: Host) -> Menu<TokenOrigin> {
        Menu(
            "How should keyturn get the token?",
            [
                Choice(
                    .button, "Press the button on the bridge",
                    detail: "may switch on its API; its answer crosses the network in clear"
                ),
                Choice(.typed, "Paste it from the Nuki app", detail: "needs HTTP API switched on"),
            ])
    }

    static func reviewMenu(_ plan: SavePlan) -> Menu<Bool> {
        Menu(
            nil, [Choice(true, "Write it"), Choice(false, "Leave")], arrangement: .row,
            passages: [.blank, .title("Review"), review(plan), .blank])
    }

    static let handOff = Menu(
        "What now?",
        [
            Choice(true, "Start the control loop here", detail: "Ctrl-C ends it"),
            Choice(false, "Leave"),
        ])

    // What goes on

    static func activity(_ effect: Effect, _ effects: any SetupEffects) -> Activity {
        switch effect {
        case .search: Activity(effects.searchTitle, limit: effects.searchLimit)
        case .readToken: Activity("Reading the token")
        case .pressButton:
            Activity(
                "Press the button on the bridge now",
                passages: [
                    .text(
                        ["The bridge's light comes on.", effects.buttonNote].compactMap(\.self).joined(separator: "  "))
                ],
                limit: .seconds(30), shape: .countdown)
        case .signIn(let endpoint, _, _, _): Activity("Testing the sign-in at \(endpoint)")
        case .plan: Activity("Reading what is configured")
        case .save: Activity("Writing")
        }
    }
}
