import BridgeAPI
import BridgeSimulator
import Discovery
import HTTPFetch
import NukiDomain
import Sightings
import TestKit
import Testing

@Suite("Following a bridge to another address") struct ProofOfMoveTests {
    private func proof(
        _ stage: MoveStage, _ record: BridgeRecord? = nil, _ table: [IPv4Address: [MACAddress?]]? = nil
    ) -> ProofOfMove {
        ProofOfMove(
            of: record ?? stage.record(), within: [MoveStage.network],
            witness: ScriptedWitness(stage, table ?? [MoveStage.new: [MoveStage.mac]]), clock: stage.clock)
    }

    private func examine(
        _ proof: ProofOfMove, _ address: IPv4Address = MoveStage.new, consent: ProofOfMove.Consent = .none,
        seed: UInt64 = 1
    ) async throws -> ProofOfMove.Verdict {
        var numbers = SeededNumbers(seed)
        return try await proof.examine(address, consent: consent, using: &numbers)
    }

    @Test("It is followed to where its own hardware answers as it does", arguments: [AuthMode.encrypted, .hashed])
    func moved(_ mode: AuthMode) async throws {
        try await MoveStage.play { stage async throws in
            stage.put(bridgeAt: MoveStage.new)
            let verdict = try await examine(proof(stage, stage.record(mode: mode)))
            #expect(verdict == .moved(MoveStage.mac))
            #expect(stage.visits.map(\.mode) == [nil, mode, mode, mode, mode])
            #expect(stage.signed.count(where: \.isTrue) == 1)
            #expect(stage.visits.allSatisfy { $0.path == "/info" && $0.address == MoveStage.new })
            for (earlier, later) in zip(stage.visits, stage.visits.dropFirst()) {
                #expect(later.at - earlier.at >= .seconds(1))
            }
            #expect(await stage.bridge.truth.requests.compactMap(\.stampAhead) == [-40])
        }
    }

    @Test("The true stamp comes first, second, third or last, as chance has it")
    func order() async throws {
        try await MoveStage.play { stage async throws in
            stage.put(bridgeAt: MoveStage.new)
            var places: Set<Int> = []
            for seed in 1...24 as ClosedRange<UInt64> {
                let before = stage.signed.count
                #expect(try await examine(proof(stage), seed: seed) == .moved(MoveStage.mac))
                if let place = stage.signed.dropFirst(before).firstIndex(where: \.isTrue) {
                    places.insert(place - before)
                }
            }
            #expect(places == [0, 1, 2, 3])
        }
    }

    @Test("Stamps are moved by the stored offset and dated back from there")
    func offset() async throws {
        try await MoveStage.play { stage async throws in
            stage.put(bridgeAt: MoveStage.new)
            #expect(try await examine(proof(stage, stage.record(offset: 15))) == .moved(MoveStage.mac))
            #expect(await stage.bridge.truth.requests.compactMap(\.stampAhead) == [-25])
            let verdict = try await examine(proof(stage, stage.record(offset: -430)))
            #expect(verdict == .refused)
        }
    }

    @Test(
        "Addresses on no network of ours, and those that are nobody's, are never connected to",
        arguments: [
            IPv4Address(8, 8, 8, 8), IPv4Address(192, 168, 78, 60), IPv4Address(0, 0, 0, 7), .loopback,
            IPv4Address(169, 254, 1, 1), IPv4Address(224, 0, 0, 1), IPv4Address(192, 168, 77, 2),
            IPv4Address(192, 168, 77, 255), .broadcast,
        ])
    func outOfReach(_ address: IPv4Address) async throws {
        try await MoveStage.play { stage async throws in
            let proof = proof(stage, nil, [address: [MoveStage.mac]])
            #expect(try await examine(proof, address) == .doubtful(.outOfReach))
            #expect(try await examine(proof, address, consent: .given) == .doubtful(.outOfReach))
            #expect(stage.visits.isEmpty)
        }
    }

    @Test("An address of the internet counts only for a bridge that had one")
    func publicAddress() async throws {
        try await MoveStage.play { stage async throws in
            let network = LocalNetwork(
                interface: "eth0", ownAddress: IPv4Address(203, 0, 113, 2), prefixLength: 24)
            let new = IPv4Address(203, 0, 113, 60)
            stage.put(bridgeAt: new)
            func verdict(from old: IPv4Address) async throws -> ProofOfMove.Verdict {
                try await examine(
                    ProofOfMove(
                        of: stage.record(at: old), within: [network],
                        witness: ScriptedWitness(stage, [new: [MoveStage.mac]]), clock: stage.clock), new)
            }
            #expect(try await verdict(from: MoveStage.old) == .doubtful(.outOfReach))
            #expect(stage.visits.isEmpty)
            #expect(try await verdict(from: IPv4Address(203, 0, 113, 52)) == .moved(MoveStage.mac))
        }
    }

    @Test("What needs a person's word is not signed to, and with that word it is")
    func consent() async throws {
        try await MoveStage.play { stage async throws in
            stage.put(bridgeAt: MoveStage.new)
            let table: [IPv4Address: [MACAddress?]] = [MoveStage.new: [MoveStage.strangeMAC]]
            let cases: [(BridgeRecord, [IPv4Address: [MACAddress?]]?, ProofOfMove.Doubt)] = [
                (stage.record(mac: nil), nil, .noStoredHardware), (stage.record(mode: .plain), nil, .plainSignIn),
                (stage.record(followsAddress: false), nil, .notToBeFollowed),
                (stage.record(), table, .otherHardware(MoveStage.strangeMAC)),
                (stage.record(), [:], .otherHardware(nil)),
            ]
            for (record, table, doubt) in cases {
                let before = stage.signed.count
                #expect(try await examine(proof(stage, record, table)) == .doubtful(doubt))
                #expect(doubt.canBeAccepted)
                #expect(stage.signed.count == before)
                guard case .moved = try await examine(proof(stage, record, table), consent: .given) else {
                    Issue.record("\(doubt) is not accepted")
                    continue
                }
                #expect(stage.signed.count == before + 4)
            }
        }
    }

    @Test("A bridge that has just started refuses connections for a while, and is looked at after 1, 2, 4 … 60 s")
    func bootsLate() async throws {
        try await MoveStage.play { stage async throws in
            let proof = proof(stage)
            let looking = Task { try await examine(proof) }
            while stage.visits.count < 9 { try await Task.sleep(for: .milliseconds(1)) }
            stage.put(bridgeAt: MoveStage.new)
            #expect(try await looking.value == .moved(MoveStage.mac))
            let looks = stage.visits.filter { $0.mode == nil }.map(\.at)
            let pauses = zip(looks, looks.dropFirst()).map { $1 - $0 }
            #expect(Array(pauses.prefix(8)) == [1, 2, 4, 8, 16, 32, 60, 60].map(Duration.seconds))
        }
    }

    @Test("A probe that failed is not repeated for ten minutes, then for twenty; one that was proved counts from new")
    func tooSoon() async throws {
        try await MoveStage.play { stage async throws in
            let proof = proof(stage)
            let impostor = Impostor { _ in .status(401) }
            stage.put(impostor, at: MoveStage.new)
            #expect(try await examine(proof) == .refused)
            let count = stage.signed.count
            guard case .notYet(.tooSoon(let wait)) = try await examine(proof) else {
                Issue.record("it is asked again at once")
                return
            }
            #expect(wait > .seconds(590) && wait <= .seconds(600))
            #expect(stage.signed.count == count)
            try await stage.clock.sleep(for: wait)
            #expect(try await examine(proof) == .refused)
            guard case .notYet(.tooSoon(let next)) = try await examine(proof) else {
                Issue.record("it is asked again at once")
                return
            }
            #expect(next > .seconds(1190) && next <= .seconds(1200))
        }
    }

    @Test("A probe that a person wanted begins at once, and no other follows it unasked for ten minutes")
    func wantedProbe() async throws {
        try await MoveStage.play { stage async throws in
            let proof = proof(stage)
            stage.put(Impostor { _ in .status(401) }, at: MoveStage.new)
            #expect(try await examine(proof, consent: .given) == .refused)
            let count = stage.signed.count
            guard case .notYet(.tooSoon(let wait)) = try await examine(proof) else {
                Issue.record("it is asked again at once")
                return
            }
            #expect(wait > .seconds(590) && wait <= .seconds(600))
            #expect(stage.signed.count == count)
            #expect(try await examine(proof, consent: .given) == .refused)
        }
    }

    @Test("A 503 to a look proves nothing: it is looked again; one to a decoy has it sent again")
    func busy() async throws {
        try await MoveStage.play { stage async throws in
            let count = Counter()
            stage.put(
                Impostor { number in
                    number == 0 && count.next() < 3 ? .status(503) : number == 0 ? .status(401) : .status(503)
                }, at: MoveStage.new)
            let proof = proof(stage)
            #expect(try await examine(proof) == .notYet(.interrupted(.busy)))
            #expect(stage.visits.filter { $0.mode == nil }.count == 3)
            #expect(stage.signed.count(where: \.isTrue) <= 1)
        }
    }

    @Test(
        "What was cut short before the true stamp was sent costs nothing, and the true one is sent once in ten minutes")
    func allowance() async throws {
        try await MoveStage.play { stage async throws in
            let proof = proof(stage)
            stage.put(Impostor { number in number == 0 ? .status(401) : .status(503) }, at: MoveStage.new)
            var isSpent = false
            for seed in 1...20 as ClosedRange<UInt64> where !isSpent {
                let before = stage.signed.count
                #expect(try await examine(proof, seed: seed) == .notYet(.interrupted(.busy)))
                let sent = stage.signed.dropFirst(before)
                isSpent = sent.contains(where: \.isTrue)
                #expect(sent.last?.isTrue == isSpent)
            }
            #expect(isSpent)
            guard case .notYet(.tooSoon) = try await examine(proof) else {
                Issue.record("it is asked again at once")
                return
            }
            #expect(stage.signed.count(where: \.isTrue) == 1)
        }
    }

    @Test("Stamps dated back bear a clock that is 20 s off; further, a person may have fresh ones sent")
    func clockOff() async throws {
        try await MoveStage.play { stage async throws in
            stage.put(bridgeAt: MoveStage.new)
            let proof = proof(stage, stage.record(offset: -30))
            #expect(try await examine(proof) == .refused)
            #expect(try await examine(proof, consent: .givenForFreshStamps) == .moved(MoveStage.mac))
        }
    }

    @Test("Hardware that changes during the probe ends it")
    func flips() async throws {
        try await MoveStage.play { stage async throws in
            stage.put(bridgeAt: MoveStage.new)
            let table: [IPv4Address: [MACAddress?]] = [
                MoveStage.new: [MoveStage.mac, MoveStage.mac, MoveStage.strangeMAC]
            ]
            #expect(try await examine(proof(stage, nil, table)) == .doubtful(.otherHardware(MoveStage.strangeMAC)))
            #expect(stage.signed.count == 1)
        }
    }

    @Test("Two bridges that swapped addresses are each proved at the other's")
    func swapped() async throws {
        try await MoveStage.play { stage async throws in
            try await MoveStage.play { other async throws in
                stage.put(bridgeAt: MoveStage.new)
                other.put(bridgeAt: MoveStage.old)
                let (mac, otherMAC) = (MoveStage.mac, MoveStage.strangeMAC)
                let table: [IPv4Address: [MACAddress?]] = [MoveStage.new: [mac], MoveStage.old: [otherMAC]]
                let one = proof(stage, stage.record(at: MoveStage.old), table)
                let two = proof(other, other.record(at: MoveStage.new, mac: otherMAC), table)
                #expect(try await examine(one, MoveStage.new) == .moved(mac))
                #expect(try await examine(two, MoveStage.old) == .moved(otherMAC))
            }
        }
    }
}

@Suite("Whether a bridge has left its address") struct StoredPlaceTests {
    private func look(
        _ stage: MoveStage, _ table: [IPv4Address: [MACAddress?]], _ record: BridgeRecord? = nil
    ) async throws -> ProofOfMove.StoredPlace {
        try await ProofOfMove(
            of: record ?? stage.record(), within: [MoveStage.network], witness: ScriptedWitness(stage, table),
            clock: stage.clock
        ).lookAtStoredPlace()
    }

    @Test("One that answers there with its own hardware, or with none that is known, has not")
    func there() async throws {
        try await MoveStage.play { stage async throws in
            stage.put(bridgeAt: MoveStage.old)
            #expect(try await look(stage, [MoveStage.old: [MoveStage.mac]]) == .asStored)
            #expect(try await look(stage, [:]) == .asStored)
            #expect(try await look(stage, [MoveStage.old: [MoveStage.strangeMAC]], stage.record(mac: nil)) == .asStored)
            #expect(stage.visits.map(\.mode) == [nil, nil, nil])
        }
    }

    @Test("Other hardware at the address tells at once, whether it answers as a bridge or not")
    func otherHardware() async throws {
        try await MoveStage.play { stage async throws in
            let table: [IPv4Address: [MACAddress?]] = [MoveStage.old: [MoveStage.strangeMAC]]
            #expect(try await look(stage, table) == .otherHardware(MoveStage.strangeMAC, isBridge: false))
            stage.put(bridgeAt: MoveStage.old)
            #expect(try await look(stage, table) == .otherHardware(MoveStage.strangeMAC, isBridge: true))
            #expect(stage.visits.count == 2)
        }
    }

    @Test("Three looks without an answer, 1 and 2 s apart, tell as well; two do not")
    func silent() async throws {
        try await MoveStage.play { stage async throws in
            let table: [IPv4Address: [MACAddress?]] = [MoveStage.old: [MoveStage.mac]]
            #expect(try await look(stage, table) == .silent(.nothing(.noAnswer(.refused))))
            #expect(stage.visits.map(\.at) == [0, 1, 3].map(Duration.seconds))
            let slow = Impostor { [count = Counter()] _ in count.next() < 3 ? .failure(.refused) : .status(401) }
            stage.put(slow, at: MoveStage.old)
            #expect(try await look(stage, table) == .asStored)
        }
    }
}
