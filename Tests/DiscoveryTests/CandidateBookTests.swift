import Discovery
import NukiDomain
import Sightings
import Testing

@Suite("The book of candidates") struct CandidateBookTests {
    private var book = CandidateBook()

    @Test("a wish makes a candidate, once")
    mutating func wish() {
        #expect(book.take(.sample()) == .found(.sample()))
        #expect(book.take(.sample(transaction: 2, second: 9)) == nil)
        #expect(book.candidates == [.sample(second: 9)])
    }

    @Test("what is not a bridge's, or has no address, is nothing")
    mutating func strangers() {
        #expect(book.take(.sample(hostNames: ["espressif"])) == nil)
        #expect(book.take(.sample(hostNames: [])) == nil)
        #expect(book.take(.sample(.refused)) == nil)
        #expect(book.take(.sample(.granted, named: false)) == nil)
        #expect(book.take(.sample(at: nil)) == nil)
        #expect(book.candidates.isEmpty)
    }

    @Test("the first name that is a bridge's counts, wherever it stands")
    mutating func secondName() {
        let change = book.take(.sample(hostNames: ["host", "nuki-bridge-1a2b3c4d.lan"]))
        guard case .found(let candidate) = change else {
            Issue.record("not found")
            return
        }
        #expect(candidate.hostName == "nuki-bridge-1a2b3c4d.lan")
        #expect(candidate.id == BridgeID(rawValue: 0x1A2B_3C4D))
    }

    @Test("a bridge at another address has moved, and a padded id is the same bridge")
    mutating func moved() {
        _ = book.take(.sample(id: 0x06DF_ECE1))
        let change = book.take(.sample(hostNames: ["Nuki_Bridge_6DFECE1"], at: .second, transaction: 2))
        guard case .moved(let candidate, from: .first) = change else {
            Issue.record("not moved")
            return
        }
        #expect(candidate.address == .second)
        #expect(book.candidates.count == 1)
    }

    @Test("a grant without a name is its wish's, by transaction and hardware address")
    mutating func grant() {
        _ = book.take(.sample())
        #expect(book.take(.sample(.granted, named: false)) == nil)
        #expect(book.take(.sample(.granted, named: false, at: .second, transaction: 9)) == nil)
        #expect(book.take(.sample(.granted, named: false, mac: 7, at: .second)) == nil)
        #expect(book.candidates.map(\.address) == [.first])
        #expect(book.take(.sample(.granted, named: false, at: .second)) == .moved(.sample(at: .second), from: .first))
    }

    @Test("a wish without a name is nobody's, even in a known exchange")
    mutating func namelessWish() {
        _ = book.take(.sample())
        #expect(book.take(.sample(named: false, at: .second)) == nil)
        #expect(book.candidates == [.sample()])
    }

    @Test("a NAK withdraws the wish of its own exchange and no other")
    mutating func refusal() {
        _ = book.take(.sample())
        _ = book.take(.sample(id: 2, mac: 2, at: .second, transaction: 2))
        #expect(book.take(.sample(.refused, named: false, at: nil, transaction: 9)) == nil)
        #expect(book.take(.sample(.refused, named: false, mac: 7, at: nil)) == nil)
        #expect(book.take(.sample(.refused, named: false, mac: nil, at: nil)) == nil)
        #expect(book.candidates.count == 2)
        #expect(book.take(.sample(.refused, named: false, at: nil)) == .withdrawn(.sample()))
        #expect(book.candidates.map(\.id?.rawValue) == [2])
        #expect(book.take(.sample(.refused, named: false, at: nil)) == nil)
    }

    @Test("a wish without a hardware address cannot be withdrawn by a NAK")
    mutating func noMAC() {
        _ = book.take(.sample(mac: nil))
        #expect(book.take(.sample(.refused, named: false, mac: nil, at: nil)) == nil)
        #expect(book.candidates.count == 1)
    }

    @Test("another server's grant brings a withdrawn bridge back")
    mutating func otherServer() {
        _ = book.take(.sample())
        _ = book.take(.sample(.refused, named: false, at: nil))
        #expect(book.take(.sample(.granted, named: false)) == .found(.sample()))
        #expect(book.candidates == [.sample()])
    }

    @Test("after a NAK the next wish is a finding at its own address")
    mutating func wishAfterRefusal() {
        _ = book.take(.sample())
        _ = book.take(.sample(.refused, named: false, at: nil))
        #expect(book.take(.sample(at: .second, transaction: 2)) == .found(.sample(at: .second)))
        #expect(book.take(.sample(.refused, named: false, at: nil, transaction: 1)) == nil)
        #expect(book.candidates == [.sample(at: .second)])
    }

    @Test("an address that is given back is withdrawn, in whatever exchange, by its holder alone")
    mutating func release() {
        _ = book.take(.sample())
        #expect(book.take(.sample(.refused, named: false, at: .second, transaction: 5)) == nil)
        #expect(book.take(.sample(.refused, named: false, mac: 7, transaction: 5)) == nil)
        #expect(book.take(.sample(.refused, named: false, transaction: 5)) == .withdrawn(.sample()))
        #expect(book.candidates.isEmpty)
    }

    @Test("candidates stay in the order in which they were first heard")
    mutating func order() {
        for id in [3, 1, 2] as [UInt32] { _ = book.take(.sample(id: id, mac: UInt64(id), transaction: id)) }
        _ = book.take(.sample(id: 1, mac: 1, at: .second, transaction: 9))
        #expect(book.candidates.map(\.id?.rawValue) == [3, 1, 2])
    }

    @Test("a flood of names pushes the oldest out and costs no more memory than the book has pages")
    mutating func flood() {
        let capacity = UInt32(CandidateBook.capacity)
        for id in 1...capacity + 10 { _ = book.take(.sample(id: id, mac: UInt64(id), transaction: id)) }
        #expect(book.candidates.map(\.id?.rawValue) == Array(11...capacity + 10))
    }
}
