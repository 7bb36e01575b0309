import BridgeAPI
public import Discovery
public import Entries
public import NukiDomain

extension Diagnosis {
    /// Why something that calls itself a configured bridge is not followed.
    public static func moveDoubtful(
        _ doubt: ProofOfMove.Doubt, _ entry: BridgeEntry, at address: IPv4Address
    ) -> Diagnosis {
        Diagnosis(
            .moveDoubtful, "A device calling itself the bridge of \(entry.name.safeForDisplay) appeared at \(address)",
            why: why(doubt, entry), fixes: fixes(doubt, entry, address), exit: .unreachable)
    }

    private static func why(_ doubt: ProofOfMove.Doubt, _ entry: BridgeEntry) -> String {
        let unknown = "unknown"
        return switch doubt {
        case .outOfReach:
            "The address is on no network of this machine, or not one for bridges; nothing was sent there."
        case .notABridge(let how): "What answers there is no bridge: \(how.safeForDisplay)."
        case .noStoredHardware:
            "The entry holds no hardware address to tell the bridge by.  "
                + "Checking could hand a stranger a valid sign-in for it."
        case .otherHardware(let found):
            "Same name, other hardware: was \(entry.mac?.description ?? unknown), "
                + "now \(found?.description ?? unknown).  "
                + "Checking would hand it a valid sign-in for your bridge."
        case .notToBeFollowed: "The entry says that this bridge is not to be followed."
        case .plainSignIn: "Its sign-in is the token in clear, which goes to no new address unasked."
        case .acceptsAnything: "It accepted a sign-in under a key made up at random, as no bridge does."
        case .otherBridge(let found):
            "It says that it is \(found.map { "bridge \($0)" } ?? "no bridge with a hardware id")."
        case .otherServerID(let found):
            "Its server id is \(found?.description ?? "missing") and not \(entry.serverID.map(Hex.padded) ?? unknown)."
        case .strangeDevice(let device): "It is paired with device \(device), which the entry does not have."
        }
    }

    private static func fixes(_ doubt: ProofOfMove.Doubt, _ entry: BridgeEntry, _ address: IPv4Address) -> [String] {
        let pretending = "If not: somebody on this network is pretending."
        let byHand = "keyturn setup --host \(address)"
        return switch doubt {
        case .outOfReach, .notToBeFollowed, .plainSignIn, .noStoredHardware:
            ["If your bridge moved there, give the address by hand: \(byHand)"]
        case .notABridge: ["Unplug the bridge, wait 5 s, plug it in, and try again: keyturn rediscover"]
        case .otherHardware, .otherBridge, .otherServerID:
            ["If you replaced the bridge: keyturn setup --bridge \(entry.id)", pretending]
        case .acceptsAnything: ["Look for the device with this address: somebody is pretending."]
        case .strangeDevice: ["If you paired the device, set the bridge up again: \(byHand)", pretending]
        }
    }

    /// Why a new address could not be checked to the end.
    public static func moveUnproved(
        _ delay: ProofOfMove.Delay, _ entry: BridgeEntry, at address: IPv4Address
    ) -> Diagnosis {
        let what = "\(entry.name.safeForDisplay) is not proved to be at \(address) yet"
        return switch delay {
        case .tooSoon(let wait):
            Diagnosis(
                .moveDoubtful, what,
                why:
                    "The last try proved nothing, and the next waits \(InputWords.span(Int(wait.components.seconds))).",
                fixes: ["Try again then, or give the address by hand: keyturn setup --host \(address)"],
                exit: .unreachable)
        case .interrupted(let error):
            Diagnosis(
                .moveDoubtful, what,
                why: Diagnosis(error, at: Endpoint(host: .address(.v4(address)), port: entry.endpoint.port)).what + ".",
                fixes: ["Try again in ten minutes: keyturn rediscover"], exit: .unreachable)
        }
    }

    /// A bridge that fits in everything and refuses its own sign-in.
    public static func moveRefused(_ entry: BridgeEntry, at address: IPv4Address) -> Diagnosis {
        Diagnosis(
            .tokenRefused, "\(entry.name.safeForDisplay) seems to be at \(address) and refuses its token",
            why: "The token was changed, or its clock is more than 20 s off what is stored, which looks the same.",
            fixes: ["Set it up there with its token: keyturn setup --host \(address)"], exit: .signInRefused)
    }

    /// A bridge that is nowhere to be found, and what is at its address.
    public static func notRediscovered(_ entry: BridgeEntry, _ place: ProofOfMove.StoredPlace?) -> Diagnosis {
        let name = entry.name.safeForDisplay
        let host = entry.endpoint.host.description.safeForDisplay
        let unplug = "Unplug the bridge, wait 5 s, plug it in, and try again: keyturn rediscover"
        switch place {
        case .otherHardware(let found, isBridge: true):
            return Diagnosis(
                .otherBridge, "Another bridge lives at \(host) now",
                why:
                    "\(name) has the hardware address \(entry.mac?.description ?? "unknown"); what answers has \(found).",
                fixes: ["If you replaced the bridge: keyturn setup --host \(host)", unplug], exit: .unreachable)
        case .otherHardware(let found, isBridge: false):
            return Diagnosis(
                .nothingFound, "\(name) is not found, and \(host) belongs to another device",
                why: "Its hardware address is \(found).", fixes: [unplug], exit: .nothingFound)
        case .silent, .asStored, nil:
            return Diagnosis(
                .nothingFound, "\(name) is not found, and does not answer at \(host)",
                why: "Nothing showed where it is now.", fixes: [unplug], exit: .nothingFound)
        }
    }
}
