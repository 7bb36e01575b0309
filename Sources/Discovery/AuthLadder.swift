public import BridgeAPI
import FoundationEssentials
public import NukiDomain

/// Finds the sign-in that a bridge accepts, safest first, and reads what a config entry needs.
///
/// Nothing signed goes out before the address has refused an unsigned request as a bridge does. Rungs that the plan
/// does not name are never tried, whatever the answers.
public struct AuthLadder: Sendable {
    private let endpoint: Endpoint
    private let token: BridgeToken
    private let plan: SignInPlan
    private let dialer: BridgeDialer
    private let clock: any Clock<Duration>
    private let gap: Duration

    /// - Parameters:
    ///   - clock: times the pauses.
    ///   - gap: what a bridge needs between the end of one request and the start of the next.
    public init(
        endpoint: Endpoint, token: BridgeToken, plan: SignInPlan, dialer: BridgeDialer,
        clock: any Clock<Duration> = ContinuousClock(), gap: Duration = .seconds(1)
    ) {
        self.endpoint = endpoint
        self.token = token
        self.plan = plan
        self.dialer = dialer
        self.clock = clock
        self.gap = gap
    }

    /// Looks, signs in and lists the devices.
    ///
    /// - Parameter expected: the hardware id that was announced at this address, when one was.
    public func climb(expecting expected: BridgeID? = nil) async throws(ProbeError) -> ProbeReport {
        switch await BridgeProbe.look(dialer.client(endpoint)) {
        case .bridge: break
        case .somethingElse(let how): throw .bridge(.notABridge(how))
        case .nothing(let reason): throw .bridge(reason)
        }
        let (client, mode, answer) = try await signIn()
        let info = answer.info
        let offset = info.currentTime.map { Int($0.timeIntervalSince(dialer.now).rounded()) }
        guard let id = info.id else { throw .noHardwareID }
        try BridgeIdentity.check(id, expected: expected)
        try await pause()
        let listing: DeviceListing
        do {
            listing = try await client.list()
        } catch {
            throw .bridge(error)
        }
        return ProbeReport(
            id: id, serverID: info.serverID, firmware: info.firmware, listing: listing, mode: mode,
            latency: answer.elapsed, clockOffset: offset,
            findings: findings(mode, offset: offset, firmware: info.firmware, listing: listing))
    }

    private func signIn() async throws(ProbeError) -> (BridgeClient, AuthMode, (info: BridgeInfo, elapsed: Duration)) {
        var tried: [AuthMode] = []
        for mode in plan.modes {
            try await pause()
            tried.append(mode)
            let client = dialer.client(endpoint, credential: Credential(token: token, mode: mode))
            do {
                return (client, mode, try await client.info())
            } catch .signInRefused {
                continue
            } catch {
                throw .bridge(error)
            }
        }
        throw .tokenRefused(tried: tried)
    }

    private func pause() async throws(ProbeError) {
        do {
            try await clock.sleep(for: gap)
        } catch {
            throw .cancelled
        }
    }

    private func findings(
        _ mode: AuthMode, offset: Int?, firmware: String?, listing: DeviceListing
    ) -> [ProbeReport.Finding] {
        var findings: [ProbeReport.Finding] = []
        if mode != .encrypted, plan.modes.contains(.encrypted) {
            // A hash carries the time as well: where it is accepted, the clock is not the reason.
            if mode == .plain, let offset, abs(offset) > 60 {
                findings.append(.clockDiffers(offset))
            } else {
                findings.append(.encryptedRefused(firmware: firmware))
            }
        }
        if token.isWeak { findings.append(.weakToken(token.count)) }
        return findings + listing.unreadable.map { .unreadableDevice($0) }
    }
}

/// The comparison of hardware ids: the one place where "is this the bridge that was meant" is decided.
public enum BridgeIdentity {
    /// Refuses a bridge that says it is another than the one expected; without an expectation any will do.
    public static func check(_ found: BridgeID, expected: BridgeID?) throws(ProbeError) {
        if let expected, expected != found { throw .otherBridge(expected: expected, found: found) }
    }
}
