import ControlLoop
import Entries
import Guidance
import NukiDomain
import Sightings
import TerminalUI

/// One line of `rediscover`.
struct RediscoverRow: Encodable {
    private let id: BridgeID
    private let name: String
    private let result: MoveFinding.Result
    private let from: String?
    private let to: String?
    private let by: String?
    private let error: Diagnosis?
    /// For people.
    private let words: String

    private enum CodingKeys: String, CodingKey {
        case id, name, result, from, to, by, error
    }

    /// - Parameter entry: as it was before.
    init(_ entry: BridgeEntry, _ finding: MoveFinding) {
        let host = entry.endpoint.host.description
        id = entry.id
        name = entry.name
        result = finding.result
        from = result == .unchanged ? nil : host
        to = finding.claim?.address.description
        by = finding.claim?.source.rawValue
        error = finding.diagnosis(of: entry)
        words =
            switch finding {
            case .unchanged: "unchanged  \(host.safeForDisplay)"
            case .notFound: "not found  was at \(host.safeForDisplay)"
            case .moved(let claim, _): "moved  \(host.safeForDisplay) to \(claim)"
            case .doubtful(let claim, _), .unproved(let claim, _): "doubtful  \(host.safeForDisplay), perhaps \(claim)"
            case .sighted(let claim): "seen  was at \(host.safeForDisplay), speaks of \(claim); not checked"
            case .refused(let claim): "refused  \(host.safeForDisplay), now at \(claim)"
            }
    }
}

extension RediscoverRow {
    /// A line for people; where it is wider than a terminal, several, of which the later ones are indented.
    func text(width: Int?) -> String { WrappedText(width: width).row([name.safeForDisplay, words], indent: 2) }
}
