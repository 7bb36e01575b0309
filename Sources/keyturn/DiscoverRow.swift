import Discovery
import Entries
import FoundationEssentials
import Guidance
import NukiDomain
import Sightings
import TerminalUI

/// One line of `discover`.
struct DiscoverRow: Encodable {
    private var event: String
    private var id: BridgeID?
    private var host: String
    private var from: String?
    private var port: UInt16?
    private var mac: String?
    private var hostname: String?
    private var serverID: BridgeID?
    private var source: String
    /// Everything that speaks for it, where that is more than one thing.
    private var evidence: [String]?
    private var interface: String?
    private var configured: Bool
    private var answers: Bool?
    private var seen: String
    /// For people: what to call it, and how it is known.
    private var title: String
    private var knownBy: String

    private enum CodingKeys: String, CodingKey {
        case event, id, host, from, port, mac, hostname, source, evidence, interface, configured, answers, seen
        case serverID = "server_id"
    }

    /// Made from one change; the port is the one that a search asks where nobody names another.
    init(_ change: CandidateSearch.Change, known: EntryFile, port: Port) {
        switch change {
        case .found(let candidate, let answers):
            self.init("found", candidate, known, port: port, answers: answers)
        case .moved(let candidate, let from, let answers):
            self.init("moved", candidate, known, port: port, answers: answers)
            self.from = from.description
        case .confirmed(let candidate):
            self.init("confirmed", candidate, known, port: port, answers: nil)
        case .answers(let candidate):
            self.init("answers", candidate, known, port: port, answers: true)
        case .withdrawn(let candidate):
            self.init("withdrawn", candidate, known, port: port, answers: nil)
        }
    }

    /// Made from what an earlier search found.
    init(_ bridge: DiscoverMemory.Bridge, known: EntryFile, now: Date) {
        event = "remembered"
        id = bridge.id
        host = bridge.host
        mac = bridge.mac
        hostname = bridge.hostname
        source = bridge.source
        configured = known[bridge.id] != nil
        seen = bridge.seen
        title = bridge.hostname?.safeForDisplay ?? "\(bridge.id)"
        let age = WireTime.date(bridge.seen).map { InputWords.span(max(0, Int(now.timeIntervalSince($0)))) }
        knownBy = age.map { "last seen \($0) ago" } ?? "seen before"
    }

    private init(
        _ event: String, _ candidate: BridgeCandidate, _ known: EntryFile, port: Port, answers: Bool?
    ) {
        self.event = event
        id = candidate.id
        host = candidate.address.description
        self.port = (candidate.port ?? port).rawValue
        mac = candidate.mac?.description
        hostname = candidate.hostName
        serverID = candidate.serverID
        source = candidate.source.rawValue
        if candidate.evidence.count > 1 { evidence = candidate.evidence.map(\.source.rawValue) }
        interface = candidate.interface
        configured = candidate.id.map { known[$0] != nil } ?? false
        self.answers = answers
        seen = WireTime.text(candidate.seen)
        title = candidate.title
        knownBy = candidate.knownBy
    }
}

extension DiscoverRow {
    /// A line for people; where it is wider than a terminal, several, of which the later ones are indented.
    func text(width: Int?) -> String {
        var words = [event, title, host.safeForDisplay]
        if let from { words.append("before \(from)") }
        if let mac { words.append(mac.safeForDisplay) }
        words.append(interface.map { "\(knownBy) on \($0)" } ?? knownBy)
        if let answers { words.append(answers ? "answers" : "no answer yet") }
        if configured { words.append("already set up") }
        return WrappedText(width: width).row(words, indent: 2)
    }
}
