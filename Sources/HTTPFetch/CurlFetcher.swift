public import Linux
import Synchronization

/// Sends every request of the process through libcurl: one multi handle on one thread, any number of bridges.
///
/// No redirects, no cookies, and each request on a connection of its own. What goes to a bridge is plain `http` past
/// every proxy; see ``HTTPRequest/Channel`` for the one other use. The thread ends with the last reference.
public final class CurlFetcher: HTTPFetching {
    private let inbox: TransferInbox
    private let thread: JoinedThread

    /// Opens libcurl, unless that was done, and starts the thread.
    public init() throws(FetcherError) {
        do throws(LibraryError) {
            try CurlLibrary.open()
        } catch {
            throw .noLibrary(error)
        }
        do throws(SystemError) {
            let inbox = TransferInbox(wakeUp: try WakeEvent())
            thread = try JoinedThread(named: "keyturn-http") { TransferLoop.run(inbox) }
            self.inbox = inbox
        } catch {
            throw .noThread(error)
        }
    }

    /// Lets tasks run on the transfer thread, which spares them waking others for every request.
    ///
    /// What runs there may not block: every transfer waits for it; and it may not be the last to let go of the fetcher,
    /// which waits for its thread. Without the fetcher they run where tasks do.
    public var executor: any TaskExecutor { inbox }

    /// A clock whose waits end on the transfer thread.
    public var clock: any BootClock { TransferClock(inbox: inbox) }

    deinit {
        // The thread is waited for after this.
        inbox.close()
    }

    /// Sends one request; cancelling the task ends the transfer and throws ``HTTPError/cancelled``.
    public func fetch(_ request: HTTPRequest) async throws(HTTPError) -> HTTPResponse {
        try await transfer(request, reader: nil)
    }

    /// Sends one request and hands out the body of a 200 piece by piece while it comes, such as an event stream.
    ///
    /// - Parameter reader: called on the transfer thread, so it may not wait; false ends the transfer with
    ///   ``HTTPError/tooLong(_:)``.
    /// - Returns: the answer when it is over, with a body if it was no 200.
    public func stream(
        _ request: HTTPRequest, to reader: @escaping @Sendable ([UInt8]) -> Bool
    ) async throws(HTTPError) -> HTTPResponse {
        try await transfer(request, reader: reader)
    }

    private func transfer(
        _ request: HTTPRequest, reader: TransferOrder.Reader?
    ) async throws(HTTPError) -> HTTPResponse {
        let order = TransferOrder(request, reader: reader)
        let result = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                order.whenDone(continuation)
                inbox.start(order)
            }
        } onCancel: {
            inbox.cancel(order)
        }
        return try result.get()
    }
}

/// Why no request can be sent at all.
public enum FetcherError: Error, Hashable, Sendable {
    /// libcurl is not there.
    case noLibrary(LibraryError)
    /// The system gives no thread, or no way to wake it.
    case noThread(SystemError)
}
