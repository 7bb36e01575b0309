import NukiDomain

extension LeaseFormat {
    /// systemd-networkd: a list of leases, since systemd 257 inside an object.
    ///
    /// Its times count from the machine's start, which the file does not name: they are left out, and the server takes
    /// ended leases out by itself. False for JSON of another shape.
    static func readNetworkd(_ bytes: [UInt8], into roll: inout LeaseRoll) -> Bool {
        // JSON that is none at all has no leases.
        guard let file = try? JSONText.fromOutside(bytes), let leases = (file["Leases"] ?? file).list else {
            return false
        }
        for lease in leases {
            guard let address = IPv4Address(bytes: octets(lease["Address"])) else { continue }
            roll.enter(
                Lease(
                    address: address, mac: mac(ofClient: octets(lease["ClientId"])), hostName: lease["Hostname"]?.text))
        }
        return true
    }

    /// A list of numbers that are bytes.
    private static func octets(_ value: OutsideValue?) -> [UInt8]? {
        guard let list = value?.list else { return nil }
        let bytes = list.compactMap { $0.number.flatMap(UInt8.init(exactly:)) }
        return bytes.count == list.count ? bytes : nil
    }

    /// A client id of type 1 holds a hardware address (RFC 2132 section 9.14).
    private static func mac(ofClient id: [UInt8]?) -> MACAddress? {
        guard let id, id.first == 1 else { return nil }
        return MACAddress(bytes: Array(id.dropFirst()))
    }
}
