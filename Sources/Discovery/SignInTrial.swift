import BridgeAPI
import FoundationEssentials
import NukiDomain

/// Signed requests to one address, each after its pause, with what came of them.
struct SignInTrial: Sendable {
    let endpoint: Endpoint
    let dialer: BridgeDialer
    let clock: any Clock<Duration>
    let gap: Duration

    /// What a signed `/info` came to.
    enum Answer {
        case accepted(Acceptance)
        /// The bridge did not believe the signature.
        case refused(status: Int, took: Duration)
        /// Anything else.
        case failed(BridgeError)
    }

    /// A sign-in that worked.
    struct Acceptance {
        let mode: AuthMode
        /// What its stamp was moved by.
        let offset: Int
        let info: BridgeInfo
        let latency: Duration
        /// When the answer was there, by this machine's clock.
        let here: Date

        /// The bridge's clock beside this machine's; nil when it does not tell the time.
        var clocks: ClockComparison? { info.clocks(here: here) }
    }

    /// The pauses before a busy bridge is asked again.
    static let busyPauses: [Duration] = [.seconds(1), .seconds(3), .seconds(10)]

    /// Asks `/info` after a pause, and a busy bridge again after longer ones.
    func patientInfo(_ credential: Credential, offset: Int = 0) async throws(ProbeError) -> Answer {
        var answer = try await info(credential, offset: offset, after: gap)
        for pause in Self.busyPauses {
            guard case .failed(.busy) = answer else { break }
            answer = try await info(credential, offset: offset, after: pause)
        }
        return answer
    }

    /// Asks `/info` after a pause.
    func info(_ credential: Credential, offset: Int, after pause: Duration) async throws(ProbeError) -> Answer {
        try await self.pause(pause)
        let client = dialer.client(endpoint, credential: credential, bridgeOffset: offset)
        let (result, took) = await Self.timed(clock) {
            () async -> Result<(info: BridgeInfo, elapsed: Duration), BridgeError> in
            do throws(BridgeError) {
                return .success(try await client.info())
            } catch {
                return .failure(error)
            }
        }
        switch result {
        case .success(let answer):
            return .accepted(
                Acceptance(
                    mode: credential.mode, offset: offset, info: answer.info, latency: answer.elapsed, here: dialer.now)
            )
        case .failure(let error):
            return error.refusal.map { .refused(status: $0, took: took) } ?? .failed(error)
        }
    }

    /// Sends what every bridge refuses; returns the status and how long it took.
    func decoy(_ mode: AuthMode) async throws(ProbeError) -> (status: Int, took: Duration) {
        switch try await patientInfo(.decoy(mode)) {
        case .refused(let status, let took): return (status, took)
        // With or without a body that makes sense: nothing that answers 200 here is a bridge.
        case .accepted, .failed(.notABridge): throw .acceptsAnything
        case .failed(let error): throw .bridge(error)
        }
    }

    /// Gives the bridge the time that it needs between two requests.
    func pause(_ duration: Duration) async throws(ProbeError) {
        do {
            try await clock.sleep(for: duration)
        } catch {
            throw .cancelled
        }
    }

    /// Instants differ from clock to clock; only inside here is it known which.
    private static func timed<Time: Clock<Duration>, Value>(
        _ clock: Time, _ work: () async -> Value
    ) async -> (Value, Duration) {
        let start = clock.now
        let value = await work()
        return (value, start.duration(to: clock.now))
    }
}

extension BridgeError {
    /// The status with which a signature was not believed: a bridge's 401, an emulator's 403 or 500; nil for anything else.
    var refusal: Int? {
        switch self {
        case .signInRefused: 401
        case .switchedOff: 403
        case .status(500): 500
        default: nil
        }
    }
}
