import Linux

/// The life of the transfer thread: takes orders, moves them on through libcurl, hands out what came of them.
struct TransferLoop: ~Copyable {
    /// Handles kept for later orders; more than a few are in use only while many bridges answer at once.
    private static let mostSpares = 16

    private let inbox: TransferInbox
    private let multi: CurlMulti
    private var running: [CurlTransfer.Identity: (order: TransferOrder, transfer: CurlTransfer)] = [:]
    private var spares: [CurlTransfer] = []

    private init(_ inbox: TransferInbox) throws(HTTPError) {
        self.inbox = inbox
        multi = try CurlMulti()
    }

    /// Serves the inbox until it is closed; what stops libcurl for good becomes the answer to every order.
    static func run(_ inbox: TransferInbox) {
        do throws(HTTPError) {
            var loop = try TransferLoop(inbox)
            do throws(HTTPError) {
                try loop.serve()
                loop.stopAll(.cancelled)
            } catch {
                loop.stopAll(error)
                throw error
            }
        } catch {
            refuseAll(inbox, error)
        }
    }

    private mutating func serve() throws(HTTPError) {
        var isWoken = true
        while true {
            if isWoken {
                inbox.wakeUp.reset()
                let news = inbox.take()
                if news.hasCancelled { stopCancelled() }
                for order in news.orders { start(order, unless: news.isClosed) }
                if news.isClosed { return }
            }
            for (identity, code) in try multi.perform() {
                guard let transfer = running[identity]?.transfer else { continue }
                stop(identity, transfer.outcome(code))
            }
            isWoken = try multi.wait(wakeUp: inbox.wakeUp.number)
        }
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

    private mutating func stopCancelled() {
        for (identity, (order, _)) in running where order.isCancelled { stop(identity, .failure(.cancelled)) }
    }

    private mutating func stopAll(_ error: HTTPError) {
        for identity in running.keys { stop(identity, .failure(error)) }
    }

    private mutating func stop(_ identity: CurlTransfer.Identity, _ outcome: TransferOrder.Outcome) {
        guard let (order, transfer) = running.removeValue(forKey: identity) else { return }
        multi.remove(transfer)
        transfer.forget()
        if spares.count < Self.mostSpares { spares.append(transfer) }
        order.finish(outcome)
    }

    /// Without a multi handle that works every order fails with the same reason.
    private static func refuseAll(_ inbox: TransferInbox, _ error: HTTPError) {
        while true {
            inbox.wakeUp.reset()
            let news = inbox.take()
            for order in news.orders { order.finish(.failure(error)) }
            if news.isClosed { return }
            do {
                _ = try Poller.readable([inbox.wakeUp.number])
            } catch {
                // Nothing can be waited for any more: what comes from now on is refused where it is left.
                return inbox.refuse(.failed(error.description))
            }
        }
    }
}
