import Discovery
import Entries
import FoundationEssentials
import Guidance
import NukiDomain
import TerminalUI

// The rows of the list.

extension SearchWords {
    /// A choice for each bridge, what is known of it in columns.
    ///
    /// - Parameter tellsAnswers: false where it is said of all that they answer.
    func bridges<ID>(
        _ rows: [FoundBridges.Row], tellsAnswers: Bool = true, _ id: (BridgeCandidate) -> ID
    ) -> [Choice<ID>] {
        let cells = rows.map { row in [address(row), heard(row), tellsAnswers ? answer(row) : ""] }
        guard facts.form == .rich else { return zip(rows, cells).map { sentence($0.candidate, $1, id) } }
        let widths = (0..<3).map { column in cells.map { $0[column].count }.max() ?? 0 }
        return zip(rows, cells).map { row, cells in
            var known = zip(cells, widths).filter { $1 > 0 }
                .map { $0 + String(repeating: " ", count: $1 - $0.count) }.joined(separator: "   ")
            while known.last == " " { known.removeLast() }
            let isMarked = tellsAnswers && isOpen(row)
            return Choice(id(row.candidate), label(row.candidate), detail: known, mark: isMarked ? .ok : nil)
        }
    }

    /// A bridge that answers and is not configured.
    func isOpen(_ row: FoundBridges.Row) -> Bool { row.answers == true && !entries.has(row.candidate) }

    /// The same for who hears the list.
    private func sentence<ID>(
        _ candidate: BridgeCandidate, _ cells: [String], _ id: (BridgeCandidate) -> ID
    ) -> Choice<ID> {
        let known = cells.dropFirst().filter { !$0.isEmpty }.joined(separator: ", ")
        return Choice(
            id(candidate), "\(candidate.title) at \(place(candidate))", detail: known.isEmpty ? nil : known)
    }

    /// A bridge without a name is known by its address.
    private func label(_ candidate: BridgeCandidate) -> String {
        candidate.hostName == nil ? place(candidate) : candidate.title
    }

    private func address(_ row: FoundBridges.Row) -> String {
        guard row.candidate.hostName == nil else { return place(row.candidate) }
        return row.candidate.serverID == nil ? "" : row.candidate.title
    }

    private func place(_ candidate: BridgeCandidate) -> String {
        let port = candidate.port.flatMap { $0 == .bridgeDefault ? nil : ":\($0)" } ?? ""
        return "\(candidate.address)\(port)"
    }

    /// What announced it, and when, where that is a matter of minutes.
    private func heard(_ row: FoundBridges.Row) -> String {
        let candidate = row.candidate
        if candidate.serverID != nil, candidate.hostName == nil { return "" }
        guard let announced = candidate.evidence.first(where: { $0.source.addressSource == .dhcp }) else {
            return candidate.knownBy
        }
        let seconds = Int(now().timeIntervalSince(announced.seen))
        return switch seconds {
        case ..<60: "DHCP, now"
        case ..<3600: "DHCP, \(seconds / 60) min ago"
        default: candidate.knownBy
        }
    }

    private func answer(_ row: FoundBridges.Row) -> String {
        if entries.has(row.candidate) { return "already set up" }
        return switch row.answers {
        case true?: row.candidate.hostName == nil ? "answers like a bridge" : "answers"
        case false?: row.candidate.addressSource == .cloud ? "no answer here: not yours?" : "no answer yet"
        case nil: ""
        }
    }
}
