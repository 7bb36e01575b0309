import BridgeAPI
import HTTPFetch
import NukiDomain
import TestKit
import Testing

@testable import ControlLoop

@Suite("One bridge over the time")
struct BridgeSupervisorTests {
    private let fixture: LoopFixture
    private let clock = SkippingClock()
    private let log = EventLog()

    init() throws {
        fixture = try LoopFixture()
    }

    @Test("It asks who the bridge is, then lists the devices, then lists them every 30 s")
    func timeline() async throws {
        let bridge = ScriptedBridge(clock: clock)
        #expect(await run(bridge, polls: 3) == .online)
        #expect(await bridge.paths == ["/info", "/list", "/list", "/list"])
        let began = await bridge.served.map { ($0.began / .seconds(1)).rounded() }
        #expect(began == [0, 1, 31, 61])
    }

    @Test("The bridge is told online once, its devices with it, and then only what changes")
    func events() async throws {
        let opened = ScriptedBridge.device(568_300_604, "Front door", state: 3)
        let later = ScriptedBridge.device(568_300_604, "Front door", state: 3, read: "2026-08-22T09:35:00Z")
        let bridge = ScriptedBridge(clock: clock, lists: [.list(), .list(), .list([opened]), .list([later])])
        _ = await run(bridge, polls: 4)
        let events = await log.events
        #expect(events.map(\.bridgeName).allSatisfy { $0 == "Hallway" })
        try #require(events.count == 3)
        #expect(events.first?.kind == .bridgeOnline(devices: 1))
        guard case .deviceAdded(let door) = events[1].kind, case .deviceChanged(let old, let new) = events[2].kind
        else {
            Issue.record("\(events)")
            return
        }
        #expect(door.device.stateWord == "locked" && old.device == door.device && new.device.stateWord == "unlocked")
    }

    @Test("The bridge is asked every hour who it is")
    func hourly() async throws {
        let bridge = ScriptedBridge(clock: clock)
        _ = await run(bridge, polls: 122)
        let infos = await bridge.served.filter { $0.path == "/info" }
        try #require(infos.count == 2)
        #expect(infos[1].began - infos[0].began >= .seconds(3600))
        #expect(infos[1].began - infos[0].began < .seconds(3630))
    }

    @Test("Busy is asked again after 1, 3 and 10 s, and nobody hears of it")
    func busy() async throws {
        let bridge = ScriptedBridge(
            clock: clock, lists: [.list(), .status(503), .status(503), .status(503), .list()])
        #expect(await run(bridge, polls: 5) == .online)
        let lists = await bridge.served.filter { $0.path == "/list" }.map(\.began)
        let pauses = zip(lists, lists.dropFirst()).map { (($1 - $0) / .milliseconds(100)).rounded() / 10 }
        #expect(pauses == [30, 1.2, 3.6, 12])
        #expect(await log.news.count == 2)
    }

    @Test("Three polls without an answer make it unreachable, with the reason")
    func unreachable() async throws {
        let failure = ScriptedBridge.Answer.fails(.refused)
        let bridge = ScriptedBridge(
            clock: clock, infos: [.info(), failure, failure, failure, .info()], lists: [.list(), failure, .list()])
        #expect(await run(bridge, polls: 4) == .unreachable)
        #expect(await log.news.last == .bridgeUnreachable(at: Self.place, reason: "nothing listens on its port"))
    }

    @Test("What came back is told once, without its devices when nothing changed")
    func recovery() async throws {
        let failure = ScriptedBridge.Answer.fails(.connectTimedOut)
        let bridge = ScriptedBridge(
            clock: clock, infos: [.info(), failure, failure, failure, .info()], lists: [.list(), failure, .list()])
        #expect(await run(bridge, polls: 8) == .online)
        let kinds = await log.news
        #expect(kinds.count == 4)
        #expect(
            Array(kinds.suffix(2)) == [
                .bridgeUnreachable(at: Self.place, reason: "no answer"), .bridgeOnline(devices: 1),
            ])
    }

    @Test("One lost answer is no news, but the bridge has to say again who it is")
    func lostAnswer() async throws {
        let bridge = ScriptedBridge(clock: clock, lists: [.list(), .fails(.answerTimedOut), .list()])
        #expect(await run(bridge, polls: 3) == .online)
        #expect(await bridge.paths == ["/info", "/list", "/list", "/info", "/list"])
        #expect(await log.news.count == 2)
    }

    @Test("A bridge that refuses the token is told once, however often it refuses, and online when it takes it again")
    func refused() async throws {
        let refusal = ScriptedBridge.Answer.status(401)
        let bridge = ScriptedBridge(
            clock: clock, infos: [.info(), refusal, refusal, refusal, .info()], lists: [.list(), refusal, .list()])
        #expect(await run(bridge, polls: 6) == .online)
        let kinds = await log.news
        #expect(kinds.count == 4)
        #expect(Array(kinds.suffix(2)) == [.bridgeRefused, .bridgeOnline(devices: 1)])
        // 60 s after the first refusal, then 120, 240, 480.
        let infos = await bridge.served.filter { $0.path == "/info" }.map(\.began)
        let pauses = zip(infos.dropFirst(), infos.dropFirst(2)).map { (($1 - $0) / .seconds(1)).rounded() }
        #expect(pauses == [120, 240, 480])
    }

    @Test("Another bridge at the address is told once and is asked nothing but its name")
    func replaced() async throws {
        let stranger = BridgeID(rawValue: 0x06DF_ECE1)
        let bridge = ScriptedBridge(clock: clock, infos: [.info(stranger)])
        #expect(await run(bridge, polls: 4) == .replaced(by: stranger))
        #expect(await bridge.paths == ["/info", "/info", "/info", "/info"])
        #expect(await log.news == [.bridgeReplaced(by: stranger)])
        let began = await bridge.served.map { ($0.began / .seconds(1)).rounded() }
        #expect(began == [0, 60, 180, 420])
    }

    @Test("The right bridge back at its address is used as before")
    func rightBridgeBack() async throws {
        let bridge = ScriptedBridge(clock: clock, infos: [.info(BridgeID(rawValue: 7)), .info()])
        #expect(await run(bridge, polls: 2) == .online)
        #expect(await bridge.paths == ["/info", "/info", "/list"])
    }

    @Test("A bridge without a hardware id is not the one that was meant")
    func noHardwareID() async throws {
        let fetcher = Fixed(HTTPResponse(status: 200, body: Array(#"{"ids": {"serverId": 1}}"#.utf8)))
        let supervisor = fixture.supervisor(fetcher, log: log, clock: clock)
        #expect(await supervisor.run(polls: 3) == .unreachable)
        #expect(await log.news == [.bridgeUnreachable(at: Self.place, reason: "it has no hardware id")])
    }

    @Test("A software bridge is the one that was meant by the server id that it was set up with")
    func serverID() async throws {
        let fetcher = Fixed(HTTPResponse(status: 200, body: Array(#"{"ids": {"serverId": 1}}"#.utf8)))
        let bridge = fixture.bridge(BridgeID(rawValue: 1))
        _ = await fixture.supervisor(fetcher, log: log, clock: clock, bridge: bridge).run(polls: 3)
        // It gets past the introduction, and what it answers then is no list.
        #expect(await log.news.count == 1)
        #expect(await !log.news.contains(.bridgeUnreachable(at: Self.place, reason: "it has no hardware id")))
    }

    @Test("A clock that stamps do not follow is told once")
    func doubtfulClock() async throws {
        let failure = ScriptedBridge.Answer.fails(.connectionLost)
        let bridge = ScriptedBridge(
            clock: clock, infos: [.info(clockAhead: 150)], lists: [.list(), failure, failure, .list()])
        _ = await run(bridge, polls: 4)
        #expect(await log.news.filter { $0 == .notice(.clockDoubtful(offset: 150)) }.count == 1)
    }

    @Test("A lock file that cannot be opened is a reason, and the bridge is never asked")
    func noLockFile() async throws {
        let bridge = ScriptedBridge(clock: clock)
        let supervisor = fixture.supervisor(bridge, log: log, clock: clock, lanes: fixture.folder("missing"))
        #expect(await supervisor.run(polls: 3) == .unreachable)
        #expect(await bridge.paths.isEmpty)
        let reason = "its lock file: open: No such file or directory"
        #expect(await log.news == [.bridgeUnreachable(at: Self.place, reason: reason)])
    }

    /// Where the fixture's bridge is.
    private static let place = Host.name("hallway")

    private func run(_ bridge: ScriptedBridge, polls: Int) async -> BridgeState {
        await fixture.supervisor(bridge, log: log, clock: clock).run(polls: polls)
    }
}

/// Answers everything alike.
private struct Fixed: HTTPFetching {
    let response: HTTPResponse

    init(_ response: HTTPResponse) { self.response = response }

    func fetch(_ request: HTTPRequest) async throws(HTTPError) -> HTTPResponse { response }
}
