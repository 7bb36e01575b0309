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
        guard let (address, mac) = guardedPlace, isWary || isUnmet else { return nil }
        isWary = true
        // The look makes the kernel meet whoever answers.
        if case .nothing(let error) = await witness.look(at: entry.endpoint), error != .busy { return "\(error)" }
        guard witness.hardwareAddress(of: address) == mac else {
            return "its token in clear waits for its own hardware, \(mac), to answer there"
        }
        isWary = false
        return nil
    }

    /// A token in clear would go to hardware that the kernel does not know to be the bridge's.
    ///
    /// Whoever took the address while the kernel had forgotten it would be met by the request itself.
    var isUnmet: Bool {
        guard let (address, mac) = guardedPlace else { return false }
        return witness.hardwareAddress(of: address) != mac
    }

    /// Where hardware can be looked at before a token in clear goes there; nil where that is not the sign-in.
    private var guardedPlace: (address: IPv4Address, mac: MACAddress)? {
        guard credential.mode == .plain, let mac = entry.mac, case .address(.v4(let address)) = entry.endpoint.host,
            means.networks().contains(where: { $0.reaches(address) })
        else { return nil }
        return (address, mac)
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
