import BridgeAPI
import BridgeSimulator
import Discovery
import Entries
import FoundationEssentials
import HTTPFetch
import Linux
import NukiDomain
import Sightings
import Synchronization
import TestKit
import Testing

@testable import ControlLoop

@Suite("The search for a bridge that was somewhere else", .timeLimit(.minutes(1)))
struct MoveSearchTests {
    @Test("Ten thousand addresses in a minute: no more than one new one a second is looked at")
    func flood() async throws {
        let clock = ManualClock()
        let house = try QuietHouse(clock: clock)
        let search = try await house.search()
        async let _ = search.run()
        // The stored address does not answer three times, 1 and 2 s apart.
        for (looks, pause) in [(1, 1), (2, 2)] {
            try await house.sees { $0.count == looks }
            await clock.sleepers(1)
            clock.advance(by: .seconds(pause))
        }
        try await house.sees { $0.count == 3 }
        for number in 0..<10_000 as Range<UInt32> {
            let address = IPv4Address(rawValue: IPv4Address(10, 77, 0, 10).rawValue + number)
            await search.take(MoveClaim(address: address, source: .dhcp))
        }
        while house.newAddresses(in: house.looks).count < 30 {
            try await Task.sleep(for: .milliseconds(2))
            clock.advance(by: .seconds(1))
        }
        await search.end()
        // The stored address took 3 s.
        for (index, time) in house.newAddresses(in: house.looks).enumerated() { #expect(time >= .seconds(3 + index)) }
    }

    @Test("A flood of claims has a bridge that is where it was looked at no more than once in five seconds")
    func floodAtHome() async throws {
        let house = try QuietHouse()
        house.answer(at: QuietHouse.old)
        let search = try await house.search(.watching(patience: .seconds(90)))
        async let course: Void = search.run()
        while house.looks.count < 10 {
            try await Task.sleep(for: .milliseconds(2))
            for number in 0..<100 as Range<UInt32> {
                let address = IPv4Address(rawValue: IPv4Address(10, 77, 0, 10).rawValue + number)
                await search.take(MoveClaim(address: address, source: .dhcp))
            }
        }
        await search.end()
        await course
        #expect(house.looks.allSatisfy { $0.address == QuietHouse.old })
        let times = house.looks.map(\.at)
        #expect(zip(times, times.dropFirst()).allSatisfy { $1 - $0 >= .seconds(5) })
        #expect(house.signed == 0)
    }

    @Test("Claims of 8.8.8.8 and of other networks connect nowhere and are told at the end")
    func outOfReach() async throws {
        let house = try QuietHouse()
        let search = try await house.search()
        async let course: Void = search.run()
        for address in [IPv4Address(8, 8, 8, 8), IPv4Address(192, 168, 1, 1)] {
            await search.take(MoveClaim(address: address, source: .dhcp))
        }
        try await house.sees { $0.count >= 5 }
        await search.end()
        await course
        let news = try await search.news.reduce(into: []) { $0.append($1) }
        #expect(news.map(\.finding.result) == [.doubtful])
        #expect(house.looks.allSatisfy { $0.address == QuietHouse.old })
    }

    @Test("A stored address that answers again in between ends the search: unchanged, nothing signed")
    func aliveAgain() async throws {
        let house = try QuietHouse()
        let search = try await house.search()
        async let course: Void = search.run()
        await search.take(MoveClaim(address: QuietHouse.new, source: .dhcp))
        try await house.sees { $0.contains { $0.address == QuietHouse.new } }
        house.answer(at: QuietHouse.old)
        await course
        let news = try await search.news.reduce(into: []) { $0.append($1) }
        #expect(news.map(\.finding) == [.unchanged])
        #expect(house.signed == 0)
    }

    @Test("DHCPv6 tells hardware and no IPv4 address: the kernel's neighbours tell where that is")
    func dhcp6() async throws {
        let house = try QuietHouse()
        house.answer(at: QuietHouse.new)
        house.meet(QuietHouse.mac, at: QuietHouse.new)
        let search = try await house.search(usesNeighbours: false)
        async let course: Void = search.run()
        await search.take(
            Sighting(
                claim: .wish, hostNames: ["Nuki_Bridge_0A2B3C4D"], mac: QuietHouse.mac, address: nil, seen: Date()))
        await course
        let news = try await search.news.reduce(into: []) { $0.append($1) }
        // Whoever refuses all four is no bridge of ours, and was asked.
        #expect(news.map(\.finding) == [.refused(MoveClaim(address: QuietHouse.new, source: .dhcp))])
        #expect((1...4).contains(house.signed))
    }

    @Test("A search that watches ends when somebody removes the entry")
    func removedEntry() async throws {
        let house = try QuietHouse()
        house.answer(at: QuietHouse.old)
        let search = try await house.search(.watching(patience: .seconds(90)))
        async let course: Void = search.run()
        try await house.sees { $0.count >= 3 }
        try house.forgetEntries()
        await course
        #expect(try await search.news.reduce(into: []) { $0.append($1.finding) } == [.unchanged])
    }

    @Test("Beside polls nothing is looked at while they are answered, and claims are once the third has failed")
    func besidePolls() async throws {
        let house = try QuietHouse()
        house.answer(at: QuietHouse.new)
        house.meet(QuietHouse.mac, at: QuietHouse.new)
        let search = try await house.search(.besidePolls)
        async let course: Void = search.run()
        for isLost in [false, false, true] {
            await search.polled(.busy, isLost: false, stampOffset: 0)
            #expect(house.looks.isEmpty)
            await search.polled(.failed("no answer"), isLost: isLost, stampOffset: 0)
        }
        for try await news in search.news {
            #expect(news.finding == .refused(MoveClaim(address: QuietHouse.new, source: .neighbours)))
            break
        }
        #expect(house.looks.map(\.address) == [QuietHouse.new])
        await search.end()
        await course
    }

    @Test("A hint that comes before somebody waits for one is not lost")
    func earlyHint() async throws {
        let search = try await QuietHouse().search(.besidePolls)
        let stirs = Mutex(0)
        await search.take(MoveClaim(address: QuietHouse.new, source: .neighbours))
        await search.whenStirred { stirs.withLock { $0 += 1 } }
        #expect(stirs.withLock(\.self) == 1)
        let unhinted = try await QuietHouse().search(.besidePolls)
        await unhinted.whenStirred { stirs.withLock { $0 += 1 } }
        #expect(stirs.withLock(\.self) == 1)
    }

    @Test(
        "Beside polls, what tables say of the stored address has nobody looked at, and the polls go where others moved it"
    )
    func movedByOthers() async throws {
        let house = try QuietHouse()
        let search = try await house.search(.besidePolls)
        async let course: Void = search.run()
        for source in [Sighting.Source.neighbours, .leases, .dhcp] {
            await search.take(MoveClaim(address: QuietHouse.old, source: source))
        }
        try await house.moveEntry(to: QuietHouse.new)
        await search.polled(.failed("no answer"), isLost: true, stampOffset: 0)
        for try await news in search.news {
            #expect(news.finding == .unchanged)
            #expect(news.entry.endpoint.host == .address(.v4(QuietHouse.new)))
            break
        }
        await search.end()
        await course
        #expect(house.looks.isEmpty)
    }

    @Test("A move that cannot be written is told, and the search goes on until it can be")
    func unwritableMove() async throws {
        let house = try QuietHouse()
        let unsaved = Mutex<[ConfigurationError]>([])
        let search = try await house.search(.besidePolls) { error in unsaved.withLock { $0.append(error) } }
        let claim = MoveClaim(address: QuietHouse.new, source: .dhcp)
        try house.write(entries: "{\"schema\":999,\"entries\":[]}")
        await search.move(claim, QuietHouse.mac)
        #expect(unsaved.withLock(\.count) == 1)
        try house.write(entries: "{\"schema\":1,\"entries\":[]}")
        try await house.save(QuietHouse.entry())
        await search.move(claim, QuietHouse.mac)
        await search.end()
        let news = try await search.news.reduce(into: []) { $0.append($1.finding) }
        #expect(news.first == .moved(claim, QuietHouse.mac))
        #expect(unsaved.withLock(\.count) == 1)
    }

    @Test("An entry that its owner changed is searched for as it is now, and its token in clear guarded anew")
    func changedByHand() async throws {
        let house = try QuietHouse()
        let search = try await house.search(.besidePolls)
        var entry = try QuietHouse.entry()
        entry.endpoint = Endpoint(host: .address(.v4(QuietHouse.new)), port: .bridgeDefault)
        entry.auth = .plain
        #expect(await search.obstacle() == nil)
        await search.take(KnownBridge(entry: entry, token: try BridgeToken(parsing: FixtureTokens.own)))
        house.answer(at: QuietHouse.new)
        house.meet(MACAddress(rawValue: 0x0242_AC11_0002), at: QuietHouse.new)
        #expect(await search.obstacle() != nil)
        house.meet(QuietHouse.mac, at: QuietHouse.new)
        #expect(await search.obstacle() == nil)
        #expect(house.looks.allSatisfy { $0.address == QuietHouse.new })
        #expect(house.signed == 0)
    }

    @Test("Without looks, what is heard is told as heard, and nobody is asked")
    func listening() async throws {
        let house = try QuietHouse()
        let search = try await house.search(.listening(goesOn: false))
        async let course: Void = search.run()
        let claim = MoveClaim(address: QuietHouse.new, source: .leases)
        await search.take(claim)
        await course
        #expect(try await search.news.reduce(into: []) { $0.append($1.finding) } == [.sighted(claim)])
        #expect(house.looks.isEmpty)
    }

    @Test("Sightings of this bridge are taken by name, by hardware and by server id, and others' are not")
    func speaking() async throws {
        let entry = try QuietHouse.entry()
        func sighting(_ name: String?, _ mac: MACAddress? = nil, server: UInt32? = nil) -> Sighting {
            Sighting(
                claim: .wish, hostNames: name.map { [$0] } ?? [], mac: mac, address: QuietHouse.new,
                serverID: server.map(BridgeID.init(rawValue:)), seen: Date())
        }
        #expect(sighting("nuki-bridge-a2b3c4d.lan").speaks(of: entry))
        #expect(sighting("a-printer", QuietHouse.mac).speaks(of: entry))
        #expect(sighting(nil, server: 0x1C5E_90A7).speaks(of: entry))
        #expect(!sighting("Nuki_Bridge_1A2B3C4D", MACAddress(rawValue: 0x54D2_720A_0B0C), server: 7).speaks(of: entry))
        #expect(!sighting(nil).speaks(of: entry))
    }

    @Test("A move leaves alone what others changed of the entry meanwhile, and an address that a person gave")
    func concurrentChange() async throws {
        let folder = try TemporaryFolder()
        let store = EntryStore(try QuietHouse.locations(folder))
        let entry = try QuietHouse.entry()
        _ = try await store.save(entry, token: nil, at: Date())
        var renamed = entry
        renamed.name = "Cellar"
        _ = try await store.save(renamed, token: nil, at: Date())
        let new = Endpoint(host: .address(.v4(QuietHouse.new)), port: .bridgeDefault)
        let moved = try await store.move(entry.id, from: entry.endpoint, to: new, source: .dhcp, at: Date())
        #expect(moved?.name == "Cellar")
        #expect(try store.load()[entry.id]?.endpoint == new)
        #expect(try store.load()[entry.id]?.mac == QuietHouse.mac)
        let late = try await store.move(entry.id, from: entry.endpoint, to: entry.endpoint, source: .dhcp, at: Date())
        #expect(late == nil)
        #expect(try store.load()[entry.id]?.endpoint == new)
    }

    @Test("What is remembered of probes outlasts the process")
    func memory() async throws {
        let folder = try TemporaryFolder()
        let locations = try QuietHouse.locations(folder)
        let start = Date(timeIntervalSince1970: 1_780_000_000)
        let id = BridgeID(rawValue: 7)
        #expect(await ProbeMemory(locations, now: { start }, warn: Self.unexpected).begin(id) == nil)
        #expect(await ProbeMemory(locations, now: { start + 60 }, warn: Self.unexpected).begin(id) == .seconds(540))
        #expect(
            await ProbeMemory(locations, now: { start + 60 }, warn: Self.unexpected).begin(BridgeID(rawValue: 8)) == nil
        )
    }

    @Test(
        "A file of probes that makes no sense, or is newer, allows none and stays as it is",
        arguments: ["{", "{\"schema\":2,\"bridges\":[]}"])
    func unreadableMemory(_ text: String) async throws {
        let folder = try TemporaryFolder()
        try folder.write(text, to: "config/state/probes.json")
        let start = Date(timeIntervalSince1970: 1_780_000_000)
        for _ in 0..<2 {
            let memory = ProbeMemory(try QuietHouse.locations(folder), now: { start }) { _ in }
            #expect(await memory.begin(BridgeID(rawValue: 7)) == .seconds(600))
            await memory.end(BridgeID(rawValue: 7), .proved)
        }
        #expect(try folder.text(of: "config/state/probes.json") == text)
    }

    @Sendable private static func unexpected(_ error: ConfigurationError) { Issue.record("\(error)") }

    @Test("Of many processes that want to probe one bridge at once, one may")
    func manyProbes() async throws {
        let folder = try TemporaryFolder()
        let locations = try QuietHouse.locations(folder)
        let start = Date(timeIntervalSince1970: 1_780_000_000)
        let begun = await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<8 {
                group.addTask { @concurrent in
                    await ProbeMemory(locations, now: { start }, warn: Self.unexpected).begin(BridgeID(rawValue: 7))
                        == nil
                }
            }
            return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(begun == 1)
    }
}
