public import Entries
import NukiDomain
public import Sightings

extension Diagnosis {
    /// Nothing that calls itself a bridge was heard by DHCP, or known to the sources that are asked beside it.
    public static func nothingFound(where place: String) -> Diagnosis {
        Diagnosis(
            .nothingFound, "No bridge showed up \(place.safeForDisplay)", why: renewalsAreSilent,
            fixes: [plugIn, typeAddress], exit: .nothingFound)
    }

    /// The same, by the sources that really looked; never empty.
    public static func nothingFound(by sources: [Sighting.Source]) -> Diagnosis {
        let looked = "No bridge showed up by \(sources.map(\.words).joined(separator: ", "))"
        guard !sources.contains(.dhcp) else {
            return Diagnosis(
                .nothingFound, looked, why: renewalsAreSilent, fixes: [plugIn, typeAddress], exit: .nothingFound)
        }
        let port = "Check that the bridge's HTTP API is on, and give its port if it is not 8080: --port NUMBER"
        return Diagnosis(
            .nothingFound, looked, why: sources.map(\.reach).joined(separator: "  "),
            fixes: (sources.contains(.scan) ? [port] : [])
                + ["Listen while the bridge is plugged in: keyturn discover --source dhcp", typeAddress],
            exit: .nothingFound)
    }

    /// The same, by the names that entries have for the sources.
    public static func nothingFound(askedOf sources: [AddressSource]) -> Diagnosis {
        nothingFound(by: sources.compactMap { Sighting.Source(rawValue: $0.rawValue) })
    }

    /// The same in a capture file.
    public static func nothingFound(inCapture file: String) -> Diagnosis {
        Diagnosis(
            .nothingFound, "No bridge showed up in this capture",
            why: "None of its DHCP messages is of a device that calls itself Nuki_Bridge_ and its id.",
            fixes: (file == "-"
                ? [] : ["See what is in it: keyturn listen --read \(ShellWord.quoted(file.safeForDisplay))"])
                + ["Capture while the bridge is plugged in: sudo tcpdump -w FILE port 67 or port 68"],
            exit: .nothingFound)
    }

    private static let renewalsAreSilent =
        "A bridge is only heard when it asks for an address.  One with a long lease can stay silent for a day; "
        + "renewals go to the DHCP server alone and are not heard."
    private static let plugIn = "Unplug the bridge, wait 5 s, plug it in, and search again."
    private static let typeAddress = "Give the address that the Nuki app shows: keyturn setup --host 192.168.1.52"
}

extension Sighting.Source {
    /// What of a network it can know at all.
    fileprivate var reach: String {
        switch self {
        case .dhcp: "A bridge is only heard when it asks for an address."
        case .leases: "A lease file names only the clients of a DHCP server on this machine."
        case .neighbours: "The neighbour table holds only hosts that this machine spoke to lately."
        case .scan: "A scan finds only what answers like a bridge on this machine's own network."
        case .cloud: "Nuki's directory lists only bridges that spoke to it over this internet connection."
        }
    }
}
