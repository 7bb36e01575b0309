import BridgeAPI
import FoundationEssentials
public import NukiDomain
public import Sightings

/// Decides whether a bridge that left its stored address lives at another one.
///
/// What a bridge accepts as sign-in is a ticket, not a proof: whoever gets a fresh stamp can spend it once, at the true
/// bridge, on any action. So nothing signed goes to an address before the kernel has met the stored hardware there and
/// it has refused an unsigned request; and the one true stamp goes out among three that open nothing, dated so that a
/// caught one soon ends. Whoever can also forge hardware addresses can still catch it: that is not promised.
///
/// The caller has found the stored address left before (``lookAtStoredPlace()``).
public struct ProofOfMove: Sendable {
    /// Seconds by which stamps are dated back: of the 60 that a bridge bears, a caught one has some 20 left.
    static let datedBack = 40
    private static let decoys = 3
    /// Answers of 503 that a probe bears.
    private static let busyAnswers = 5

    let record: BridgeRecord
    let witness: any MoveWitness
    let clock: any Clock<Duration>
    private let networks: [LocalNetwork]
    private let port: Port
    private let gap: Duration

    /// - Parameters:
    ///   - networks: those that this machine is on; an address on none of them is never connected to.
    ///   - port: where bridges answer at other addresses; nil where the stored one does.
    ///   - gap: what a bridge needs between the end of one request and the start of the next.
    public init(
        of record: BridgeRecord, within networks: [LocalNetwork], witness: any MoveWitness,
        clock: any Clock<Duration> = ContinuousClock(), port: Port? = nil, gap: Duration = .seconds(1)
    ) {
        self.record = record
        self.witness = witness
        self.clock = clock
        self.networks = networks
        self.port = port ?? record.endpoint.port
        self.gap = gap
    }

    /// Whether the bridge could be asked there: on a network of this machine, and not on the internet unless it was
    /// before.
    public func reaches(_ address: IPv4Address) -> Bool {
        guard address.isUsableUnicast, networks.contains(where: { $0.reaches(address) }) else { return false }
        return address.isPrivate || wasPublic
    }

    /// Examines an address; one that does not answer is looked at again after 1, 2, 4 … 60 s, until it does or the task
    /// is cancelled.
    ///
    /// - Parameters:
    ///   - consent: how far a person wants this address to be asked.
    ///   - generator: shuffles the stamps.
    public func examine(
        _ address: IPv4Address, consent: Consent = .none, using generator: inout some RandomNumberGenerator
    ) async throws(CancellationError) -> Verdict {
        var pauses = LookPauses()
        while true {
            if let verdict = try await examineOnce(address, consent: consent, using: &generator) { return verdict }
            try await pause(pauses.next())
        }
    }

    /// The same with a single look; nil where that brought no answer, or 503, which anything may say.
    public func examineOnce(
        _ address: IPv4Address, consent: Consent = .none, using generator: inout some RandomNumberGenerator
    ) async throws(CancellationError) -> Verdict? {
        guard reaches(address) else { return .doubtful(.outOfReach) }
        let endpoint = Endpoint(host: .address(.v4(address)), port: port)
        switch await witness.look(at: endpoint) {
        case .bridge: break
        case .somethingElse(let how): return .doubtful(.notABridge(how))
        case .nothing: return nil
        }
        // The look has made the kernel meet whoever answers.
        let hardware = await witness.hardwareAddress(of: address)
        if consent == .none, let doubt = doubt(of: hardware) { return .doubtful(doubt) }
        // What a person wants is asked at once, and the next probe waits for it all the same.
        if let wait = await witness.beginProbe(), consent == .none { return .notYet(.tooSoon(wait)) }
        return try await probe(Place(endpoint, address, hardware), consent, &generator)
    }

    /// What a person said of an address.
    public enum Consent: Hashable, Sendable {
        /// Nothing: nobody is there.
        case none
        /// It is to be asked now, whatever its hardware and the kind of sign-in.
        case given
        /// The same with stamps of this moment, for a bridge whose clock may be off by more than the 20 s that stamps
        /// dated back bear; a caught one lives for its whole minute.
        case givenForFreshStamps
    }

    private var wasPublic: Bool {
        guard case .address(.v4(let address)) = record.endpoint.host else { return false }
        return address.isUsableUnicast && !address.isPrivate
    }

    private func doubt(of hardware: MACAddress?) -> Doubt? {
        guard let mac = record.mac else { return .noStoredHardware }
        guard hardware == mac else { return .otherHardware(hardware) }
        guard record.followsAddress else { return .notToBeFollowed }
        return record.credential.mode == .plain ? .plainSignIn : nil
    }

    private struct Place {
        let endpoint: Endpoint
        let address: IPv4Address
        let hardware: MACAddress?

        init(_ endpoint: Endpoint, _ address: IPv4Address, _ hardware: MACAddress?) {
            self.endpoint = endpoint
            self.address = address
            self.hardware = hardware
        }
    }

    private struct Stamp {
        let credential: Credential
        let isTrue: Bool
    }

    /// Probes and notes how that ended: while the true stamp is not on its way, nothing can be caught, and the next
    /// probe need not wait.
    private func probe(
        _ place: Place, _ consent: Consent, _ generator: inout some RandomNumberGenerator
    ) async throws(CancellationError) -> Verdict {
        var isSpent = false
        let verdict: Verdict
        do throws(CancellationError) {
            verdict = try await send(to: place, consent, &generator, &isSpent)
        } catch {
            if !isSpent { await witness.endProbe(.nothingSpent) }
            throw error
        }
        switch verdict {
        case .moved: await witness.endProbe(.proved)
        case .notYet where !isSpent: await witness.endProbe(.nothingSpent)
        case .notYet, .doubtful, .refused: break
        }
        return verdict
    }

    /// Sends three stamps made with random keys and the true one, in random order; the first answer that is not as it
    /// should be ends it. A decoy that met a 503 goes out again; the true stamp never does.
    private func send(
        to place: Place, _ consent: Consent, _ generator: inout some RandomNumberGenerator, _ isSpent: inout Bool
    ) async throws(CancellationError) -> Verdict {
        let mode = record.credential.mode
        let decoys = (0..<Self.decoys).map { _ in Stamp(credential: .decoy(mode), isTrue: false) }
        var stamps = (decoys + [Stamp(credential: record.credential, isTrue: true)]).shuffled(using: &generator)[...]
        let offset = record.stampOffset - (consent == .givenForFreshStamps ? 0 : Self.datedBack)
        var patience = Self.busyAnswers
        while let stamp = stamps.first {
            try await pause(gap)
            let now = await witness.hardwareAddress(of: place.address)
            guard now == place.hardware else { return .doubtful(.otherHardware(now)) }
            if stamp.isTrue { isSpent = true }
            let verdict = await verdict(of: stamp, at: place.endpoint, dated: offset)
            if verdict == .notYet(.interrupted(.busy)), !stamp.isTrue, patience > 0 {
                patience -= 1
                continue
            }
            if let verdict { return verdict }
            stamps.removeFirst()
        }
        return .moved(place.hardware)
    }

    /// What ends the probe; nil for an answer as it should be.
    private func verdict(of stamp: Stamp, at endpoint: Endpoint, dated offset: Int) async -> Verdict? {
        do throws(BridgeError) {
            // Decoys are dated as the true one is: a hash shows its time.
            let details = try await witness.details(at: endpoint, signedBy: stamp.credential, bridgeOffset: offset)
            return stamp.isTrue ? record.doubt(of: details).map { .doubtful($0) } : .doubtful(.acceptsAnything)
        } catch {
            guard error.refusal == nil else { return stamp.isTrue ? .refused : nil }
            switch error {
            // With or without a body that makes sense, it said 200.
            case .notABridge where !stamp.isTrue, .brokenAnswer where !stamp.isTrue: return .doubtful(.acceptsAnything)
            case .notABridge(let how): return .doubtful(.notABridge(how))
            default: return .notYet(.interrupted(error))
            }
        }
    }

    func pause(_ duration: Duration) async throws(CancellationError) {
        do {
            try await clock.sleep(for: duration)
        } catch {
            throw CancellationError()
        }
        if Task.isCancelled { throw CancellationError() }
    }
}
