import BridgeAPI
import Discovery
import Entries
import Guidance
import Linux
import NukiDomain
import Sightings

extension MoveSearch {
    /// Takes what a poll of the stored address came to.
    ///
    /// - Parameters:
    ///   - isLost: it was the third in a row that failed, or a later one.
    ///   - offset: what stamps are moved by now.
    func polled(_ outcome: PollOutcome, isLost: Bool, stampOffset offset: Int) async {
        stampOffset = offset
        if case .answered = outcome {} else { isWary = true }
        let endpoint = entry.endpoint
        let other = await hardwareInItsPlace
        // It may have been found elsewhere meanwhile.
        guard !isOver, entry.endpoint == endpoint else { return }
        if let other {
            isWary = true
            return arrive(.otherHardware(other, isBridge: outcome.isABridges), isPolled: true)
        }
        switch outcome {
        case .answered, .refused: arrive(.asStored, isPolled: true)
        case .replaced(let other): arrive(.silent(.somethingElse("it says that it is bridge \(other)")))
        case .failed(let reason) where isLost: arrive(.silent(.somethingElse(reason)), isPolled: true)
        case .failed, .busy: break
        }
    }

    /// Why nothing may be signed for the stored address now; nil where it may.
    ///
    /// A token in clear, once something went wrong there, waits until the kernel meets the bridge's own hardware again.
    func obstacle() async -> String? {
        guard isWary, let objection = means.neighbourhood.objection(to: entry, credential) else { return nil }
        // The look makes the kernel meet whoever answers.
        if case .nothing(let error) = await witness.look(at: entry.endpoint), error != .busy { return "\(error)" }
        if let reason = objection() { return reason }
        isWary = false
        return nil
    }

    private var hardwareInItsPlace: MACAddress? {
        get async {
            guard case .address(.v4(let address)) = entry.endpoint.host, let mac = entry.mac,
                let found = await means.glance.hardwareAddress(of: address), found != mac
            else { return nil }
            return found
        }
    }
}

extension PollOutcome {
    /// Whatever answered speaks as a bridge does.
    fileprivate var isABridges: Bool {
        switch self {
        case .answered, .refused, .replaced, .busy: true
        case .failed: false
        }
    }
}
