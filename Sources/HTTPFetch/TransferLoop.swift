import Linux

/// The life of the transfer thread: takes what is left for it, moves transfers on through libcurl, hands out what came of
/// them, and runs the tasks that live on it in between.
struct TransferLoop: ~Copyable {
    /// Handles kept for later orders; more than a few are in use only while many bridges answer at once.
    private static let mostSpares = 16
    private static let longestWait = Duration.seconds(1)

    private let inbox: TransferInbox
    private let multi: CurlMulti
    private var running: [CurlTransfer.Identity: (order: TransferOrder, transfer: CurlTransfer)] = [:]
    private var spares: [CurlTransfer] = []
    /// The first to be over last.
    private var naps: [TransferNap] = []

    private init(_ inbox: TransferInbox) throws(HTTPError) {
        self.inbox = inbox
        multi = try CurlMulti()
    }

    /// Serves the inbox until it is closed, or until libcurl fails for good; then refuses whatever is left and comes.
    static func run(_ inbox: TransferInbox) {
        let reason: HTTPError
        do throws(HTTPError) {
            var loop = try TransferLoop(inbox)
            reason = loop.serve()
            loop.stopAll(reason)
        } catch {
            reason = error
        }
        let left = inbox.refuse(reason)
        for order in left.orders { order.finish(.failure(reason)) }
        for nap in left.naps { nap.end() }
        for job in left.jobs { globalConcurrentExecutor.enqueue(job) }
    }

    /// Why it ended.
    private mutating func serve() -> HTTPError {
        do throws(HTTPError) {
            while true {
                for (identity, code) in try multi.perform() {
                    guard let transfer = running[identity]?.transfer else { continue }
                    stop(identity, transfer.outcome(code))
                }
                endNaps()
                if let news = inbox.take() {
                    take(news)
                    if news.isClosed { return .cancelled }
                } else {
                    let isWoken = try multi.wait(upTo: untilNextNap, wakeUp: inbox.wakeUp.number)
                    inbox.attend(isWoken: isWoken)
                }
            }
        } catch {
            return error
        }
    }

    private mutating func take(_ news: TransferInbox.News) {
        if news.hasCancelled {
            for (identity, (order, _)) in running where order.isCancelled { stop(identity, .failure(.cancelled)) }
            naps.removeAll(where: \.isOver)
        }
        for order in news.orders { start(order, unless: news.isClosed) }
        for nap in news.naps where !nap.isOver {
            naps.insert(nap, at: naps.lastIndex { $0.due > nap.due }.map { $0 + 1 } ?? 0)
        }
        for job in news.jobs { unsafe job.runSynchronously(on: inbox.asUnownedTaskExecutor()) }
    }

    private mutating func start(_ order: TransferOrder, unless isClosed: Bool) {
        guard !isClosed, !order.isCancelled else { return order.finish(.failure(.cancelled)) }
        do throws(HTTPError) {
            let transfer = if let spare = spares.popLast() { spare } else { try CurlTransfer() }
            try transfer.prepare(order.request, reader: order.reader)
            try multi.add(transfer)
            running[transfer.identity] = (order, transfer)
        } catch {
            order.finish(.failure(error))
        }
    }

    private mutating func stop(_ identity: CurlTransfer.Identity, _ outcome: TransferOrder.Outcome) {
        guard let (order, transfer) = running.removeValue(forKey: identity) else { return }
        multi.remove(transfer)
        transfer.forget()
        if spares.count < Self.mostSpares { spares.append(transfer) }
        order.finish(outcome)
    }

    private mutating func stopAll(_ error: HTTPError) {
        for identity in running.keys { stop(identity, .failure(error)) }
        for nap in naps { nap.end() }
    }

    private var untilNextNap: Duration {
        naps.last.map { min(max($0.due - .now, .zero), Self.longestWait) } ?? Self.longestWait
    }

    private mutating func endNaps() {
        guard let next = naps.last, next.due <= .now else { return }
        let now = ContinuousClock.now
        while let nap = naps.last, nap.due <= now {
            naps.removeLast()
            nap.end()
        }
    }
}
