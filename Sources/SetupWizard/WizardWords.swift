import BridgeAPI
import Discovery
import Entries
import Guidance
import NukiDomain
import TerminalUI

/// Everything the wizard says, in one place: whole sentences with named gaps.
enum WizardWords {
    static let opening: [Passage] = [
        .title("Set up a Nuki bridge"), .text("Nothing is written until the review.  Ctrl-C: leave"), .blank,
    ]

    static let searched = "by DHCP"

    static func name(_ id: BridgeID) -> String { "Bridge \(id)" }

    // Transcript

    static func chose(_ endpoint: Endpoint, _ announced: BridgeCandidate?) -> Passage {
        let name = announced.map { "\($0.title) at " } ?? ""
        return .fact(.ok, label: "Bridge", name + endpoint.host.description)
    }

    static func received(_ token: BridgeToken, _ origin: TokenOrigin) -> Passage {
        let from = origin == .button ? "from the bridge, " : origin == .file ? "from the file, " : ""
        return .fact(.ok, label: "Token", "\(from)\(token.count) characters")
    }

    static func signedIn(_ report: ProbeReport) -> [Passage] {
        let devices = report.listing.devices.map { "\($0.name.safeForDisplay) (\($0.kind.rawValue), \($0.stateWord))" }
        return [.fact(.ok, label: "Sign-in", signIn(report))]
            + report.findings.map { finding in
                let notice = Notice(finding)
                return .message(
                    Message(.warning, notice.what, id: notice.id?.rawValue, fixes: [notice.fix]))
            }
            + [.fact(.ok, label: "Found", devices.isEmpty ? "no devices" : devices.joined(separator: ", "))]
    }

    static func wrote(_ plan: SavePlan) -> Passage {
        guard plan.isChange else { return .note(.ok, "All is as it should be: nothing was written.") }
        return .note(.ok, plan.files.count == 1 ? "Wrote 1 file." : "Wrote \(plan.files.count) files.")
    }

    static func failure(_ diagnosis: Diagnosis, mark: Mark = .failure, hasFixes: Bool = true) -> Passage {
        .message(
            Message(
                mark, diagnosis.what, id: diagnosis.id?.rawValue, why: diagnosis.why.isEmpty ? nil : diagnosis.why,
                fixes: hasFixes ? diagnosis.fixes : []))
    }

    static func ending(_ outcome: SetupOutcome, next: [Row]) -> [Passage] {
        switch outcome {
        case .configured(_, handsOff: true), .wouldWrite: []
        case .failed(let diagnosis): [failure(diagnosis)]
        case .gaveUp: [.text("Left.  Nothing was written.")]
        case .configured(_, handsOff: false): [.table(next)]
        case .left(wrote: true): [.text("Left.  The bridge is configured."), .table(next)]
        case .left(wrote: false): [.text("Left.  Nothing was written.")]
        }
    }

    static func mode(_ mode: AuthMode) -> String {
        switch mode {
        case .encrypted: "encrypted"
        case .hashed: "hashed"
        case .plain: "plain, the token goes in clear"
        }
    }

    // Review

    static func review(_ plan: SavePlan) -> Passage {
        let entry = plan.entry
        let firmware = entry.firmware.map { ", firmware \($0.safeForDisplay)" } ?? ""
        let writes = plan.files.map { file in
            "\(file.path.safeForDisplay) (\(file.isNew ? "new" : "changed"), \(file.lines.map { "\($0) lines" } ?? "only you"))"
        }
        return .table([
            Row("Bridge", entry.name.safeForDisplay + firmware),
            Row("Address", entry.endpoint.description),
            Row("Sign-in", entry.auth == .plain ? "token in clear" : "\(entry.auth.rawValue) token"),
            Row("Writes", writes.isEmpty ? "nothing, all is as it should be" : writes.joined(separator: "\n")),
        ])
    }

    // What is missing or cannot be used

    static let tokenMissing = Diagnosis.missing(
        "the token",
        how: [
            "Give it with --token-file PATH, or --token-file - and a pipe,",
            "or --press-button if someone stands at the bridge.",
        ])
    static let consentMissing = Diagnosis.missing(
        "the consent to write", how: ["Give it with --yes, or look first with --dry-run."])
    static let plainNeedsHost = "A token in clear goes only to an address that a person chose."
    static let giveHost = "Give the address as well: --host 192.168.1.52"

    static func choiceMissing(_ found: [BridgeCandidate]) -> Diagnosis {
        let list = found.map { "\($0.id?.description ?? $0.title) at \($0.address)" }.joined(separator: ", ")
        return Diagnosis.missing(
            "the choice among \(found.count) bridges", how: ["Give it with --bridge ID: \(list)."])
    }

    static func nameTaken(by other: BridgeID) -> String { "Already used by bridge \(other)." }

    static func anotherName(than name: String) -> String { "Try: --name \"\(name.safeForDisplay) 2\"" }
}
