import HTTPFetch
import Linux
import NukiDomain
public import Sightings

extension Diagnosis {
    /// What a source of sightings had to say; the search goes on with the others.
    public init(_ remark: SourceRemark) {
        switch remark {
        case .neighboursUnreadable(let error):
            self.init(
                nil, "The neighbour table cannot be read", why: "The system says: \(error.reason).", exit: .unexpected)
        case .leasesUnreadable(let path, let error):
            self.init(
                .fileUnreadable, "The lease file \(path.safeForDisplay) cannot be read",
                why: "The system says: \(error.reason).",
                fixes: ["Name one that can be read: --leases PATH"], exit: .unreadableInput)
        case .leasesUnknown(let path):
            self.init(
                .fileUnreadable, "\(path.safeForDisplay) is no lease file that keyturn knows",
                why: "It reads those of dnsmasq, Pi-hole, OpenWrt, ISC dhcpd, Kea and systemd-networkd.",
                fixes: ["Name another one: --leases PATH"], exit: .unreadableInput)
        case .leasesEnded(let path, let count):
            self.init(
                nil,
                "\(count) \(count == 1 ? "lease" : "leases") in \(path.safeForDisplay) \(count == 1 ? "has" : "have")"
                    + " ended and \(count == 1 ? "does" : "do") not count",
                why: "Whoever had one may live elsewhere by now, and is found when it asks again.", exit: .nothingFound)
        case .leasesMissing:
            self.init(
                nil, "This machine has none of the usual lease files",
                why: "They are a DHCP server's; on most machines there is none.",
                fixes: ["Name one: --leases PATH"], exit: .nothingFound)
        case .cloudSilent(let error):
            self = .cloud("does not answer", why: Self.reason(error))
        case .cloudRefused(let status):
            self = .cloud(
                status == 200 ? "gave no list of bridges" : "answered \(status)",
                why: status == 403 ? "It has refused everybody for long times before." : "")
        case .cloudHides(let id):
            self.init(
                .bridgeHidden, "A bridge is listed without its address: server id \(id)",
                why: "Discovery is switched off on that bridge.",
                fixes: ["Nuki app > Manage my devices > Bridge > HTTP API > on."], exit: .nothingFound)
        case .scanNarrowed(let network):
            self.init(
                nil, "The network of \(network.interface.safeForDisplay) is too large to be scanned whole",
                why: "Only the 256 addresses around \(network.ownAddress) are asked.",
                fixes: ["Give the address that the Nuki app shows: keyturn setup --host ADDRESS"], exit: .nothingFound)
        case .scanFindsNoNetwork:
            self.init(
                nil, "There is no network to be scanned",
                why: "A scan asks private IPv4 addresses that need no router, and no usable interface has one.",
                fixes: ["Name an interface: --interface NAME"], exit: .nothingFound)
        }
    }

    private static func cloud(_ what: String, why: String) -> Diagnosis {
        Diagnosis(
            .cloudRefused, "Nuki's directory \(what)", why: why,
            fixes: ["Use another source, such as --source dhcp, or give the address: keyturn setup --host ADDRESS"],
            exit: .nothingFound)
    }

    private static func reason(_ error: HTTPError) -> String {
        switch error {
        case .refused: "Nothing listens there."
        case .unreachable(let reason): "The system says: \(reason.safeForDisplay)."
        case .nameNotResolved: "Its name is not known to this machine's DNS."
        case .connectTimedOut, .answerTimedOut: "The time was over before the answer was whole."
        case .connectionLost: "The connection broke."
        case .notHTTP: "What answers does not speak HTTP."
        case .brokenBody: "The answer is garbled."
        case .untrusted(let reason): "It did not prove that it is the one it claims to be: \(reason.safeForDisplay)."
        case .tooLong: "The answer is far too long."
        case .cancelled: "The request was stopped."
        case .withheld(let reason), .failed(let reason): "\(reason.safeForDisplay)."
        }
    }
}
