import Discovery
import Entries
import NukiDomain
import Sightings

/// One line of `discover`.
struct DiscoverRow: Encodable {
    private let event: String
    private let id: BridgeID
    private let host: String
    private let from: String?
    private let port = Port.bridgeDefault.rawValue
    private let mac: String?
    private let hostname: String
    private let source: String
    private let interface: String?
    private let configured: Bool
    private let answers: Bool?
    private let seen: String

    /// Made from one change.
    init(_ change: CandidateSearch.Change, known: EntryFile) {
        switch change {
        case .found(let candidate, let answers):
            self.init("found", candidate, known, answers: answers)
        case .moved(let candidate, let from, let answers):
            self.init("moved", candidate, known, from: from, answers: answers)
        case .answers(let candidate):
            self.init("answers", candidate, known, answers: true)
        case .withdrawn(let candidate):
            self.init("withdrawn", candidate, known, answers: nil)
        }
    }

    private init(
        _ event: String, _ candidate: BridgeCandidate, _ known: EntryFile, from: IPv4Address? = nil, answers: Bool?
    ) {
        self.event = event
        id = candidate.id
        host = candidate.address.description
        self.from = from?.description
        mac = candidate.mac?.description
        hostname = candidate.hostName
        source = candidate.source.rawValue
        interface = candidate.interface
        configured = known[candidate.id] != nil
        self.answers = answers
        seen = WireTime.text(candidate.seen)
    }
}

extension DiscoverRow: CustomStringConvertible {
    /// A line for people.
    var description: String {
        var words = [event, hostname.safeForDisplay, host]
        if let from { words.append("before \(from)") }
        if let mac { words.append(mac) }
        if let interface { words.append("on \(interface)") }
        if let answers { words.append(answers ? "answers" : "no answer yet") }
        if configured { words.append("already set up") }
        return words.joined(separator: "  ")
    }
}
