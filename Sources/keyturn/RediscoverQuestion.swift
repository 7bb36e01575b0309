import ControlLoop
import Discovery
import Entries
import Guidance
import NukiDomain
import TerminalUI

/// Asks a person about an address that nothing but a person's word speaks for.
struct RediscoverQuestion {
    /// What is known so far.
    let finding: MoveFinding
    private let claim: MoveClaim
    private let diagnosis: Diagnosis
    private let sendsToken: Bool

    /// Nil where there is nothing to ask: what gave itself away is not asked again.
    init?(_ news: MoveSearch.News) {
        switch news.finding {
        case .doubtful(_, let doubt) where doubt.canBeAccepted: break
        case .unproved, .refused: break
        case .unchanged, .moved, .doubtful, .sighted, .notFound: return nil
        }
        guard let claim = news.finding.claim, let diagnosis = news.finding.diagnosis(of: news.entry) else { return nil }
        finding = news.finding
        self.claim = claim
        self.diagnosis = diagnosis
        sendsToken = news.entry.auth == .plain
    }

    /// The person's answer; no unless it is a yes.
    func isAccepted(_ presentation: Presentation) async throws -> Bool {
        let (prompter, terminal) = try Composition.conversation(presentation)
        defer { terminal?.close() }
        let what =
            sendsToken
            ? "Yes sends the token in clear to \(claim.address): whoever is there can open your doors from then on."
            : "Yes sends one valid sign-in to \(claim.address): whoever is there could open a door with it."
        let menu = Menu(
            "Is your bridge at \(claim.address)?", [Choice(false, "No"), Choice(true, "Yes, ask it")],
            arrangement: .row, passages: [.text("\(diagnosis.what).  \(diagnosis.why)"), .text(what)])
        do throws(Departure) {
            return try await prompter.choose(menu)
        } catch {
            // Left: the same as no.
            return false
        }
    }
}
