public import BridgeAPI
import FoundationEssentials
public import NukiDomain

/// Finds the sign-in that a bridge accepts, safest first, and reads what a config entry needs.
///
/// Nothing signed goes out before the address has refused an unsigned request as a bridge does, and nothing true before it
/// has refused a sign-in of the same kind under a random key. Rungs that the plan does not name are never tried, whatever
/// the answers.
public struct AuthLadder: Sendable {
    private let token: BridgeToken
    private let plan: SignInPlan
    private let trial: SignInTrial

    /// - Parameters:
    ///   - clock: times the pauses.
    ///   - gap: what a bridge needs between the end of one request and the start of the next.
    public init(
        endpoint: Endpoint, token: BridgeToken, plan: SignInPlan, dialer: BridgeDialer,
        clock: any Clock<Duration> = ContinuousClock(), gap: Duration = .seconds(1)
    ) {
        self.token = token
        self.plan = plan
        trial = SignInTrial(endpoint: endpoint, dialer: dialer, clock: clock, gap: gap)
    }

    /// Looks, signs in and lists the devices.
    ///
    /// - Parameters:
    ///   - expected: the hardware id that was announced at this address, when one was.
    ///   - progress: told before each try of a search for the bridge's clock. To cancel the climb there ends the search,
    ///     and the climb with what was refused so far.
    public func climb(
        expecting expected: BridgeID? = nil, progress: @Sendable (ClockSearch.Progress) -> Void = { _ in }
    ) async throws(ProbeError) -> ProbeReport {
        try await look()
        let accepted = try await signIn(progress)
        let info = accepted.info
        let known = BridgeIdentity.id(of: info, expected: expected)
        guard let id = known ?? (plan.takesServerID ? info.serverID : nil) else { throw .noHardwareID }
        try BridgeIdentity.check(id, expected: expected)
        if accepted.mode == .plain, plan.plain == .settles {
            throw .onlyPlain(PlainAnswer(clocks: accepted.clocks, firmware: info.firmware))
        }
        var clock = ClockReading(measured: accepted.clocks?.seconds, accepted: accepted.offset)
        let listing: DeviceListing
        do throws(ProbeError) {
            listing = try await list(accepted.mode, offset: clock.stampOffset)
        } catch .bridge(.signInRefused) where clock.stampOffset != accepted.offset {
            // It does not go by the time that it tells.
            clock.disbelieve(accepted: accepted.offset)
            listing = try await list(accepted.mode, offset: clock.stampOffset)
        }
        return ProbeReport(
            id: id, serverID: info.serverID, firmware: info.firmware, listing: listing, mode: accepted.mode,
            latency: accepted.latency, clockOffset: clock.measured, stampOffset: clock.stampOffset,
            findings: findings(accepted.mode, clock, firmware: info.firmware, listing: listing))
    }

    /// Looks without signing anything: twice, since a first request may be lost where the second is answered.
    private func look() async throws(ProbeError) {
        let client = trial.dialer.client(trial.endpoint)
        var finding = await BridgeProbe.look(client)
        if case .nothing(let error) = finding, error.maySubside {
            try await trial.pause(trial.gap)
            finding = await BridgeProbe.look(client)
        }
        switch finding {
        case .bridge: return
        case .somethingElse(let how): throw .bridge(.notABridge(how))
        case .nothing(let reason): throw .bridge(reason)
        }
    }

    private func signIn(
        _ progress: (ClockSearch.Progress) -> Void
    ) async throws(ProbeError) -> SignInTrial.Acceptance {
        var refusal = SignInRefusal()
        var slowest = Duration.zero
        for mode in plan.signed {
            if let accepted = try await rung(mode, plan.offsets, &refusal, &slowest) { return accepted }
        }
        if let mode = plan.signed.first, !plan.search.isEmpty, refusal.statuses == [401] {
            switch await search(with: mode, slowest: slowest, progress) {
            case .found(let accepted): return accepted
            case .ended(let end, let searched):
                refusal.searched = searched
                refusal.searchEnd = end
                // A bridge in trouble, or a person who stopped: nothing more goes out, least of all in clear.
                guard end == .exhausted else { throw .tokenRefused(refusal) }
            }
        }
        if plan.plain != .never, let accepted = try await rung(.plain, [0], &refusal, &slowest) { return accepted }
        throw .tokenRefused(refusal)
    }

    /// One kind of sign-in: the decoy, then the token; nil when that is refused.
    private func rung(
        _ mode: AuthMode, _ offsets: [Int], _ refusal: inout SignInRefusal, _ slowest: inout Duration
    ) async throws(ProbeError) -> SignInTrial.Acceptance? {
        let decoy = try await trial.decoy(mode)
        refusal.statuses.insert(decoy.status)
        slowest = max(slowest, decoy.took)
        refusal.tried.append(mode)
        for offset in offsets {
            switch try await trial.patientInfo(Credential(token: token, mode: mode), offset: offset) {
            case .accepted(let accepted): return accepted
            case .refused(let status, let took):
                refusal.statuses.insert(status)
                slowest = max(slowest, took)
            case .failed(let error): throw .bridge(error)
            }
        }
        return nil
    }

    private enum SearchResult {
        case found(SignInTrial.Acceptance)
        case ended(ClockSearch.End, [ClockSearch.Direction])
    }

    private func search(
        with mode: AuthMode, slowest: Duration, _ progress: (ClockSearch.Progress) -> Void
    ) async -> SearchResult {
        let tooSlow = max(slowest * 2, ClockSearch.neverSlow)
        let credential = Credential(token: token, mode: mode)
        var searched: [ClockSearch.Direction] = []
        for direction in plan.search {
            searched.append(direction)
            let offsets = direction.offsets
            for (index, offset) in offsets.enumerated() {
                progress(ClockSearch.Progress(direction, step: index + 1, steps: offsets.count))
                let answer: SignInTrial.Answer
                do throws(ProbeError) {
                    answer = try await trial.info(credential, offset: offset, after: max(trial.gap, ClockSearch.gap))
                } catch {
                    return .ended(.stopped, searched)
                }
                switch answer {
                case .accepted(let accepted): return .found(accepted)
                case .refused(401, let took) where took < tooSlow: break
                case .refused(401, _): return .ended(.slowed, searched)
                case .refused(let status, _): return .ended(.failed(.status(status)), searched)
                // A request that is cut short fails like any other.
                case .failed(let error): return .ended(Task.isCancelled ? .stopped : .failed(error), searched)
                }
            }
        }
        return .ended(.exhausted, searched)
    }

    private func list(_ mode: AuthMode, offset: Int) async throws(ProbeError) -> DeviceListing {
        let credential = Credential(token: token, mode: mode)
        let client = trial.dialer.client(trial.endpoint, credential: credential, bridgeOffset: offset)
        for pause in [trial.gap] + SignInTrial.busyPauses {
            try await trial.pause(pause)
            do throws(BridgeError) {
                return try await client.list()
            } catch .busy {
                continue
            } catch {
                throw .bridge(error)
            }
        }
        throw .bridge(.busy)
    }

    private func findings(
        _ mode: AuthMode, _ clock: ClockReading, firmware: String?, listing: DeviceListing
    ) -> [ProbeReport.Finding] {
        var findings: [ProbeReport.Finding] = []
        if mode == .plain, plan.comesAfterRefusal {
            let reason = ClockReading.error(clock.measured).map(ProbeReport.Finding.clockDiffers)
            findings.append(reason ?? .encryptedRefused(firmware: firmware))
        } else if mode == .hashed, plan.signed.contains(.encrypted) {
            // A hash carries the time as well: where it is accepted, the clock is not the reason.
            findings.append(.encryptedRefused(firmware: firmware))
        }
        if mode != .plain, let offset = ClockReading.error(clock.stampOffset) {
            findings.append(.signsByBridgeClock(offset))
        }
        if token.isWeak { findings.append(.weakToken(token.count)) }
        return findings + listing.unreadable.map { .unreadableDevice($0) }
    }
}

/// The comparison of ids: the one place where "is this the bridge that was meant" is decided.
public enum BridgeIdentity {
    /// The id that a bridge is known by: its hardware id. A software bridge or an emulator without one is known by its
    /// server id, where that is the expected one, since a person agreed to that once.
    public static func id(of info: BridgeInfo, expected: BridgeID?) -> BridgeID? {
        info.id ?? (info.serverID == expected ? expected : nil)
    }

    /// Refuses a bridge that says it is another than the one expected; without an expectation any will do.
    public static func check(_ found: BridgeID, expected: BridgeID?) throws(ProbeError) {
        if let expected, expected != found { throw .otherBridge(expected: expected, found: found) }
    }
}
