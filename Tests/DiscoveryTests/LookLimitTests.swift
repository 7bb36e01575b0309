import Discovery
import NukiDomain
import Sightings
import TestKit
import Testing

@Suite("Where and how often addresses are looked at", .timeLimit(.minutes(1))) struct LookLimitTests {
    private let clock = ManualClock()

    private func search(_ source: ScriptedSource, _ look: ScriptedLook, timeout: Duration? = nil) -> CandidateSearch {
        CandidateSearch(
            sources: [source], look: { await look.look($0) }, within: [.home], timeout: timeout, clock: clock)
    }

    @Test(
        "An address of another network is never connected to",
        arguments: [
            [8, 8, 8, 8], [10, 8, 0, 5], [192, 168, 2, 52], [127, 0, 0, 1], [192, 168, 1, 255], [192, 168, 1, 10],
        ]
            as [[UInt8]])
    func outside(_ parts: [UInt8]) async throws {
        let address = IPv4Address(parts[0], parts[1], parts[2], parts[3])
        let look = ScriptedLook([address: [.bridge]], clock: clock)
        let source = ScriptedSource(.sample(at: address))
        source.continuation.finish()
        let changes = try await search(source, look).changes().reduce(into: []) { $0.append($1) }
        #expect(changes == [.found(.sample(at: address), answers: nil)])
        #expect(look.log == [])
    }

    @Test("Of 10,000 names in a minute every one is told, and at most one new address a second is looked at")
    func flood() async throws {
        let look = ScriptedLook([:], clock: clock)
        let source = ScriptedSource()
        var changes = search(source, look, timeout: .seconds(3600)).changes().makeAsyncIterator()
        var number: UInt32 = 0
        for tenth in 0..<600 {
            for _ in 0..<17 where number < 10_000 {
                number += 1
                let address = IPv4Address(192, 168, 1, UInt8(number % 200 + 20))
                source.continuation.yield(
                    .sample(id: number, mac: UInt64(number), at: address, transaction: number))
                guard case .found = try await changes.next() else {
                    Issue.record("not found: \(number)")
                    return
                }
            }
            #expect(Set(look.log.map { $0.split(separator: " ")[1] }).count <= tenth / 10 + 1)
            clock.advance(by: .milliseconds(100))
        }
        #expect(number == 10_000)
        let looked = Set(look.log.map { $0.split(separator: " ")[1] })
        #expect(!looked.isEmpty)
        #expect(looked.count <= 60)
    }

    @Test("Addresses that are known at once are looked at one a second, in their order, before the search ends")
    func turns() async throws {
        let addresses = (1...4).map { IPv4Address(192, 168, 1, 50 + $0) }
        let look = ScriptedLook(Dictionary(uniqueKeysWithValues: addresses.map { ($0, [.bridge]) }), clock: clock)
        let source = ScriptedSource()
        for (number, address) in addresses.enumerated() {
            source.continuation.yield(.sample(id: UInt32(number), mac: UInt64(number + 1), at: address, by: .leases))
        }
        source.continuation.finish()
        var changes = search(source, look).changes().makeAsyncIterator()
        guard case .found(_, answers: true) = try await changes.next() else {
            Issue.record("the first was not looked at")
            return
        }
        for _ in 2...4 {
            guard case .found(_, answers: nil) = try await changes.next() else {
                Issue.record("a later one was looked at too early")
                return
            }
        }
        for address in addresses.dropFirst() {
            await clock.sleepers(1)
            clock.advance(by: .seconds(1))
            guard case .answers(let candidate) = try await changes.next() else {
                Issue.record("no answer from \(address)")
                return
            }
            #expect(candidate.address == address)
        }
        #expect(try await changes.next() == nil)
        #expect(look.log == addresses.enumerated().map { "\(Double($0)) \($1)" })
    }

    @Test("What a scan saw has just answered and is not asked again")
    func scanned() async throws {
        let look = ScriptedLook([:], clock: clock)
        let source = ScriptedSource(.sample(.granted, named: false, mac: nil, by: .scan))
        source.continuation.finish()
        let changes = try await search(source, look).changes().reduce(into: []) { $0.append($1) }
        guard case .found(_, answers: true)? = changes.first else {
            Issue.record("not found")
            return
        }
        #expect(look.log == [])
    }
}
