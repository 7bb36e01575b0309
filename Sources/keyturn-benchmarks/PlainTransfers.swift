import CBenchmarkPeers
import NukiDomain

/// libcurl alone: unsigned but for the plain token, its answers not decoded.
struct PlainTransfers {
    /// How many, one after the other.
    let requests: Int
    /// Before each.
    var pause = Duration.zero

    /// Asks a bridge in another process for its `/list`.
    func lap(_ token: String) async throws -> Lap {
        let bridge = try BridgeProcess.start()
        return try await lap(token, bridge.endpoints)
    }

    /// Asks bridges in turn for their `/list`.
    func lap(_ token: String, _ street: [Endpoint]) async throws -> Lap {
        let urls = street.map { "http://\($0)/list?token=\(token)" }.joined(separator: "\n")
        var transfers = peer_transfers()
        var failure: String?
        let lap = await Lap.measure {
            let microseconds = UInt32(pause / .microseconds(1))
            failure = unsafe peer_get(urls, UInt64(requests), microseconds, &transfers)
                .map { unsafe String(cString: $0) }
        }
        if let failure { throw WrongCount(description: "libcurl: \(failure)") }
        try WrongCount.check("libcurl", Int(transfers.answers), is: requests)
        return lap
    }
}
