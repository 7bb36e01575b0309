import ArgumentParser
import BridgeAPI
import BridgeSimulator
import ControlLoop
import Discovery
import Entries
import FoundationEssentials
import Guidance
import HTTPFetch
import Linux
import NukiDomain
import SetupWizard
import Sightings
import TestKit
import Testing

@testable import keyturn

@Suite("What setup does for the wizard, with bridges over HTTP", .timeLimit(.minutes(1)))
struct SetupWorkTests {
    /// Setup's hands with a configuration in the stage's home, and searching by these options.
    private static func work(_ stage: Stage, _ options: [String] = []) throws -> SetupWork {
        let locations = try Locations(LocationFacts(configFlag: stage.config, user: 1000))
        let fetcher = try CurlFetcher()
        let turns = BridgeTurns(fetcher, lanes: Folders.lanesPath(locations), gap: .zero, bridges: [:])
        return SetupWork(
            place: .chosen(try DiscoveryOptions.parse(options)), dialer: BridgeDialer(fetcher: turns),
            neighbourhood: .unknown, turns: turns, gap: .zero, locations: locations, store: EntryStore(locations),
            journal: nil, port: .bridgeDefault, finger: nil)
    }

    private static func entry(_ stage: Stage, _ change: (inout BridgeEntry) -> Void = { _ in }) throws -> BridgeEntry {
        var entry = BridgeEntry(
            id: stage.bridge.household.id, name: "Hallway", endpoint: stage.bridge.endpoint, auth: .encrypted,
            source: .manual)
        change(&entry)
        return entry
    }

    @Test("Of two bridges whose button is waited for, the one that is pressed gives its token")
    func pressAny() async throws {
        try await Stage.run { one in
            try await Stage.run(household: { $0.token = try BridgeToken(parsing: "another-token") }) { other in
                let work = try Self.work(one)
                async let press = work.pressAny([one.bridge.endpoint, other.bridge.endpoint])
                while await !other.bridge.pressButton() { try await Task.sleep(for: .milliseconds(5)) }
                let pressed = try await press
                #expect(pressed.endpoint == other.bridge.endpoint)
                #expect(pressed.token == other.bridge.household.token)
            }
        }
    }

    @Test("Where nobody presses any of them, that is what is said; where none can be asked, why")
    func nobodyPresses() async throws {
        try await Stage.run { stage in
            let work = try Self.work(stage)
            await #expect(throws: Diagnosis.notPressed) { try await work.pressAny([stage.bridge.endpoint]) }
            let silent = try SilentPort(.refuses)
            let error = await #expect(throws: Diagnosis.self) { try await work.pressAny([silent.endpoint]) }
            #expect(error?.id == .connectionRefused)
        }
    }

    @Test("A look at configured bridges tells apart who answers, who refuses, and who is another")
    func check() async throws {
        try await Stage.run { stage in
            let work = try Self.work(stage)
            try stage.configure()
            let stranger = try Self.entry(stage)
            try stage.keyturn.home.write(FixtureTokens.own, to: "config/tokens/00000007")
            let silent = try SilentPort(.refuses)
            let conditions = await work.check([
                try Self.entry(stage), try Self.entry(stage) { $0.auth = .plain },
                BridgeEntry(
                    id: BridgeID(rawValue: 7), name: "Other", endpoint: stranger.endpoint, auth: .encrypted,
                    source: .manual), try Self.entry(stage) { $0.endpoint = silent.endpoint },
            ])
            #expect(conditions.count == 4)
            #expect(conditions.map(\.answer.words) == ["online 3", "online 3", "KT-ID-OTHER", "KT-NET-REFUSED"])
            try stage.keyturn.home.write(FixtureTokens.wrong, to: "config/tokens/0A2B3C4D")
            let refused = await work.check([try Self.entry(stage)])
            #expect(refused.map(\.answer.words) == ["refused"])
        }
    }

    @Test("A look tells of a move of today, and of other hardware that was seen under the bridge's name since")
    func news() async throws {
        try await Stage.run { stage in
            var work = try Self.work(stage)
            let mac = try #require(MACAddress("54:d2:72:0a:0b:0c"))
            let old = Endpoint(host: .address(.v4(IPv4Address(192, 0, 2, 52))), port: stage.bridge.endpoint.port)
            let entry = try Self.entry(stage) {
                $0.endpoint = old
                $0.mac = mac
            }
            _ = try await work.store.save(entry, token: nil, at: Date())
            let moved = try #require(
                try await work.store.move(
                    entry.id, from: old, to: stage.bridge.endpoint, source: .dhcp,
                    at: Date().addingTimeInterval(-240)))
            func seen(_ mac: String, at time: Date) -> DiscoverMemory.Bridge {
                DiscoverMemory.Bridge(
                    id: entry.id, host: "192.0.2.7", hostname: nil, mac: mac, source: "dhcp",
                    seen: WireTime.text(time))
            }
            let future = Date().addingTimeInterval(3600)
            work.sightings = [
                seen("02:42:ac:11:00:02", at: future), seen(mac.description, at: future),
                seen("02:42:ac:11:00:03", at: .distantPast),
            ]
            let condition = try #require(await work.check([moved]).first)
            #expect(condition.move?.from == old.host)
            #expect(condition.move.map { $0.ago >= .seconds(240) && $0.ago < .seconds(600) } == true)
            #expect(condition.doubts.map(\.id) == [.moveDoubtful])
            #expect(condition.doubts.first?.why.contains("02:42:ac:11:00:02") == true)
            // A move of last week is no news.
            _ = try await work.store.move(
                entry.id, from: moved.endpoint, to: old, source: .dhcp, at: Date().addingTimeInterval(-7 * 86400))
            #expect(await work.check([entry]).first?.move == nil)
        }
    }

    @Test("The callbacks of a bridge are counted")
    func callbacks() async throws {
        try await Stage.run(household: { $0.faults.areSlotsFull = true }) { stage in
            let work = try Self.work(stage)
            let slots = await work.callbacks(of: try Self.entry(stage), stage.bridge.household.token)
            #expect(slots == CallbackSlots(taken: 3))
            let silent = try SilentPort(.refuses)
            #expect(
                await work.callbacks(
                    of: try Self.entry(stage) { $0.endpoint = silent.endpoint }, stage.bridge.household.token) == nil)
        }
    }

    @Test("A search tells what each source is at, and what it has to say")
    func sources() async throws {
        try await Stage.run { stage in
            try stage.keyturn.home.write(
                "0 54:d2:72:0a:0b:0c 198.51.100.52 Nuki_Bridge_1A2B3C4D *\n0 * 198.51.100.53 printer *\n", to: "leases")
            let directory = try RawServer { peer throws(SystemError) in
                _ = try peer.head()
                let body = #"{"bridges":[{"bridgeId":7,"ip":"0.0.0.0","port":0}]}"#
                try peer.send("HTTP/1.1 200 OK\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)")
            }
            let work = try Self.work(
                stage,
                [
                    "--source", "leases", "--leases", stage.keyturn.home("leases"), "--cloud-url",
                    "http://\(directory.endpoint)/list", "--timeout", "20s",
                ])
            var states: [AddressSource: [SourceState]] = [:]
            var names: [String?] = []
            var remarks: [ErrorID?] = []
            for try await news in work.search(SearchScope()) {
                switch news {
                case .source(let source, let state): states[source, default: []].append(state)
                case .change(.found(let candidate, _)): names.append(candidate.hostName)
                case .remark(let diagnosis): remarks.append(diagnosis.id)
                case .change: break
                }
            }
            #expect(states == [.leases: [.looking, .read(1)], .cloud: [.looking, .read(0)]])
            #expect(names == ["Nuki_Bridge_1A2B3C4D"])
            #expect(remarks == [.bridgeHidden])
        }
    }

    @Test("Nuki's directory is asked once a person agreed, and the scope leaves listening out")
    func scope() async throws {
        try await Stage.run { stage in
            let work = try Self.work(stage, ["--source", "neighbours", "--timeout", "20s"])
            var scope = SearchScope()
            scope.listens = false
            var sources: Set<AddressSource> = []
            for try await news in work.search(scope) {
                if case .source(let source, _) = news { sources.insert(source) }
            }
            #expect(sources == [.neighbours])
        }
    }
}

extension BridgeCondition.Answer {
    fileprivate var words: String {
        switch self {
        case .online(_, let devices): "online \(devices)"
        case .refused: "refused"
        case .failed(let diagnosis): diagnosis.id?.rawValue ?? diagnosis.what
        }
    }
}
