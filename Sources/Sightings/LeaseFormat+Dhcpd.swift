import FoundationEssentials
import NukiDomain

extension LeaseFormat {
    /// ISC dhcpd: `lease ADDRESS { statement; … }`, other blocks beside them, quoted texts in which anything may stand.
    static func readDhcpd(_ bytes: [UInt8], into roll: inout LeaseRoll) {
        var words = DhcpdWords(bytes)
        var statement: [String] = []
        var block: DhcpdLease?
        var depth = 0
        while let word = words.next() {
            switch word {
            case .opening:
                if depth == 0, statement.count == 2, statement[0] == "lease" {
                    block = IPv4Address(statement[1]).map { DhcpdLease(Lease(address: $0)) }
                }
                depth += 1
                statement = []
            case .closing:
                depth = max(0, depth - 1)
                if depth == 0, let ended = block {
                    ended.isActive ? roll.enter(ended.lease) : roll.strike(ended.lease.address)
                    block = nil
                }
                statement = []
            case .end:
                if depth == 1 { block?.take(statement) }
                statement = []
            case .text(let text):
                // No statement that counts has more words.
                if statement.count < 8 { statement.append(text) }
            }
        }
    }
}

/// A block that is being read.
private struct DhcpdLease {
    var lease: Lease
    /// Files of old servers do not say.
    var isActive = true

    init(_ lease: Lease) {
        self.lease = lease
    }

    mutating func take(_ words: [String]) {
        switch words.first {
        case "binding" where words.count == 3: isActive = words[2] == "active"
        case "hardware" where words.count == 3 && words[1] == "ethernet": lease.mac = MACAddress(words[2])
        case "client-hostname" where words.count == 2: lease.hostName = words[1]
        case "ends": lease.ends = Self.time(words.dropFirst())
        default: break
        }
    }

    /// `W YYYY/MM/DD HH:MM:SS` in UTC, or `epoch SECONDS`; `never`, and what is neither, is no end.
    private static func time(_ words: ArraySlice<String>) -> Date? {
        guard words.count >= 2, let first = words.first else { return nil }
        let second = words[words.startIndex + 1]
        if first == "epoch" { return Double(second).map { Date(timeIntervalSince1970: $0) } }
        guard words.count == 3, let time = words.last else { return nil }
        return WireTime.date("\(second.split(separator: "/").joined(separator: "-"))T\(time)Z")
    }
}

/// Cuts a `dhcpd.leases` into its words.
private struct DhcpdWords {
    enum Word {
        case text(String)
        /// `{`
        case opening
        /// `}`
        case closing
        /// `;`
        case end
    }

    private var rest: ArraySlice<UInt8>

    init(_ bytes: [UInt8]) {
        rest = bytes[...]
    }

    mutating func next() -> Word? {
        while let byte = rest.popFirst() {
            switch byte {
            case UInt8(ascii: "#"): rest = rest.drop { $0 != UInt8(ascii: "\n") }
            case UInt8(ascii: "{"): return .opening
            case UInt8(ascii: "}"): return .closing
            case UInt8(ascii: ";"): return .end
            case UInt8(ascii: "\""): return .text(quoted())
            case 0...0x20: continue
            default:
                let tail = rest.prefix { !Self.endsWord($0) }
                rest = rest.dropFirst(tail.count)
                return .text(String(decoding: [byte] + tail, as: UTF8.self))
            }
        }
        return nil
    }

    private static func endsWord(_ byte: UInt8) -> Bool {
        byte <= 0x20 || [UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: ";"), UInt8(ascii: "\"")].contains(byte)
    }

    /// What stands between quotes: `\"`, `\\`, and bytes in three octal digits.
    private mutating func quoted() -> String {
        var bytes: [UInt8] = []
        while let byte = rest.popFirst(), byte != UInt8(ascii: "\"") {
            guard byte == UInt8(ascii: "\\"), let escaped = rest.popFirst() else {
                bytes.append(byte)
                continue
            }
            let digits = [escaped] + rest.prefix(2)
            if digits.count == 3, let value = UInt8(String(decoding: digits, as: UTF8.self), radix: 8) {
                bytes.append(value)
                rest = rest.dropFirst(2)
            } else {
                bytes.append(escaped)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
