import CTestKit
import Entries
import FoundationEssentials
import Glibc
import Linux
import NukiDomain

/// Kills a writer of the configuration with SIGKILL at random moments, and reads after each kill what it left.
///
///     kill-trial FOLDER ROUNDS
///
/// Prints how often it killed, how often that cut a save short, and how many saves came through; ends with 1 and a
/// sentence where something was neither old nor new. It has one thread and forks: a program that is started for every
/// round would spend its time on starting.
@main
struct KillTrial {
    private let store: EntryStore
    private let locations: Locations
    private var newest = 0
    private var cuts = 0

    static func main() {
        let arguments = CommandLine.arguments
        guard arguments.count == 3, let rounds = Int(arguments[2]) else { exit(64) }
        do {
            let locations = try Locations(LocationFacts(configFlag: arguments[1], user: 1000))
            var trial = KillTrial(store: EntryStore(locations), locations: locations)
            for _ in 0..<rounds { try trial.playRound() }
            print("kills \(rounds), cut \(trial.cuts), saves \(trial.newest)")
        } catch {
            print(error)
            exit(1)
        }
    }

    private init(store: EntryStore, locations: Locations) {
        self.store = store
        self.locations = locations
    }

    private mutating func playRound() throws {
        var ends: [Int32] = [-1, -1]
        guard unsafe testkit_pipe(&ends) == 0 else { throw Finding("no pipe is left") }
        defer { for end in ends { close(end) } }
        let writer = testkit_fork()
        guard writer != 0 else { write(from: newest + 1, saying: ends[1]) }
        var begun: UInt8 = 0
        guard unsafe read(ends[0], &begun, 1) == 1 else { throw Finding("the writer did not begin") }
        usleep(.random(in: 0...2500))
        kill(writer, SIGKILL)
        var status: Int32 = 0
        guard unsafe waitpid(writer, &status, 0) == writer, status & 0x7F == SIGKILL else {
            throw Finding("the writer ended by itself, with \(status)")
        }
        try look()
    }

    /// Says that it begins, and saves one state after the other until it is killed.
    private func write(from first: Int, saying end: Int32) -> Never {
        let store = store
        Task {
            do {
                var file = try store.load()
                var begun: UInt8 = 1
                guard unsafe Glibc.write(end, &begun, 1) == 1 else { exit(1) }
                for generation in first... {
                    let plans = try await store.save(Generation.bridges(generation, over: file), at: Date())
                    file = EntryFile(entries: plans.map(\.entry))
                }
            } catch {
                print("the writer: \(error)")
                exit(1)
            }
        }
        while true { pause() }
    }

    /// Whatever is there is whole, of one state, and not older than what was there before.
    private mutating func look() throws {
        let names = try FileStatus.of(locations.tokens) == nil ? [] : FileSystem.names(in: locations.tokens)
        let all = try names + (FileStatus.of(locations.config) == nil ? [] : FileSystem.names(in: locations.config))
        if all.contains(where: { $0.contains(".new-") || $0.contains("@") }) { cuts += 1 }
        let entries = try store.load().entries
        guard let generation = entries.first.map(Generation.of) else {
            guard newest == 0 else { throw Finding("the entries are gone") }
            return
        }
        guard entries.count == 2, entries.allSatisfy({ Generation.of($0) == generation }), generation >= newest else {
            throw Finding("the entries are of several states, or older than before")
        }
        newest = generation
        for entry in entries where try store.tokens.token(for: entry) != Generation.token(generation) {
            throw Finding("the token of \(entry.id) is not of state \(generation)")
        }
        for name in names where !name.contains(".new-") {
            let text = try FileSystem.contents(of: "\(locations.tokens)/\(name)", limit: 100)
            guard text?.count == Generation.tokenLength + 1 else { throw Finding("the token \(name) is not whole") }
        }
        let backup = locations.entries + ".bak"
        guard let bytes = try FileSystem.contents(of: backup, limit: 1 << 20) else { return }
        guard try EntryCodec.decode(bytes, path: backup).entries.count == 2 else {
            throw Finding("the backup is not whole")
        }
    }
}

/// A state of the configuration that tells its number in every part.
private enum Generation {
    static let tokenLength = 12

    static func bridges(_ number: Int, over file: EntryFile) throws -> [EntryDraft] {
        try [1, 2].map { (id: UInt32) in
            let host = try Host(parsing: "host-\(number)")
            let entry = BridgeEntry(
                id: BridgeID(rawValue: id), name: "Bridge \(id)",
                endpoint: Endpoint(host: host, port: .bridgeDefault), auth: .encrypted, source: .manual)
            return EntryDraft(entry: entry, token: try token(number), basis: file[entry.id])
        }
    }

    static func token(_ number: Int) throws -> BridgeToken {
        try BridgeToken(parsing: String(String(1_000_000_000_000 + number).dropFirst()))
    }

    static func of(_ entry: BridgeEntry) -> Int {
        Int(entry.endpoint.host.description.dropFirst("host-".count)) ?? -1
    }
}

/// Something that was neither old nor new.
private struct Finding: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}
