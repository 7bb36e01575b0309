import NIOCore
import NIOHTTP1
import NIOPosix
import NukiDomain

/// One POST of a callback: bridges speak plain HTTP and take no interest in what is answered.
struct CallbackPost: Sendable {
    /// Where to.
    let url: CallbackURL
    /// One JSON object.
    let body: String

    /// How long a real bridge seems to wait (homebridge-nukiio #34).
    static let timeout = Duration.seconds(8)

    private typealias Connection = NIOAsyncChannel<HTTPClientResponsePart, HTTPClientRequestPart>

    /// Sends it; true when anything at all was answered in time, whatever its status code.
    ///
    /// The time is scaled by the speed, but never below a second: the network is not.
    func send(_ time: SimulatedTime) async -> Bool {
        let limit = max(time.scaled(Self.timeout), .seconds(1))
        let deadline = time.moment(bridgeOffset: 0).advanced(by: limit)
        return await withTaskGroup(of: Bool.self) { group in
            // Refused, reset or unreachable is all the same to the bridge.
            group.addTask { (try? await isAnswered(within: limit)) ?? false }
            group.addTask {
                await time.wait(until: deadline)
                return false
            }
            defer { group.cancelAll() }
            return await group.next() ?? false
        }
    }

    private func isAnswered(within limit: Duration) async throws -> Bool {
        // A connection that hangs cannot be cancelled, only limited.
        let connection = try await ClientBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .connectTimeout(TimeAmount(limit))
            .connect(host: "\(url.endpoint.host)", port: Int(url.endpoint.port.rawValue)) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHTTPClientHandlers()
                    return try Connection(wrappingChannelSynchronously: channel)
                }
            }
        return try await connection.executeThenClose { answers, requests in
            try await requests.write(.head(head))
            try await requests.write(.body(.byteBuffer(ByteBuffer(string: body))))
            try await requests.write(.end(nil))
            for try await part in answers {
                if case .end = part { return true }
            }
            return false
        }
    }

    private var head: HTTPRequestHead {
        HTTPRequestHead(
            version: .http1_1, method: .POST, uri: url.target,
            headers: [
                "Host": "\(url.endpoint)", "Content-Type": "application/json",
                "Content-Length": "\(body.utf8.count)", "Connection": "Close",
            ])
    }
}
