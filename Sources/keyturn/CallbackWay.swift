import Entries
import Guidance
import Linux
import NukiDomain
import Sightings

/// The way by which a bridge would call this machine. Nothing is registered and nothing is sent.
struct CallbackWay {
    private let loopRuns: Bool
    private let settings: LoopSettings.Callback
    private let clock: any Clock<Duration>

    /// - Parameter settings: where the control loop takes callbacks.
    init(
        loopRuns: Bool, settings: LoopSettings.Callback = LoopSettings.Callback(),
        clock: any Clock<Duration> = ContinuousClock()
    ) {
        self.loopRuns = loopRuns
        self.settings = settings
        self.clock = clock
    }

    func check(_ entry: BridgeEntry, id: String) async -> Check {
        guard settings.mode == .auto else { return Check(id, ok: "Callbacks are off in settings.json; it is polled") }
        switch entry.callback {
        case .off: return Check(id, ok: "Callbacks are off; it is polled")
        case .url: return Check(id, ok: "Callbacks have an address of their own in entries.json")
        case .auto: break
        }
        switch entry.endpoint.host {
        case .address(let address): return check(from: address.description, id: id)
        case .name(let name):
            do throws(NameLookupError) {
                guard let address = try await NameChecks(clock: clock).addresses(of: name).get().first else {
                    throw NameLookupError(reason: "no address")
                }
                return check(from: address, id: id)
            } catch {
                return Check(id, .warning, .notTold("Whether it can call back", reason: error.reason))
            }
        }
    }

    /// The same for a bridge at an address.
    func check(from address: String, id: String) -> Check {
        do throws(SystemError) {
            let port = settings.port
            if let told = settings.address {
                return Check(id, ok: "It is told to call back at \(told), port \(port), as settings.json says")
            }
            let own = try OwnAddress.towards(address)
            guard try Self.areNeighbours(address, own) else {
                return Check(id, .warning, .notOnItsNetwork(own, port: port))
            }
            let isFree = try OwnAddress.isFree(port: port, at: own)
            // A loop that runs may be the one who has it.
            guard isFree || loopRuns else {
                return Check(id, .warning, .portTaken(own, port: port))
            }
            return Check(id, ok: "It can call back at \(own), \(port == 0 ? "any port" : "port \(port)")")
        } catch {
            return Check(id, .warning, .notTold("Whether it can call back", reason: error.reason))
        }
    }

    /// No router stands between the two, as far as the kernel's own addresses tell; those of IPv6 are not looked at.
    private static func areNeighbours(_ address: String, _ own: String) throws(SystemError) -> Bool {
        guard case .v4(let bridge)? = IPAddress(address) else { return true }
        return try LocalNetwork.all().contains { $0.ownAddress.description == own && $0.reaches(bridge) }
    }
}
