import Linux
import Synchronization

/// The thread that talks with the broker: connects, and connects anew after 1, 2, 4 … 60 s.
///
/// What is sent while there is no connection is dropped: whoever sends waits for ``News/connected`` and keeps what was
/// not acknowledged. The thread ends after ``close()``.
final class BrokerLink: Sendable {
    /// What is heard of the broker, in order.
    enum News: Sendable {
        /// Messages can be sent now; nothing of earlier connections is under way any more.
        case connected
        /// The broker has the message that was sent under this number.
        case acknowledged(UInt64)
        /// Somebody's message.
        case delivery(Delivery)
        /// There is no connection, and why; another try follows.
        case failed(BrokerError)
        /// The thread is over.
        case closed
    }

    /// Everything heard; a reader that falls behind by thousands misses the newest.
    let news: AsyncStream<News>
    private let talk: BrokerTalk

    /// - Parameters:
    ///   - will: what the broker publishes once it hears no more of us.
    ///   - filters: what is subscribed to at every connection.
    init(_ broker: Broker, will: Publication, filters: [String]) throws(SystemError) {
        let (news, feed) = AsyncStream<News>.makeStream(bufferingPolicy: .bufferingOldest(4096))
        self.news = news
        let inbox = BrokerInbox(wakeUp: try WakeEvent())
        let talk = BrokerTalk(broker: broker, will: will, filters: filters, inbox: inbox, news: feed)
        self.talk = talk
        try WorkerThread.start(named: "keyturn-mqtt") { talk.run() }
    }

    /// Sends a message under a number of the caller's.
    func send(_ publication: Publication, number: UInt64) { talk.inbox.put(.message(publication, number)) }

    /// Ends the connection once everything sent before is written, and the thread.
    func close() { talk.inbox.put(.goodbye) }
}

/// What the thread shall do, from any other thread.
final class BrokerInbox: Sendable {
    enum Order: Sendable {
        case message(Publication, UInt64)
        case goodbye
    }

    let wakeUp: WakeEvent
    private let orders = Mutex<[Order]>([])

    init(wakeUp: WakeEvent) {
        self.wakeUp = wakeUp
    }

    func put(_ order: Order) {
        orders.withLock { $0.append(order) }
        wakeUp.wake()
    }

    func takeAll() -> [Order] {
        wakeUp.reset()
        return orders.withLock { orders in
            defer { orders = [] }
            return orders
        }
    }
}
