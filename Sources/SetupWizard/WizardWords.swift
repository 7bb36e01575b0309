import BridgeAPI
import Discovery
import Entries
import Guidance
import NukiDomain
import TerminalUI

/// Everything the wizard says, in one place: whole sentences with named gaps.
enum WizardWords {
    static func opening(_ form: Presentation.Form, renewing entry: BridgeEntry?) -> [Passage] {
        let keys =
            form == .line
            ? "Type b to go back, q to leave, question mark for help." : "Esc: back  Ctrl-C: leave"
        let (title, promise) =
            entry.map { ("Sign in to \($0.name.safeForDisplay) anew", "Nothing is written until a sign-in works.") }
            ?? ("Set up a Nuki bridge", "Nothing is written until the review.")
        return [.title(title), .text("\(promise)  \(keys)"), .blank]
    }

    static let searched = "by DHCP"

    static func name(_ id: BridgeID) -> String { "Bridge \(id)" }

    // Transcript

    static let wentBack = Passage.text("Back.")

    static let secondWindow = Passage.note(.warning, "No press in 30 s.  Once more.")

    static func chose(_ place: BridgeDraft.Place) -> Passage {
        let name = place.title.map { "\($0.safeForDisplay) at " } ?? ""
        return .fact(.ok, label: "Bridge", name + place.endpoint.shown)
    }

    static func pressed(_ place: BridgeDraft.Place) -> Passage {
        let bridge = place.id?.description ?? place.title?.safeForDisplay ?? place.endpoint.description
        return .note(.ok, "That was \(bridge); its token is kept.")
    }

    /// Nothing is said of a token that was there before.
    static func received(_ token: BridgeDraft.Token, of bridge: String?) -> [Passage] {
        let from: String
        switch token.origin {
        case .stored: return []
        case .button: from = "from the bridge, "
        case .file: from = "from the file, "
        case .typed: from = ""
        }
        return [.fact(.ok, label: "Token", about(bridge) + "\(from)\(token.value.count) characters")]
    }

    static func signedIn(_ report: ProbeReport, of bridge: String?) -> [Passage] {
        let devices = report.listing.devices.map { "\($0.name.safeForDisplay) (\($0.kind.rawValue), \($0.stateWord))" }
        return [.fact(.ok, label: "Sign-in", about(bridge) + signIn(report))]
            + report.findings.map { finding in
                let notice = Notice(finding)
                return .message(
                    Message(.warning, notice.what, id: notice.id?.rawValue, fixes: [notice.fix]))
            }
            + [.fact(.ok, label: "Found", devices.isEmpty ? "no devices" : devices.joined(separator: ", "))]
    }

    /// Which bridge a line is about, where there are several.
    private static func about(_ bridge: String?) -> String { bridge.map { "\($0): " } ?? "" }

    static func wrote(_ count: Int) -> Passage {
        guard count > 0 else { return .note(.ok, "All is as it should be: nothing was written.") }
        return .note(.ok, count == 1 ? "Wrote 1 file." : "Wrote \(count) files.")
    }

    static func failure(_ diagnosis: Diagnosis, mark: Mark = .failure, hasFixes: Bool = true) -> Passage {
        .message(
            Message(
                mark, diagnosis.what, id: diagnosis.id?.rawValue, why: diagnosis.why.isEmpty ? nil : diagnosis.why,
                fixes: hasFixes ? diagnosis.fixes : []))
    }

    /// What stopped the way to a token or an entry; nobody is to blame that a button was not pressed.
    static func interruption(_ diagnosis: Diagnosis) -> Passage {
        var message = Message(
            .failure, diagnosis.what, id: diagnosis.id?.rawValue, why: diagnosis.why.isEmpty ? nil : diagnosis.why,
            fixes: diagnosis.fixes)
        switch diagnosis.id {
        case .notPressed: message = Message(.warning, diagnosis.what, id: diagnosis.id?.rawValue)
        case .signInOff: message.fixes = diagnosis.fixes.prefix(1) + ["Then paste the token that the app shows."]
        default: break
        }
        return .message(message)
    }

    static func ending(_ outcome: SetupOutcome, _ core: SetupCore) -> [Passage] {
        switch outcome {
        case .configured(_, handsOff: true), .wouldWrite, .looked: []
        case .failed(let diagnosis): [failure(diagnosis)]
        case .configured(_, handsOff: false): [.table(core.facts.advice.nextCommands)]
        case .gaveUp, .left: left(core)
        }
    }

    private static func left(_ core: SetupCore) -> [Passage] {
        let written: [Passage] =
            core.wroteSomething
            ? [.text("Left.  What was written stays."), .table(core.facts.advice.nextCommands)]
            : [.text("Left.  Nothing was written.")]
        return written + (core.journal.map { [.text("keyturn setup continues with \($0.title).")] } ?? [])
    }

    static func mode(_ mode: AuthMode) -> String {
        switch mode {
        case .encrypted: "encrypted"
        case .hashed: "hashed"
        case .plain: "plain, the token goes in clear"
        }
    }

    /// What `?` says about a question.
    static func help(_ id: SetupQuestion.ID) -> [Passage] { SetupQuestion[id]?.help.map { .text($0) } ?? [] }

    // What is missing or cannot be used

    static let plainNeedsHost = "A token in clear goes only to an address that a person chose."
    static let giveHost = "Give the address as well: --host 192.168.1.52"

    static func choiceMissing(_ found: [BridgeCandidate]) -> Diagnosis {
        let list = found.map { "\($0.id?.description ?? $0.title) at \($0.address)" }.joined(separator: ", ")
        return Diagnosis.missing(
            "the choice among \(found.count) bridges", how: ["Give it with --bridge ID: \(list)."])
    }

    static func disputed(_ id: BridgeID) -> String {
        "Two addresses say that they are bridge \(id): its button would not tell which one is it."
    }

    static func nameTaken(by other: BridgeID) -> String { "Already used by bridge \(other)." }

    static func nameTaken(_ name: String, by other: BridgeID) -> Passage {
        .note(.warning, "\(name.safeForDisplay) is already used by bridge \(other).")
    }

    static func anotherName(than name: String) -> String { "Try: --name \"\(name.safeForDisplay) 2\"" }
}

extension Endpoint {
    /// The host, and the port where it is not the usual one.
    var shown: String { port == .bridgeDefault ? host.description : description }
}
