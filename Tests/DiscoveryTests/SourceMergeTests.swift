import Discovery
import NukiDomain
import Sightings
import Testing

@Suite("One bridge seen by several sources") struct SourceMergeTests {
    private var book = CandidateBook()

    private func sources(_ candidate: BridgeCandidate?) -> [Sighting.Source]? { candidate?.evidence.map(\.source) }

    @Test("A further source for the same address confirms, once, and the best one is named first")
    mutating func confirmation() throws {
        _ = book.take(.sample(named: false, mac: 0x54D2_720A_0B0C, by: .neighbours))
        #expect(book.candidates.map(\.id) == [nil])
        guard case .found(let identified) = book.take(.sample(.granted, by: .leases)) else {
            Issue.record("not found by its name")
            return
        }
        #expect(identified.id == BridgeID(rawValue: 0x1A2B_3C4D))
        #expect(identified.source == .leases)
        #expect(sources(identified) == [.leases, .neighbours])
        guard case .confirmed(let confirmed) = book.take(.sample(second: 5)) else {
            Issue.record("not confirmed")
            return
        }
        #expect(sources(confirmed) == [.dhcp, .leases, .neighbours])
        #expect(confirmed.source == .dhcp)
        #expect(book.take(.sample(.granted, by: .leases)) == nil)
        #expect(book.take(.sample(second: 6)) == nil)
        #expect(book.candidates.count == 1)
    }

    @Test("A source that is trusted less never moves a bridge; one that is trusted as much or more does")
    mutating func trust() {
        _ = book.take(.sample())
        for source in [Sighting.Source.leases, .neighbours] {
            #expect(book.take(.sample(.granted, at: .second, by: source)) == nil)
        }
        #expect(book.candidates.map(\.address) == [.first])
        var other = CandidateBook()
        _ = other.take(.sample(.granted, by: .leases))
        guard case .moved(let moved, from: .first) = other.take(.sample(at: .second)) else {
            Issue.record("not moved")
            return
        }
        #expect(sources(moved) == [.dhcp])
    }

    @Test("Of the neighbours, Nuki's hardware addresses are hints, and others speak only for what is known")
    mutating func neighbours() {
        #expect(book.take(.sample(.granted, named: false, mac: 0x0200_0000_0001, by: .neighbours)) == nil)
        _ = book.take(.sample(mac: nil))
        guard
            case .confirmed(let candidate) = book.take(
                .sample(.granted, named: false, mac: 0x0200_0000_0001, by: .neighbours))
        else {
            Issue.record("not confirmed")
            return
        }
        #expect(candidate.mac == MACAddress(rawValue: 0x0200_0000_0001))
        #expect(book.take(.sample(.granted, named: false, mac: 0x0200_0000_0002, by: .neighbours)) == nil)
        #expect(book.candidates.map(\.mac?.rawValue) == [0x0200_0000_0001])
    }

    @Test("A lease of another device's name is nothing, whoever made its hardware")
    mutating func otherName() {
        #expect(book.take(.sample(.granted, hostNames: ["Nuki_Lock_1A2B3C4D"], by: .leases)) == nil)
        #expect(book.take(.sample(.granted, named: false, by: .leases)) != nil)
    }

    @Test("A scan and the cloud know an address; the name that turns up there makes it one bridge with both ids")
    mutating func address() {
        _ = book.take(.sample(.granted, named: false, mac: nil, by: .cloud, serverID: 7))
        _ = book.take(.sample(.granted, named: false, mac: nil, by: .scan))
        #expect(book.candidates.count == 1)
        guard case .found(let candidate) = book.take(.sample()) else {
            Issue.record("not found by its name")
            return
        }
        #expect(sources(candidate) == [.dhcp, .scan, .cloud])
        #expect(candidate.serverID == BridgeID(rawValue: 7))
        #expect(book.candidates.count == 1)
    }

    @Test("Two nameless pages that turn out to be one bridge become one")
    mutating func absorption() {
        _ = book.take(.sample(.granted, named: false, mac: nil, by: .scan))
        _ = book.take(.sample(.granted, named: false, at: .second, by: .neighbours))
        #expect(book.candidates.count == 2)
        _ = book.take(.sample(at: .first))
        #expect(book.candidates.count == 1)
        #expect(book.candidates.map(\.address) == [.first])
    }

    @Test("Strangers of the cloud with other server ids stay apart, and a server id is no hardware id")
    mutating func strangers() {
        _ = book.take(.sample(.granted, named: false, mac: nil, by: .cloud, serverID: 7))
        _ = book.take(.sample(.granted, named: false, mac: nil, by: .cloud, serverID: 8))
        #expect(book.candidates.map(\.serverID?.rawValue) == [7, 8])
        #expect(book.candidates.allSatisfy { $0.id == nil })
    }

    @Test("A NAK withdraws the address, whoever else had spoken for it, and a lease alone is not withdrawn by one")
    mutating func refusal() {
        _ = book.take(.sample(.granted, by: .leases))
        #expect(book.take(.sample(.refused, named: false, at: nil, transaction: 9)) == nil)
        _ = book.take(.sample())
        guard case .withdrawn = book.take(.sample(.refused, named: false, at: nil)) else {
            Issue.record("not withdrawn")
            return
        }
        #expect(book.candidates.isEmpty)
        #expect(book.take(.sample(.granted, named: false, mac: 0x0200_0000_0001, by: .neighbours)) == nil)
        #expect(book.candidates.isEmpty)
    }
}
