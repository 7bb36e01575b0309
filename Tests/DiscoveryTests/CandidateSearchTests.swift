import BridgeAPI
import Discovery
import NukiDomain
import Sightings
import TestKit
import Testing

@Suite("Searching", .timeLimit(.minutes(1))) struct CandidateSearchTests {
    private let clock = ManualClock()

    private struct Lost: Error {}

    private func search(
        _ sources: [ScriptedSource], look: ScriptedLook? = nil, within networks: [LocalNetwork] = [.home],
        timeout: Duration? = nil, settle: Duration? = nil
    ) -> AsyncThrowingStream<CandidateSearch.Change, any Error> {
        var asking: (@Sendable (BridgeCandidate) async -> BridgeProbe.Finding)?
        if let look { asking = { await look.look($0) } }
        return CandidateSearch(
            sources: sources, look: asking, within: networks, timeout: timeout, settle: settle, clock: clock
        ).changes()
    }

    /// Moves the clock once so many tasks wait for it.
    private func advance(by duration: Duration, sleepers: Int = 1) async {
        await clock.sleepers(sleepers)
        clock.advance(by: duration)
    }

    @Test("a bridge that answers is found so, one that does not is found too")
    func answers() async throws {
        let source = ScriptedSource(.sample())
        source.continuation.finish()
        let found = try await search([source], look: ScriptedLook([.first: [.bridge]])).reduce(into: []) {
            $0.append($1)
        }
        #expect(found == [.found(.sample(), answers: true)])
        let silent = ScriptedSource(.sample())
        var changes = search([silent], look: ScriptedLook([.first: [.nothing]])).makeAsyncIterator()
        #expect(try await changes.next() == .found(.sample(), answers: false))
    }

    @Test("without a look, nobody says whether it answers")
    func noLook() async throws {
        let source = ScriptedSource(.sample(), .sample(.refused, named: false, at: nil))
        source.continuation.finish()
        let changes = try await search([source]).reduce(into: []) { $0.append($1) }
        #expect(changes == [.found(.sample(), answers: nil), .withdrawn(.sample())])
    }

    @Test("a slow first look holds the finding back for 300 ms and no longer")
    func patience() async throws {
        let source = ScriptedSource(.sample())
        let look = ScriptedLook([.first: [.never, .bridge]], clock: clock)
        var changes = search([source], look: look).makeAsyncIterator()
        await look.looks(1)
        // Beside the end of patience, the next turn is waited for; later, beside that, the next look.
        await advance(by: .milliseconds(300), sleepers: 2)
        #expect(try await changes.next() == .found(.sample(), answers: false))
        await advance(by: .seconds(1), sleepers: 2)
        #expect(try await changes.next() == .answers(.sample()))
        #expect(look.log == ["0.0 192.168.1.52", "1.3 192.168.1.52"])
    }

    @Test("an address that does not answer is looked at again after 1, 2, 4 and so on up to 60 s")
    func lookAgain() async throws {
        let waits = [1, 2, 4, 8, 16, 32, 60, 60]
        let look = ScriptedLook([.first: Array(repeating: .nothing, count: waits.count) + [.bridge]], clock: clock)
        let source = ScriptedSource(.sample())
        var changes = search([source], look: look).makeAsyncIterator()
        #expect(try await changes.next() == .found(.sample(), answers: false))
        await clock.sleepers(2)
        for wait in waits {
            await advance(by: .seconds(wait) - .milliseconds(1))
            await advance(by: .milliseconds(1))
        }
        #expect(try await changes.next() == .answers(.sample()))
        let times = [0, 1, 3, 7, 15, 31, 63, 123, 183]
        #expect(look.log == times.map { "\(Double($0)) 192.168.1.52" })
    }

    @Test("an address that the bridge has left is not looked at again")
    func movedAway() async throws {
        let look = ScriptedLook([.first: [.nothing, .bridge], .second: [.nothing, .bridge]], clock: clock)
        let source = ScriptedSource(.sample())
        var changes = search([source], look: look).makeAsyncIterator()
        #expect(try await changes.next() == .found(.sample(), answers: false))
        await clock.sleepers(2)
        source.continuation.yield(.sample(at: .second, transaction: 2))
        #expect(try await changes.next() == .moved(.sample(at: .second), from: .first, answers: nil))
        await advance(by: .seconds(1))
        await look.looks(2)
        await advance(by: .seconds(1), sleepers: 2)
        #expect(try await changes.next() == .answers(.sample(at: .second)))
        source.continuation.finish()
        #expect(try await changes.next() == nil)
        #expect(look.log == ["0.0 192.168.1.52", "1.0 192.168.1.77", "2.0 192.168.1.77"])
    }

    @Test("an address that was refused is not looked at again")
    func withdrawn() async throws {
        let look = ScriptedLook([.first: [.nothing, .bridge], .second: [.nothing, .bridge]], clock: clock)
        let source = ScriptedSource(.sample())
        var changes = search([source], look: look).makeAsyncIterator()
        #expect(try await changes.next() == .found(.sample(), answers: false))
        await clock.sleepers(2)
        source.continuation.yield(.sample(.refused, named: false, at: nil))
        #expect(try await changes.next() == .withdrawn(.sample()))
        source.continuation.yield(.sample(id: 2, at: .second, transaction: 2))
        #expect(try await changes.next() == .found(.sample(id: 2, at: .second), answers: nil))
        await advance(by: .seconds(1))
        await look.looks(2)
        await advance(by: .seconds(1), sleepers: 2)
        #expect(try await changes.next() == .answers(.sample(id: 2, at: .second)))
        source.continuation.finish()
        #expect(try await changes.next() == nil)
        #expect(look.log == ["0.0 192.168.1.52", "1.0 192.168.1.77", "2.0 192.168.1.77"])
    }

    @Test("a search ends when its time is over, and not before")
    func timeout() async throws {
        let source = ScriptedSource()
        var changes = search([source], timeout: .seconds(90)).makeAsyncIterator()
        await advance(by: .seconds(89))
        source.continuation.yield(.sample())
        #expect(try await changes.next() == .found(.sample(), answers: nil))
        await advance(by: .seconds(1))
        #expect(try await changes.next() == nil)
    }

    @Test("a search that settles ends that long after the first finding")
    func settle() async throws {
        let source = ScriptedSource(.sample(id: 1))
        var changes = search([source], settle: .seconds(3)).makeAsyncIterator()
        #expect(try await changes.next() == .found(.sample(id: 1), answers: nil))
        await advance(by: .seconds(2))
        source.continuation.yield(.sample(id: 2, mac: 2, transaction: 2))
        #expect(try await changes.next() == .found(withMAC(2, .sample(id: 2)), answers: nil))
        await advance(by: .seconds(1))
        #expect(try await changes.next() == nil)
    }

    @Test("a search ends with its last source")
    func lastSource() async throws {
        let (early, late) = (ScriptedSource(), ScriptedSource())
        var changes = search([early, late], timeout: .seconds(90)).makeAsyncIterator()
        early.continuation.finish()
        late.continuation.yield(.sample())
        #expect(try await changes.next() == .found(.sample(), answers: nil))
        late.continuation.finish()
        #expect(try await changes.next() == nil)
    }

    @Test("a source that fails ends the search with its error, after what was found before")
    func failure() async throws {
        let (broken, good) = (ScriptedSource(.sample()), ScriptedSource())
        var changes = search([broken, good]).makeAsyncIterator()
        #expect(try await changes.next() == .found(.sample(), answers: nil))
        broken.continuation.finish(throwing: Lost())
        await #expect(throws: Lost.self) { try await changes.next() }
    }

    @Test("letting go of the search lets go of its sources")
    func cancellation() async throws {
        let source = ScriptedSource(.sample())
        let (ends, continuation) = AsyncStream<Void>.makeStream()
        source.continuation.onTermination = { _ in continuation.finish() }
        let look = ScriptedLook([.first: [.nothing]], clock: clock)
        let changes = search([source], look: look, timeout: .seconds(90), settle: .seconds(60))
        let task = Task {
            for try await _ in changes { continuation.yield() }
        }
        var iterator = ends.makeAsyncIterator()
        #expect(await iterator.next() != nil)
        task.cancel()
        #expect(await iterator.next() == nil)
    }

    private func withMAC(_ mac: UInt64, _ candidate: BridgeCandidate) -> BridgeCandidate {
        BridgeCandidate(
            id: candidate.id, hostName: candidate.hostName, address: candidate.address, mac: MACAddress(rawValue: mac),
            source: candidate.source, interface: candidate.interface, seen: candidate.seen)
    }
}
