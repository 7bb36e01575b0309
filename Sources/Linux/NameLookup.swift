import Glibc

/// Names of hosts, and this machine's resolver.
public enum NameLookup {
    /// What this machine calls itself (gethostname(2)).
    public static var ownName: String {
        get throws(SystemError) {
            var name = [CChar](repeating: 0, count: Int(HOST_NAME_MAX) + 1)
            guard unsafe gethostname(&name, name.count - 1) == 0 else { throw .last("gethostname") }
            return String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        }
    }

    /// The addresses of a name in digits, each once (getaddrinfo(3)).
    ///
    /// Blocks for as long as the resolver takes, which is half a minute where DNS servers are silent.
    public static func addresses(of name: String) throws(NameLookupError) -> [String] {
        var hints = unsafe addrinfo()
        unsafe hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var list: UnsafeMutablePointer<addrinfo>?
        let number = unsafe getaddrinfo(name, nil, &hints, &list)
        guard number == 0 else {
            throw NameLookupError(reason: unsafe gai_strerror(number).map { unsafe String(cString: $0) } ?? "\(number)")
        }
        defer { unsafe freeaddrinfo(list) }
        var addresses: [String] = []
        var next = unsafe list
        while let entry = unsafe next?.pointee {
            var digits = [CChar](repeating: 0, count: Int(NI_MAXHOST))
            let result = unsafe getnameinfo(
                entry.ai_addr, entry.ai_addrlen, &digits, socklen_t(digits.count), nil, 0, NI_NUMERICHOST)
            let text = String(decoding: digits.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
            if result == 0, !addresses.contains(text) { addresses.append(text) }
            unsafe next = unsafe entry.ai_next
        }
        return addresses
    }
}

/// Why a name has no address.
public struct NameLookupError: Error, Hashable, Sendable {
    /// The resolver's words, such as "Name or service not known".
    public let reason: String

    /// Takes them.
    public init(reason: String) {
        self.reason = reason
    }
}
