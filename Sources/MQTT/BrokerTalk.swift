import Linux

/// The body of the thread that talks with the broker.
struct BrokerTalk: Sendable {
    let broker: Broker
    let will: Publication
    let filters: [String]
    let inbox: BrokerInbox
    let news: AsyncStream<BrokerLink.News>.Continuation
    let deliveries: AsyncStream<Delivery>.Continuation

    /// How long a goodbye may take to be written.
    private static let partingTime = Duration.seconds(2)

    /// Connects again and again until goodbye is said.
    func run() {
        var version = MQTTVersion.v5
        var pause = 1
        var isOver = false
        while !isOver {
            do throws(BrokerError) {
                isOver = try converse(&version) { pause = 1 }
            } catch {
                news.yield(.failed(error))
                isOver = rest(.seconds(pause))
                pause = min(pause * 2, 60)
            }
        }
        news.yield(.closed)
        news.finish()
        deliveries.finish()
    }

    /// One connection; returns true after a goodbye.
    private func converse(_ version: inout MQTTVersion, whenWelcome: () -> Void) throws(BrokerError) -> Bool {
        var words: [MosquittoEar.Word] = []
        let session = try MosquittoSession(broker, version: version, will: will) { words.append($0) }
        try session.connect(to: broker)
        var numbers: [Int32: UInt64] = [:]
        var isWelcome = false
        while true {
            // What the broker said before the end tells more of it than the end does.
            let trouble = trouble { () throws(BrokerError) in try turn(session) }
            for word in words {
                switch word {
                case .welcome:
                    for filter in filters { try session.subscribe(to: filter) }
                    isWelcome = true
                    whenWelcome()
                    news.yield(.connected)
                case .refusal(let code, let reason):
                    // "Unsupported protocol version", in the words of either version.
                    if version == .v5, code == 0x84 || code == 1 { version = .v311 }
                    throw .refused(reason)
                case .receipt(let number):
                    if let number = numbers.removeValue(forKey: number) { news.yield(.acknowledged(number)) }
                case .delivery(let delivery):
                    if case .dropped = deliveries.yield(delivery) { inbox.lose() }
                case .end(let reason): throw .ended(reason)
                }
            }
            words = []
            if let trouble { throw trouble }
            for order in inbox.takeAll() {
                switch order {
                case .message(let publication, let number):
                    if isWelcome { numbers[try session.publish(publication)] = number }
                case .goodbye:
                    part(session)
                    return true
                }
            }
        }
    }

    private func trouble(_ body: () throws(BrokerError) -> Void) -> BrokerError? {
        do throws(BrokerError) {
            try body()
            return nil
        } catch {
            return error
        }
    }

    /// Waits for the broker, for an order, or a second.
    private func turn(_ session: borrowing MosquittoSession) throws(BrokerError) {
        let socket = session.descriptor
        guard socket >= 0 else { throw .ended("the connection was closed") }
        do {
            let ready = try Poller.readable(
                [socket, inbox.wakeUp.number], orWritable: session.wantsToWrite ? socket : nil, timeout: .seconds(1))
            if ready.contains(socket) {
                try session.read()
                if session.wantsToWrite { try session.write() }
            }
        } catch let error as BrokerError {
            throw error
        } catch {
            throw .ended("\(error)")
        }
        try session.upkeep()
    }

    /// Takes leave; what cannot be written in time is not missed.
    private func part(_ session: borrowing MosquittoSession) {
        let clock = ContinuousClock()
        let end = clock.now + Self.partingTime
        session.disconnect()
        // The end of the connection is the end of this, however it comes.
        while session.descriptor >= 0, clock.now < end, (try? turn(session)) != nil {}
    }

    /// Waits before the next try; true when goodbye is said meanwhile.
    private func rest(_ pause: Duration) -> Bool {
        let clock = ContinuousClock()
        let end = clock.now + pause
        while clock.now < end {
            // A wait that fails is tried again until the time is over.
            _ = try? Poller.readable([inbox.wakeUp.number], timeout: end - clock.now)
            for case .goodbye in inbox.takeAll() { return true }
        }
        return false
    }
}
