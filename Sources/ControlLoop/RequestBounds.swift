import HTTPTypes
import NIOCore
import NIOHTTPTypes

/// Keeps one connection's requests within bounds of size and time, in front of what answers them.
///
/// A body that comes too slowly, or an answer that nobody reads, ends the connection; of a body that is too long no more
/// is read, and the connection ends behind the answer. How long a head may take is the idle time-out of the server.
final class RequestBounds: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    /// How long a request's body may take, and an answer may wait for its reader.
    private let patience: TimeAmount
    private let longestBody: Int
    private var count = 0
    private var slowBody: Scheduled<Void>?
    private var slowReader: Scheduled<Void>?

    init(longestBody: Int, patience: TimeAmount) {
        self.longestBody = longestBody
        self.patience = patience
    }

    private var isOverlong: Bool { count > longestBody }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !isOverlong else { return }
        switch unwrapInboundIn(data) {
        case .head:
            count = 0
            slowBody = closing(context)
        case .body(let piece): count += piece.readableBytes
        case .end:
            slowBody?.cancel()
            slowBody = nil
        }
        context.fireChannelRead(data)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        guard isOverlong, case .end = unwrapOutboundIn(data) else { return context.write(data, promise: promise) }
        let channel = context.channel
        let written = promise ?? context.eventLoop.makePromise()
        written.futureResult.whenComplete { _ in
            // The other side is still sending: a full close now would take the answer away from it.
            channel.close(mode: .output, promise: nil)
        }
        context.writeAndFlush(data, promise: written)
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        slowReader?.cancel()
        slowReader = context.channel.isWritable ? nil : closing(context)
        context.fireChannelWritabilityChanged()
    }

    func channelInactive(context: ChannelHandlerContext) {
        slowBody?.cancel()
        slowReader?.cancel()
        context.fireChannelInactive()
    }

    private func closing(_ context: ChannelHandlerContext) -> Scheduled<Void> {
        let channel = context.channel
        return context.eventLoop.scheduleTask(in: patience) { channel.close(promise: nil) }
    }
}
