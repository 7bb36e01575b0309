import ArgumentParser
import ControlLoop
import Entries
import FoundationEssentials
import Guidance
import Linux
import NukiDomain
import PacketCapture
import Sightings
import TerminalUI

/// `keyturn rediscover`: finds every configured bridge again, proves it, and updates its entry.
struct RediscoverCommand: AsyncParsableCommand, CapturingCommand {
    static let configuration = CommandConfiguration(
        commandName: "rediscover", abstract: "Find every configured bridge again and update its entry.",
        discussion: "Follows a bridge only to an address where its own hardware answers.")

    @Argument(
        help: ArgumentHelp("Configured bridges, by name or hardware id; all unless named.", valueName: "bridge"),
        completion: NameCompletion.bridges)
    var bridges: [String] = []

    @Flag(help: "Stay on, and tell each change until Ctrl-C.")
    var watch = false

    @Flag(help: "Connect nowhere; tell where the bridges are said to be.")
    var noProbe = false

    @Option(help: ArgumentHelp("The bridges' port at new addresses, where it is another.", valueName: "number"))
    var port: Port?

    @OptionGroup var discovery: DiscoveryOptions
    @OptionGroup var shared: SharedOptions

    var namesKnownBridges: Bool { false }
    var writesConfiguration: Bool { true }

    func sources() throws -> [Sighting.Source] {
        try discovery.chosenSources(ProcessInfo.processInfo.environment)
    }

    func run() async throws {
        try await shared.run {
            let early = try EarlyCapture.taken()
            if let deafness = early.listening.deafness { Output.warn(Diagnosis(deafness)) }
            let store = try Composition.store(shared)
            try await store.settle()
            let bridges = try chosen(store)
            let means = try Composition.moveMeans(store, try shared.locations(), discovery, try sources(), port: port)
            let searches = bridges.map { MoveSearch(for: $0, means, manner) }
            let hints = try hints(early.listening)
            let outcomes = try await follow(searches, hints)
            guard !watch else { return }
            let findings = try await asked(outcomes, searches)
            guard findings.allSatisfy(\.isGood) else { throw ExitCode(ExitStatus.unreachable.rawValue) }
        }
    }

    private var manner: MoveMeans.Manner {
        if noProbe { return .listening(goesOn: watch) }
        return watch ? .watching(patience: timeout) : .once
    }

    private var timeout: Duration { discovery.timeout?.duration ?? Composition.searchTime }

    private func chosen(_ store: EntryStore) throws -> [KnownBridge] {
        guard !bridges.isEmpty else { return try KnownBridge.all(store) }
        var chosen: [KnownBridge] = []
        for word in bridges {
            let bridge = try KnownBridge.named(word, store)
            if !chosen.contains(where: { $0.entry.id == bridge.entry.id }) { chosen.append(bridge) }
        }
        return chosen
    }

    /// Runs the searches side by side and prints what they say; returns the last that each one said.
    private func follow(
        _ searches: [MoveSearch], _ hints: SightingFeed
    ) async throws -> [MoveSearch.News?] {
        try await withThrowingTaskGroup(of: (Int, MoveSearch.News?).self) { group in
            for (index, search) in searches.enumerated() {
                group.addTask {
                    // Ends with the news: what is then still under way is cancelled.
                    async let _ = search.run()
                    var last: MoveSearch.News?
                    for try await news in search.news {
                        last = news
                        tell(news)
                    }
                    return (index, last)
                }
            }
            let background = Task { await deliver(hints, to: searches) }
            let ending = Task { await end(searches) }
            defer {
                background.cancel()
                ending.cancel()
            }
            return try await group.reduce(into: Array(repeating: nil, count: searches.count)) { $0[$1.0] = $1.1 }
        }
    }

    /// What the sources see; the neighbour table is read by searches that connect.
    private func hints(_ listening: Listening) throws -> SightingFeed {
        try Composition.feed(
            discovery, try sources().filter { $0 != .neighbours || noProbe },
            listening.capture.map { LeaseListener($0) }, stays: watch)
    }

    private func deliver(_ hints: SightingFeed, to searches: [MoveSearch]) async {
        await hints.deliver(to: searches)
        // Neighbours and live captures have always more to say.
        guard discovery.read != nil, !Task.isCancelled else { return }
        for search in searches { await search.endOfSources() }
    }

    /// Ends the searches when the time is over or somebody asks for it: each tells what it knows.
    private func end(_ searches: [MoveSearch]) async {
        do {
            try await Signals.untilAskedToEnd(or: watch ? discovery.timeout?.duration : timeout) {
                try await Task.sleep(for: .seconds(Int.max / 2))
            }
        } catch {
            // Cancelled: every search has ended by itself.
            return
        }
        for search in searches { await search.end() }
    }

    private func tell(_ news: MoveSearch.News) {
        let row = RediscoverRow(news.entry, news.finding)
        if shared.json { Output.line(row) } else { Output.line(row.text(width: SavedTerminal.size(of: 1)?.columns)) }
        if let diagnosis = news.finding.diagnosis(of: news.entry) { Output.warn(diagnosis) }
    }

    /// What became of the bridges once a person was asked about those in doubt.
    private func asked(
        _ outcomes: [MoveSearch.News?], _ searches: [MoveSearch]
    ) async throws -> [MoveFinding] {
        var findings: [MoveFinding] = []
        for case (let news?, let search) in zip(outcomes, searches) {
            findings.append(news.finding)
            guard shared.presentation.canPrompt, let question = RediscoverQuestion(news),
                try await question.isAccepted(shared.presentation),
                let finding = try await search.confirm(question.finding, within: .seconds(60))
            else { continue }
            tell(MoveSearch.News(entry: news.entry, finding: finding))
            findings[findings.count - 1] = finding
        }
        return findings
    }
}
