import Discovery
import NukiDomain
import Sightings
import Testing

@Suite("The list of what was found") struct FoundBridgesTests {
    private var found = FoundBridges()

    private var rows: [String] {
        found.rows.map {
            "\($0.candidate.id?.description ?? "-") \($0.candidate.address) \($0.answers.map { $0 ? "answers" : "silent" } ?? "unasked")"
        }
    }

    @Test("changes add up to one row for each bridge, in the order of their finding")
    mutating func sum() {
        found.take(.found(.sample(id: 1), answers: false))
        found.take(.found(.sample(id: 2, at: .second), answers: nil))
        #expect(rows == ["00000001 192.168.1.52 silent", "00000002 192.168.1.77 unasked"])
        found.take(.answers(.sample(id: 1)))
        found.take(.moved(.sample(id: 2), from: .second, answers: false))
        #expect(rows == ["00000001 192.168.1.52 answers", "00000002 192.168.1.52 silent"])
        found.take(.withdrawn(.sample(id: 1)))
        #expect(rows == ["00000002 192.168.1.52 silent"])
        found.take(.found(.sample(id: 1), answers: true))
        #expect(rows == ["00000002 192.168.1.52 silent", "00000001 192.168.1.52 answers"])
    }

    @Test("a row that was known by its address alone becomes the bridge's, and a further source keeps the answer")
    mutating func identified() {
        let nameless = BridgeCandidate(
            id: nil, hostName: nil, address: .first, source: .scan, seen: BridgeCandidate.sample().seen)
        found.take(.found(nameless, answers: true))
        #expect(rows == ["- 192.168.1.52 answers"])
        found.take(.found(.sample(id: 1), answers: true))
        #expect(rows == ["00000001 192.168.1.52 answers"])
        found.take(.confirmed(.sample(id: 1)))
        #expect(rows == ["00000001 192.168.1.52 answers"])
        // The next search hears of it from a table that has no names.
        found.take(.found(nameless, answers: nil))
        #expect(rows == ["00000001 192.168.1.52 answers"])
    }
}
