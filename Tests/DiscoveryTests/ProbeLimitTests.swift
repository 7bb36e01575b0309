import Discovery
import FoundationEssentials
import Testing

@Suite("How often a bridge is looked for with signed requests") struct ProbeLimitTests {
    private let start = Date(timeIntervalSince1970: 1_780_000_000)

    @Test("Ten minutes apart, doubling while it fails, and at least once a day")
    func doubling() {
        var limit = ProbeLimit()
        var now = start
        var waits: [Duration] = []
        for _ in 1...10 {
            #expect(limit.wait(at: now) == nil)
            limit.begin(at: now)
            guard let wait = limit.wait(at: now) else { break }
            waits.append(wait)
            #expect(limit.wait(at: now + wait / .seconds(1) - 1) == .seconds(1))
            now += wait / .seconds(1)
        }
        #expect(waits == [600, 1200, 2400, 4800, 9600, 19_200, 38_400, 76_800, 86_400, 86_400].map(Duration.seconds))
    }

    @Test("After a proof it is ten minutes again")
    func success() {
        var limit = ProbeLimit(last: start - 10_000, failures: 4)
        limit.begin(at: start)
        limit.succeed()
        #expect(limit.wait(at: start + 1) == .seconds(599))
        #expect(limit.wait(at: start + 600) == nil)
    }

    @Test("A clock that was set back does not lock a bridge out for longer")
    func setBack() {
        let limit = ProbeLimit(last: start + 1_000_000, failures: 1)
        #expect(limit.wait(at: start) == .seconds(600))
        #expect(ProbeLimit(last: start, failures: .max).wait(at: start) == .seconds(86_400))
    }
}
