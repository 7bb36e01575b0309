import ArgumentParser
import Discovery
import Entries
import FoundationEssentials
import Glibc
import Guidance
import Linux
import NukiDomain
import PacketCapture
import Sightings
import Synchronization

/// `keyturn discover`: bridges as they are found.
struct DiscoverCommand: AsyncParsableCommand, CapturingCommand {
    static let configuration = CommandConfiguration(
        commandName: "discover", abstract: "Look for bridges; one line for each as it is found.")

    @OptionGroup var discovery: DiscoveryOptions

    @Flag(help: "Do not ask the address whether it answers like a bridge.")
    var noProbe = false

    @Option(help: ArgumentHelp("The bridges' port, where it is not 8080.", valueName: "number"))
    var port = Port.bridgeDefault.description

    @OptionGroup var shared: SharedOptions

    var namesKnownBridges: Bool { true }

    func validate() throws {
        if Port(port) == nil { throw ValidationError("--port is a number from 1 to 65535.") }
    }

    private var bridgePort: Port { Port(port) ?? .bridgeDefault }

    func sources() throws -> [Sighting.Source] {
        try discovery.chosenSources(ProcessInfo.processInfo.environment)
    }

    func run() async throws {
        try await shared.run {
            let early = try EarlyCapture.taken()
            if let deafness = early.listening.deafness { Output.warn(Diagnosis(deafness)) }
            let memory = discovery.read == nil ? remembered(early.known) : nil
            let listener = early.listening.capture.map { LeaseListener($0) }
            let remarks = DiscoverRemarks(try sources(), named: discovery.sources)
            let search = try search(listener, remarks)
            let watching = InterfaceWatch.start(discovery, early.listening.capture)
            defer { watching?.cancel() }
            let found = Mutex(FoundBridges())
            let foundAny = Atomic(false)
            try await Signals.untilAskedToEnd {
                do {
                    for try await change in search.changes() {
                        print(DiscoverRow(change, known: early.known, port: bridgePort))
                        foundAny.store(true, ordering: .relaxed)
                        found.withLock { $0.take(change) }
                    }
                } catch let error as CaptureError {
                    guard case .endsEarly = error else { throw error }
                    Output.warn(Diagnosis(error))
                }
            }
            await InterfaceWatch.end(watching)
            if let lost = listener.flatMap({ Diagnosis(lost: $0.losses) }) { Output.warn(lost) }
            save(found.withLock { $0 }, in: memory)
            if !foundAny.load(ordering: .relaxed) {
                throw try nothing(remarks.first, isDeaf: early.listening.deafness != nil)
            }
            if let first = remarks.first { Output.warn(Diagnosis(first)) }
        }
    }

    private func search(_ listener: LeaseListener?, _ remarks: DiscoverRemarks) throws -> CandidateSearch {
        let isLive = discovery.read == nil
        let chosen = try sources()
        return CandidateSearch(
            sources: try Composition.sources(
                discovery, chosen, listener, port: bridgePort, remark: { remarks.take($0) }),
            look: isLive && !noProbe ? try Composition.look(port: bridgePort) : nil,
            within: isLive ? try Composition.networks(discovery.interfaces) : [],
            timeout: discovery.timeout?.duration ?? (isLive ? Composition.searchTime : nil),
            neighbours: isLive && chosen.contains(.neighbours) ? Composition.neighbours(discovery) : nil)
    }

    /// Tells what earlier searches found; a memory that cannot be read is a warning and stays as it is.
    private func remembered(_ known: EntryFile) -> DiscoverMemory? {
        do throws(ConfigurationError) {
            let memory = try DiscoverMemory(try shared.locations())
            for bridge in memory.bridges { print(DiscoverRow(bridge, known: known, now: Date())) }
            return memory
        } catch {
            warn(error)
            return nil
        }
    }

    /// Through sudo, the right to other people's files is given up by now: then there is no memory, and no word of it.
    private func warn(_ error: ConfigurationError) {
        if case .file(_, let cause) = error, cause.number == EACCES { return }
        Output.warn(Diagnosis(error))
    }

    private func save(_ found: FoundBridges, in memory: DiscoverMemory?) {
        do throws(ConfigurationError) {
            try memory?.save(found)
        } catch {
            // What was found is told all the same.
            warn(error)
        }
    }

    private func print(_ row: DiscoverRow) {
        if shared.json { Output.line(row) } else { Output.line(row.text(width: SavedTerminal.size(of: 1)?.columns)) }
    }

    /// Why nothing was found: what the only source said of itself, else by what was looked.
    private func nothing(_ remark: SourceRemark?, isDeaf: Bool) throws -> Diagnosis {
        if let file = discovery.read { return .nothingFound(inCapture: file) }
        if let remark { return Diagnosis(remark) }
        return .nothingFound(by: try sources().filter { !isDeaf || $0 != .dhcp })
    }
}
