import BridgeAPI
import Discovery
import Entries
import HTTPFetch
import Linux
import NukiDomain
import Sightings
import Synchronization
import TestKit
import Testing

@testable import ControlLoop

@Suite("A token in clear, and the hardware that it may go to", .timeLimit(.minutes(1)))
struct NeighbourhoodTests {
    private static let stranger = MACAddress(rawValue: 0x0242_AC11_0002)

    private let clock = SkippingClock()
    private let log = EventLog()
    private let fixture: LoopFixture
    private let house: QuietHouse
    private let bridge: KnownBridge
    private let served: ScriptedBridge

    init() throws {
        fixture = try LoopFixture()
        house = try QuietHouse(clock: clock)
        house.answer(at: QuietHouse.old)
        house.meet(QuietHouse.mac, at: QuietHouse.old)
        var entry = try QuietHouse.entry()
        entry.auth = .plain
        bridge = KnownBridge(entry: entry, token: fixture.token)
        served = ScriptedBridge(clock: clock, infos: [.info(entry.id)])
    }

    /// Connects to the stored address, which changes hands meanwhile as a test says; the bridge gets what goes out then.
    private func fetcher(whileConnecting change: @escaping @Sendable () -> Void) -> ScriptedFetcher {
        ScriptedFetcher { [served] request in
            change()
            if let reason = request.objection?() { return .failure(.withheld(reason)) }
            do throws(HTTPError) {
                return .success(try await served.fetch(request))
            } catch {
                return .failure(error)
            }
        }
    }

    private func supervisor(_ fetcher: ScriptedFetcher, isFollowed: Bool) async throws -> BridgeSupervisor {
        let relocation = Relocation(try await house.means(), SightingFeed(once: []) { _ in }) { _ in }
        return fixture.supervisor(
            fetcher, log: log, clock: clock, bridge: bridge, relocation: isFollowed ? relocation : nil,
            neighbourhood: house.neighbourhood)
    }

    @Test(
        "An address that changes hands while a connection is being made gets nothing signed", arguments: [true, false])
    func handedOver(isFollowed: Bool) async throws {
        let fetcher = fetcher { [house] in house.meet(Self.stranger, at: QuietHouse.old) }
        #expect(try await supervisor(fetcher, isFollowed: isFollowed).run(polls: 3) == .unreachable)
        #expect(await served.paths == [])
        // A bridge that is followed is looked at before anything is signed again.
        #expect(fetcher.requests.map(\.path) == Array(repeating: "/info", count: isFollowed ? 1 : 3))
        #expect(house.looks.count == (isFollowed ? 3 : 0))
        guard case .bridgeUnreachable(_, let reason)? = await log.kinds.last else {
            Issue.record("\(await log.kinds)")
            return
        }
        #expect(reason == "its token in clear waits for its own hardware, \(QuietHouse.mac), to answer there")
    }

    @Test("Hardware that the kernel does not know is no bridge's", arguments: [true, false])
    func unknown(isFollowed: Bool) async throws {
        let fetcher = fetcher { [house] in house.forgetNeighbours() }
        #expect(try await supervisor(fetcher, isFollowed: isFollowed).run(polls: 1) == .degraded)
        #expect(await served.paths == [])
    }

    @Test("Once its own hardware is back, the bridge is asked again")
    func back() async throws {
        let isFirst = Mutex(true)
        let fetcher = fetcher { [house] in
            let wasFirst = isFirst.withLock { first in
                defer { first = false }
                return first
            }
            house.meet(wasFirst ? Self.stranger : QuietHouse.mac, at: QuietHouse.old)
        }
        let supervisor = try await supervisor(fetcher, isFollowed: false)
        #expect(await supervisor.run(polls: 2) == .online)
        #expect(await served.paths == ["/info", "/list"])
    }

    @Test("A command without a loop is kept back as well, and once")
    func direct() async throws {
        let fetcher = fetcher { [house] in house.meet(Self.stranger, at: QuietHouse.old) }
        let direct = DirectCommand(
            to: bridge, lane: fixture.lane(to: bridge.entry.id, clock: clock),
            dialer: fixture.dialer(fetcher, clock: clock), neighbourhood: house.neighbourhood, clock: clock)
        let device = DeviceKey(type: .smartLock, id: NukiID(rawValue: 1))
        let report = await direct.carryOut(
            DeviceCommand(bridge: bridge.entry.id, device: device, action: .lock, asker: .user(0)))
        #expect(report.outcome.reason?.contains("its own hardware") == true)
        #expect(fetcher.requests.count == 1)
        #expect(await served.paths == [])
    }

    @Test("Other sign-ins, hosts behind a router and entries without hardware are not looked at")
    func unguarded() throws {
        func isGuarded(_ change: (inout BridgeEntry) -> Void) -> Bool {
            var entry = bridge.entry
            change(&entry)
            let known = KnownBridge(entry: entry, token: fixture.token)
            return house.neighbourhood.objection(to: entry, known.credential)?() != nil
        }
        #expect(!isGuarded { _ in })
        house.forgetNeighbours()
        #expect(isGuarded { _ in })
        #expect(!isGuarded { $0.auth = .encrypted })
        #expect(!isGuarded { $0.auth = .hashed })
        #expect(!isGuarded { $0.mac = nil })
        #expect(!isGuarded { $0.endpoint = Endpoint(host: .address(.v4(IPv4Address(192, 168, 1, 5))), port: .http) })
        #expect(!isGuarded { $0.endpoint = Endpoint(host: .name("hallway"), port: .http) })
    }
}
