import Linux
import NukiDomain

/// Posts as a bridge does: a connection for each, closed behind the answer.
struct CallbackTarget {
    private let port: Port
    private let path: Substring

    /// Reads `http://127.0.0.1:18581/callback/…`; nil for another address.
    init?(_ url: String) {
        let parts = url.split(separator: "/", maxSplits: 2)
        guard parts.count == 3, let port = Port(parts[1].split(separator: ":").last ?? "") else { return nil }
        self.port = port
        path = parts[2]
    }

    /// What the built-in household's first lock reports.
    static func lockReport(state: Int) -> String {
        "{\"nukiId\":568300604,\"deviceType\":0,\"mode\":2,\"state\":\(state),\"stateName\":\"-\","
            + "\"batteryCritical\":false}"
    }

    /// Sends one and leaves the answer to its fate.
    func post(_ body: String) throws(SystemError) {
        let descriptor = try LoopbackSocket.connect(to: port)
        try descriptor.write(
            Array(
                "POST /\(path) HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)"
                    .utf8))
        _ = try descriptor.read()
    }
}
