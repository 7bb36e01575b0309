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

    let record: BridgeRecord
    let witness: any MoveWitness
    let clock: any Clock<Duration>
    private let networks: [LocalNetwork]
    private let gap: Duration

    /// - Parameters:
    ///   - networks: those that this machine is on; an address on none of them is never connected to.
    ///   - gap: what a bridge needs between the end of one request and the start of the next.
    public init(
        of record: BridgeRecord, within networks: [LocalNetwork], witness: any MoveWitness,
        clock: any Clock<Duration> = ContinuousClock(), gap: Duration = .seconds(1)
    ) {
        self.record = record
        self.witness = witness
        self.clock = clock
        self.networks = networks
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
    ///   - consent: a person wants this address to be asked, whatever its hardware and the kind of sign-in, and now.
    ///   - generator: shuffles the stamps.
    public func examine(
        _ address: IPv4Address, consent: Bool = false, using generator: inout some RandomNumberGenerator
    ) async throws(CancellationError) -> Verdict {
        guard reaches(address) else { return .doubtful(.outOfReach) }
        let endpoint = Endpoint(host: .address(.v4(address)), port: record.endpoint.port)
        if case .somethingElse(let how) = try await answer(of: endpoint) { return .doubtful(.notABridge(how)) }
        // The look has made the kernel meet whoever answers.
        let hardware = await witness.hardwareAddress(of: address)
        if !consent, let doubt = doubt(of: hardware) { return .doubtful(doubt) }
        // What a person wants is asked at once, and the next probe waits for it all the same.
        if let wait = await witness.beginProbe(), !consent { return .notYet(.tooSoon(wait)) }
        let verdict = try await probe(endpoint, address, hardware, &generator)
        if case .moved = verdict { await witness.endProbe() }
        return verdict
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

    private func answer(of endpoint: Endpoint) async throws(CancellationError) -> BridgeProbe.Finding {
        var pauses = LookPauses()
        while true {
            let finding = await witness.look(at: endpoint)
            guard case .nothing = finding else { return finding }
            try await pause(pauses.next())
        }
    }

    /// Sends three stamps made with random keys and the true one, in random order; the first answer that is not as it
    /// should be ends it.
    private func probe(
        _ endpoint: Endpoint, _ address: IPv4Address, _ hardware: MACAddress?,
        _ generator: inout some RandomNumberGenerator
    ) async throws(CancellationError) -> Verdict {
        let mode = record.credential.mode
        let decoys = (0..<Self.decoys).map { _ in Stamp(credential: .decoy(mode), isTrue: false) }
        let stamps = decoys + [Stamp(credential: record.credential, isTrue: true)]
        for stamp in stamps.shuffled(using: &generator) {
            try await pause(gap)
            let now = await witness.hardwareAddress(of: address)
            guard now == hardware else { return .doubtful(.otherHardware(now)) }
            if let verdict = await verdict(of: stamp, at: endpoint) { return verdict }
        }
        return .moved(hardware)
    }

    private struct Stamp {
        let credential: Credential
        let isTrue: Bool
    }

    /// What ends the probe; nil for an answer as it should be.
    private func verdict(of stamp: Stamp, at endpoint: Endpoint) async -> Verdict? {
        do throws(BridgeError) {
            // Decoys are dated as the true one is: a hash shows its time.
            let details = try await witness.details(
                at: endpoint, signedBy: stamp.credential, bridgeOffset: record.stampOffset - Self.datedBack)
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

/// How long to wait between looks at an address that does not answer: 1, 2, 4 … 60 s.
public struct LookPauses: Sendable {
    private var seconds = 1

    /// Begins with one second.
    public init() {}

    /// The next pause.
    public mutating func next() -> Duration {
        defer { seconds = min(seconds * 2, 60) }
        return .seconds(seconds)
    }
}
