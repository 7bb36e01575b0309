import Discovery
import Testing

@Suite("The list of what was found") struct FoundBridgesTests {
    private var found = FoundBridges()

    private var rows: [String] {
        found.rows.map {
            "\($0.candidate.id) \($0.candidate.address) \($0.answers.map { $0 ? "answers" : "silent" } ?? "unasked")"
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
}
