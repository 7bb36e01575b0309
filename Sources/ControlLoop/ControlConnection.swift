import Hummingbird
import Linux
import NIOCore
import NukiDomain

/// The connection that a request came over, as far as answering it needs.
struct ControlConnection: InitializableFromSource, Sendable {
    private let channel: any Channel

    init(source: ApplicationRequestContextSource) {
        channel = source.channel
    }

    /// This end's address; nil on a unix socket.
    var own: IPAddress? { channel.localAddress?.ipAddress.flatMap { IPAddress($0) } }

    /// The other end's address; nil on a unix socket.
    var peer: IPAddress? { channel.remoteAddress?.ipAddress.flatMap { IPAddress($0) } }

    /// Who is at the other end of a unix socket, as the kernel knows it.
    func credentials() async throws -> PeerCredentials {
        guard let provider = channel as? any SocketOptionProvider else { throw ChannelError.operationUnsupported }
        return try await provider.unsafeGetSocketOption(
            level: .init(PeerCredentials.level), name: .init(PeerCredentials.option)
        ).get()
    }
}
