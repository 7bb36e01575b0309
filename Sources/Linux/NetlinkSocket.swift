import Glibc

/// A question to the kernel about its network tables (netlink(7), rtnetlink(7)); no right is needed to read them.
public struct NetlinkSocket: ~Copyable {
    /// A table that can be read whole.
    public enum Table: Sendable {
        /// Addresses of every interface, each with the length of its network's prefix.
        case addresses
        /// Hardware addresses of hosts that were spoken to lately.
        case neighbours

        /// `RTM_GETADDR`, `RTM_GETNEIGH`; the answer's type is two less.
        fileprivate var request: UInt16 { self == .addresses ? 22 : 30 }
        fileprivate var answer: UInt16 { request - 2 }
        /// Bytes of `struct ifaddrmsg` and `struct ndmsg`, which stand before the attributes.
        fileprivate var headLength: Int { self == .addresses ? 8 : 12 }
    }

    private let descriptor: Descriptor

    /// The rows that are kept of one table: a network that floods its neighbours costs no more memory than that.
    private static let capacity = 16_384
    /// The kernel answers a dump in pieces of at most this many bytes.
    private static let pieceLength = 32_768
    /// `NETLINK_ROUTE`.
    private static let route: Int32 = 0

    /// Opens a socket of its own.
    public init() throws(SystemError) {
        let number = socket(AF_NETLINK, Int32(SOCK_RAW.rawValue | SOCK_CLOEXEC.rawValue), Self.route)
        guard number >= 0 else { throw .last("socket") }
        descriptor = Descriptor(owning: number)
    }

    /// Every IPv4 row of a table, at most 16,384 of them.
    public borrowing func rows(of table: Table) throws(SystemError) -> [NetlinkMessage] {
        try descriptor.write(Self.request(for: table))
        var rows: [NetlinkMessage] = []
        while true {
            let piece = try descriptor.read(upTo: Self.pieceLength)
            let messages = unsafe try NetlinkMessage.all(in: piece.span.bytes, headLength: table.headLength)
            for message in messages {
                switch message.type {
                case NetlinkMessage.done: return rows
                case table.answer where rows.count < Self.capacity: rows.append(message)
                default: continue
                }
            }
        }
    }

    /// `struct nlmsghdr` with `NLM_F_REQUEST | NLM_F_DUMP`, and a head whose only byte that counts is the family.
    private static func request(for table: Table) -> [UInt8] {
        let length = NetlinkMessage.headerLength + table.headLength
        return bytes(UInt32(length)) + bytes(table.request) + bytes(0x301 as UInt16) + bytes(1 as UInt32)
            + bytes(0 as UInt32) + [UInt8(AF_INET)] + [UInt8](repeating: 0, count: table.headLength - 1)
    }

    private static func bytes(_ number: some FixedWidthInteger) -> [UInt8] {
        unsafe withUnsafeBytes(of: number) { unsafe Array($0) }
    }
}
