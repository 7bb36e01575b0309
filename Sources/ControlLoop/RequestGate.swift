import Entries
import NukiDomain

/// Who may come in: looks at the names under which a request knows this machine, and at its token.
struct RequestGate: Sendable {
    /// How a caller shows who it is.
    enum Login: Sendable {
        /// The permission of the socket's file was enough; the kernel names the user.
        case socket
        /// A bearer token out of this file.
        case tokens(APITokenFile)
    }

    let login: Login
    /// Names that count beside this machine's own address, in lower case.
    let hosts: Set<String>

    init(_ login: Login, hosts: [String]) {
        self.login = login
        self.hosts = Set(hosts.map { $0.lowercased() })
    }

    /// Whether callers show who they are by a token.
    var asksForToken: Bool { if case .tokens = login { true } else { false } }

    /// Whether a `Host`, or the host of an `Origin`, is meant for us: a web page that lets its own name point at this
    /// machine (DNS rebinding) is not.
    ///
    /// - Parameter own: this end's address of the connection; nil on a unix socket.
    func knows(authority: String, own: IPAddress?) -> Bool {
        let host = Self.host(of: authority)
        if hosts.contains(host) { return true }
        if let own, let address = IPAddress(host) { return address == own }
        return host == "localhost" && own?.isLoopback ?? true
    }

    /// The same for an `Origin` (RFC 6454 section 7); `null` is nobody's.
    func knows(origin: String, own: IPAddress?) -> Bool {
        for scheme in ["http://", "https://"] where origin.lowercased().hasPrefix(scheme) {
            return knows(authority: String(origin.dropFirst(scheme.count)), own: own)
        }
        return false
    }

    /// `Name:8080`, `[::1]:8080` and `name` without the port, in lower case.
    private static func host(of authority: String) -> String {
        let text = authority.lowercased()
        if text.hasPrefix("["), let end = text.firstIndex(of: "]") { return String(text[...end]) }
        guard let colon = text.lastIndex(of: ":") else { return text }
        return String(text[..<colon])
    }
}
