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
        /// There is no connection, and why; another try follows.
        case failed(BrokerError)
        /// The thread is over.
        case closed
    }

    /// How the connection fares. Nothing of it is lost: receipts are never more than messages that are under way.
    let news: AsyncStream<News>
    /// Others' messages; a reader that falls behind by hundreds misses the newest, see ``takeLost()``.
    let deliveries: AsyncStream<Delivery>
    private let talk: BrokerTalk

    /// - Parameters:
    ///   - will: what the broker publishes once it hears no more of us.
    ///   - filters: what is subscribed to at every connection.
    init(_ broker: Broker, will: Publication, filters: [String]) throws(SystemError) {
        let (news, feed) = AsyncStream<News>.makeStream(bufferingPolicy: .bufferingOldest(4096))
        self.news = news
        let (deliveries, post) = AsyncStream<Delivery>.makeStream(bufferingPolicy: .bufferingOldest(256))
        self.deliveries = deliveries
        let inbox = BrokerInbox(wakeUp: try WakeEvent())
        let talk = BrokerTalk(
            broker: broker, will: will, filters: filters, inbox: inbox, news: feed, deliveries: post)
        self.talk = talk
        try WorkerThread.start(named: "keyturn-mqtt") { talk.run() }
    }

    /// Sends a message under a number of the caller's.
    func send(_ publication: Publication, number: UInt64) { talk.inbox.put(.message(publication, number)) }

    /// How many messages of others were missed since this was asked last.
    func takeLost() -> Int { talk.inbox.takeLost() }

    /// Ends the connection once everything sent before is written, and the thread.
    func close() { talk.inbox.put(.goodbye) }
}

/// What the thread shall do, from any other thread, and what it could not hand on.
final class BrokerInbox: Sendable {
    enum Order: Sendable {
        case message(Publication, UInt64)
        case goodbye
    }

    let wakeUp: WakeEvent
    private let orders = Mutex<[Order]>([])
    private let lost = Mutex(0)

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

    func lose() { lost.withLock { $0 += 1 } }

    func takeLost() -> Int {
        lost.withLock { lost in
            defer { lost = 0 }
            return lost
        }
    }
}
