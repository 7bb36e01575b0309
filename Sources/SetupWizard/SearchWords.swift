import Discovery
import Entries
import FoundationEssentials
import Guidance
import NukiDomain
import TerminalUI

/// The words of a search, while it goes on and after it.
struct SearchWords: Sendable {
    let title: String
    let limit: Duration?
    let scope: SearchScope
    let facts: SetupFacts
    let entries: EntryFile
    let canGoBack: Bool
    /// The bridge that was asked for.
    let wanted: BridgeID?
    /// The bridge that was chosen before somebody went back.
    let before: BridgeCandidate?
    /// The list began with what an earlier search heard.
    let isResumed: Bool
    /// The time of day.
    let now: @Sendable () -> Date

    /// What a search says that heard of nothing.
    func nothingFound(_ list: SearchList) -> Diagnosis {
        guard listened(list) else { return .nothingFound(askedOf: list.sources.map(\.source)) }
        return .nothingFound(where: limit.map { "in \($0.components.seconds) s" } ?? WizardWords.searched)
    }

    /// DHCP was listened to, as it is where nothing is told of the sources.
    private func listened(_ list: SearchList) -> Bool {
        list.sources.isEmpty || list.sources.contains { $0.source == .dhcp }
    }

    func searching(_ list: SearchList) -> Menu<SearchChoice> {
        let rows = list.rows(entries, wanted: wanted)
        var activity = Activity(title, limit: limit)
        // In lines nothing makes room, and what was said is not said again.
        if rows.isEmpty || facts.form == .line {
            activity.rows = list.sources.map { Row(Self.name($0.source), Self.words($0.state, of: $0.source)) }
        }
        if rows.isEmpty || (facts.form == .line && !isResumed) {
            activity.passages = [.blank, .text("Nothing yet?  Unplug the bridge, wait 5 s, plug it in."), .blank]
        }
        return menu(
            nil, list,
            bridges(rows) { .bridge($0) } + [Choice(.byHand, "Enter an address by hand")] + cloud(list, detail: nil),
            activity: activity, shortcuts: [Shortcut("r", "restart", .again(interface: scope.interface))])
    }

    func over(_ list: SearchList, failure: Diagnosis?) -> Menu<SearchChoice> {
        let rows = list.rows(entries, wanted: wanted)
        let again = Choice(
            SearchChoice.again(interface: scope.interface),
            rows.isEmpty && listened(list) ? "Unplug the bridge, plug it in, listen again" : "Search again",
            detail: listened(list) ? limit.map { "\($0.components.seconds) s" } : nil)
        let byHand = Choice(SearchChoice.byHand, "Enter the address by hand", detail: "the Nuki app shows it")
        let others = facts.otherInterfaces.filter { $0 != scope.interface }.map {
            Choice(
                SearchChoice.again(interface: $0), "Look on another interface", detail: $0.safeForDisplay)
        }
        let leave = Choice(SearchChoice.leave, "Leave")
        let choices =
            rows.isEmpty
            ? [again] + others + cloud(list, detail: "leaves this network") + [byHand, leave]
            : bridges(rows) { .bridge($0) } + [byHand, again, leave]
        var over = menu(rows.isEmpty ? "Try, most likely first" : "Which bridge?", list, choices)
        if let diagnosis = failure ?? (rows.isEmpty ? nothingFound(list) : nil) {
            over.passages += [WizardWords.failure(diagnosis, mark: .warning, hasFixes: failure != nil), .blank]
        }
        return over
    }

    /// The bridges that can be set up together.
    func several(_ list: SearchList) -> Menu<SeveralChoice> {
        let rows = open(list)
        let disputed = rows.first { list.isDisputed($0.candidate) }
        var menu = Menu(
            nil, bridges(rows, tellsAnswers: false) { SeveralChoice.bridge($0) },
            shortcuts: disputed == nil ? [Shortcut("p", "press to pick", .press)] : [], canGoBack: true)
        menu.passages = [.note(.ok, "\(rows.count) bridges answered")]
        if let id = disputed?.candidate.id { menu.passages.append(.note(.warning, WizardWords.disputed(id))) }
        menu.help = [
            .text("Every bridge that is ticked is set up, one after the other; there is one review for all."),
            .text("Press to pick lights them all: the one whose button is pressed is set up."),
        ]
        return menu
    }

    private func menu(
        _ question: String?, _ list: SearchList, _ choices: [Choice<SearchChoice>], activity: Activity? = nil,
        shortcuts: [Shortcut<SearchChoice>] = []
    ) -> Menu<SearchChoice> {
        let isSeveral = open(list).count > 1
        var menu = Menu(
            question, choices, shortcuts: shortcuts + (isSeveral ? [Shortcut("s", "several", .several)] : []),
            preferred: preferred(list).map { .bridge($0) }, activity: activity,
            help: WizardWords.help(.bridge), canGoBack: canGoBack)
        menu.passages = list.remarks.flatMap { [WizardWords.failure($0, mark: .warning), .blank] }
        let count = list.rows(entries, wanted: wanted).count
        switch facts.form {
        // Who only hears the screen is told why there is a new line.
        case .line where count > 0: menu.passages.append(.text("Found so far: \(count)."))
        // The lines of the sources make room for the list.
        case .rich where count > 0:
            if let listed = list.listed { menu.passages.append(.note(.ok, "Cloud directory: \(listed) listed")) }
        case .line, .rich, .plain: break
        }
        return menu
    }

    private func preferred(_ list: SearchList) -> BridgeCandidate? {
        let rows = list.rows(entries, wanted: wanted)
        return (rows.first { $0.candidate == before } ?? rows.first)?.candidate
    }

    /// The bridges that answer and are not configured.
    private func open(_ list: SearchList) -> [FoundBridges.Row] {
        list.found.rows.filter(isOpen)
    }

    /// Offered as long as it is not asked anyway.
    private func cloud(_ list: SearchList, detail: String?) -> [Choice<SearchChoice>] {
        let isAsked = scope.asksCloud || list.sources.contains { $0.source == .cloud }
        return isAsked ? [] : [Choice(.cloud, "Ask Nuki's cloud directory", detail: detail)]
    }

    private static func name(_ source: AddressSource) -> String {
        switch source {
        case .dhcp: "DHCP"
        case .neighbours: "neighbour table"
        case .leases: "lease files"
        case .cloud: "cloud directory"
        case .scan: "scan"
        case .manual: "by hand"
        }
    }

    private static func words(_ state: SourceState, of source: AddressSource) -> String {
        switch state {
        case .looking: source == .cloud ? "asking api.nuki.io" : "looking"
        case .listening: "listening: a bridge speaks when it starts or renews its lease"
        case .read(let count): source == .cloud ? "\(count) listed" : count == 0 ? "no Nuki name" : "\(count) of Nuki"
        case .absent: "none on this machine"
        case .unusable: source == .dhcp ? "not listening: the right is missing" : "cannot be read"
        }
    }
}
