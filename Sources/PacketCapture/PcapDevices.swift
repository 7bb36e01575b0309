import CPcap
import Glibc
import NukiDomain

/// libpcap's list of things to listen on, read into values.
enum PcapDevices {
    /// The list without what is no network interface (`any`, USB and Bluetooth monitors, firewall logs).
    static func interfaces() throws(CaptureError) -> [NetworkInterface] {
        var reason = PcapReason()
        var first: UnsafeMutablePointer<pcap_if_t>?
        guard unsafe reason.fill({ unsafe pcap_findalldevs(&first, $0) }) == 0 else {
            throw .other(source: "interfaces", reason: reason.text)
        }
        defer { unsafe pcap_freealldevs(first) }
        var interfaces: [NetworkInterface] = []
        var next = unsafe first
        while let device = unsafe next?.pointee {
            if unsafe if_nametoindex(device.name) != 0 { interfaces.append(unsafe NetworkInterface(device)) }
            unsafe next = unsafe device.next
        }
        return interfaces
    }
}

extension NetworkInterface {
    fileprivate init(_ device: pcap_if_t) {
        let flags = unsafe Int32(bitPattern: device.flags)
        var hardwareAddress: MACAddress?
        var addresses: [IPAddress] = []
        var next = unsafe device.addresses
        while let entry = unsafe next?.pointee {
            if let address = unsafe entry.addr {
                switch unsafe Int32(address.pointee.sa_family) {
                case AF_INET:
                    addresses.append(.v4(IPv4Address(rawValue: UInt32(unsafe address.number(at: 4, bytes: 4)))))
                case AF_INET6:
                    addresses.append(
                        .v6(
                            IPv6Address(
                                high: unsafe address.number(at: 8, bytes: 8),
                                low: unsafe address.number(at: 16, bytes: 8))))
                case AF_PACKET where unsafe address.number(at: 11, bytes: 1) == 6:
                    let number = UInt64(unsafe address.number(at: 12, bytes: 6))
                    // Loopback has one of zeros.
                    hardwareAddress = number == 0 ? nil : MACAddress(rawValue: number)
                default:
                    break
                }
            }
            unsafe next = unsafe entry.next
        }
        unsafe self.init(
            name: String(cString: device.name),
            isUp: flags & PCAP_IF_UP != 0,
            isRunning: flags & PCAP_IF_RUNNING != 0,
            isLoopback: flags & PCAP_IF_LOOPBACK != 0,
            isWireless: flags & PCAP_IF_WIRELESS != 0,
            hardwareAddress: hardwareAddress,
            addresses: addresses)
    }
}

extension UnsafeMutablePointer<sockaddr> {
    /// A number in network order in a socket address of any family: ip(7), ipv6(7), packet(7) give the places.
    fileprivate func number(at offset: Int, bytes: Int) -> UInt64 {
        let start = unsafe UnsafeRawPointer(self) + offset
        return unsafe UnsafeRawBufferPointer(start: start, count: bytes).reduce(0) { $0 << 8 | UInt64($1) }
    }
}
