import Discovery
import NukiDomain
import Sightings
import TestKit
import Testing

@Suite("A name that is heard without an address, as in DHCPv6", .timeLimit(.minutes(1)))
struct PlacelessNameTests {
    private var book = CandidateBook()
    /// Not of Nuki's block: without its name, nobody takes it for a bridge.
    private static let mac: UInt64 = 0x0200_0000_0007

    private static func name(id: UInt32 = 0x1A2B_3C4D, mac: UInt64? = mac, second: Int = 0) -> Sighting {
        .sample(id: id, mac: mac, at: nil, second: second)
    }

    private static func neighbour(mac: UInt64 = mac, at address: IPv4Address = .first) -> Sighting {
        .sample(.granted, named: false, mac: mac, at: address, second: 9, by: .neighbours)
    }

    @Test("waits for the address of its hardware, and both speak for the bridge")
    mutating func joined() throws {
        #expect(book.take(Self.name()) == nil)
        #expect(book.lacksAddresses && book.lacksAddress(of: MACAddress(rawValue: Self.mac)))
        #expect(book.take(Self.neighbour(mac: 0x0200_0000_0008, at: .second)) == nil)
        guard case .found(let bridge) = book.take(Self.neighbour()) else {
            Issue.record("not found")
            return
        }
        #expect(bridge.id == BridgeID(rawValue: 0x1A2B_3C4D))
        #expect(bridge.hostName == "Nuki_Bridge_1A2B3C4D")
        #expect(bridge.address == .first)
        #expect(bridge.evidence.map(\.source) == [.dhcp, .neighbours])
        #expect(bridge.source == .neighbours, "the address is the table's, and is believed no more than that")
        #expect(!book.lacksAddresses)
        #expect(book.take(Self.name(second: 10)) == nil)
        #expect(book.take(Self.neighbour()) == nil)
    }

    @Test("is put to hardware whose address was known before")
    mutating func after() {
        _ = book.take(Self.neighbour(mac: 0x54D2_720A_0B0C))
        guard case .found(let bridge) = book.take(Self.name(mac: 0x54D2_720A_0B0C)) else {
            Issue.record("not found")
            return
        }
        #expect(bridge.id == BridgeID(rawValue: 0x1A2B_3C4D))
        #expect(bridge.evidence.map(\.source) == [.dhcp, .neighbours])
        #expect(book.candidates == [bridge])
        #expect(book.take(Self.name(id: 7, mac: 0x54D2_720A_0B0C)) == nil, "one name is not changed for another")
        #expect(book.candidates == [bridge])
    }

    @Test("moves no bridge that is known at an address by other hardware")
    mutating func stranger() {
        _ = book.take(.sample())
        #expect(book.take(Self.name()) == nil)
        #expect(!book.lacksAddresses)
        #expect(book.take(Self.neighbour(at: .second)) == nil)
        #expect(book.candidates.map(\.address) == [.first])
    }

    @Test(
        "of hardware that tells its address by DHCP, with its name or without, waits no longer",
        arguments: [true, false])
    mutating func version4(named: Bool) {
        _ = book.take(Self.name())
        guard case .found(let bridge) = book.take(.sample(named: named, mac: Self.mac)) else {
            Issue.record("not found")
            return
        }
        #expect(bridge.hostName == "Nuki_Bridge_1A2B3C4D")
        #expect(bridge.evidence.map(\.source) == [.dhcp])
        #expect(!book.lacksAddresses)
    }

    @Test("made up a thousand times, costs no memory")
    mutating func flood() {
        for number in 1...1000 as ClosedRange<UInt64> { _ = book.take(Self.name(id: UInt32(number), mac: number)) }
        let kept = (1...1000 as ClosedRange<UInt64>).filter { book.lacksAddress(of: MACAddress(rawValue: $0)) }
        #expect(kept == Array(937...1000))
    }

    @Test("is looked up among the neighbours every 2 s until the address is there")
    func lookedUp() async throws {
        let clock = ManualClock()
        let heard = ScriptedSource(Self.name())
        let table = GrowingTable(tables: [[], [Self.neighbour(mac: 0x0200_0000_0008, at: .second)], [Self.neighbour()]])
        let search = CandidateSearch(sources: [heard], look: nil, within: [], neighbours: table, clock: clock)
        var changes = search.changes().makeAsyncIterator()
        for _ in 0..<3 {
            await clock.sleepers(1)
            clock.advance(by: .seconds(2))
        }
        guard case .found(let bridge, answers: nil)? = try await changes.next() else {
            Issue.record("not found")
            return
        }
        #expect(bridge.address == .first)
        heard.continuation.finish()
        #expect(try await changes.next() == nil)
        #expect(await table.reads.count == 3)
    }
}

/// A table that has more in it each time it is read.
private struct GrowingTable: SightingSource {
    actor Reads {
        private(set) var count = 0

        func next() -> Int {
            count += 1
            return count - 1
        }
    }

    let tables: [[Sighting]]
    let reads = Reads()

    func sightings() -> AsyncThrowingStream<Sighting, any Error> {
        let (stream, continuation) = AsyncThrowingStream.makeStream(of: Sighting.self)
        Task {
            for sighting in tables[min(await reads.next(), tables.count - 1)] { continuation.yield(sighting) }
            continuation.finish()
        }
        return stream
    }
}
