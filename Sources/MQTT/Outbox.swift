/// What waits for the broker: the newest of every value that stands, and what happened in the last half minute.
///
/// Values are sent again after every new connection; something that happened is handed over once, and is history when
/// it could not be for 30 s.
struct Outbox: Sendable {
    /// Messages under way at a time: more wait here, where a newer value takes an older one's place.
    private static let window = 32
    /// Events that wait at most.
    private static let capacity = 256
    /// How long an event is news.
    static let newsLasts = Duration.seconds(30)

    /// Events that nobody will get: too old, or too many.
    private(set) var history = 0
    /// The payload of every retained topic; an empty one is to be taken away.
    private var standing: [String: [UInt8]] = [:]
    /// The topics of all values, in the order in which they are sent.
    private var order: [String] = []
    /// Topics whose value the broker has not been given since it changed, in order.
    private var waiting: [String] = []
    private var events: [(publication: Publication, born: Duration)] = []
    private var underWay: [UInt64: Publication] = [:]
    private var lastNumber: UInt64 = 0

    /// Takes the values that shall stand now, in the order in which they are to be sent; what stood and is not among
    /// them is taken away.
    mutating func keep(_ values: [(topic: String, payload: [UInt8])]) {
        var gone = Set(standing.keys)
        for (topic, payload) in values {
            gone.remove(topic)
            guard standing[topic] != payload else { continue }
            standing[topic] = payload
            wait(topic)
        }
        for topic in gone.sorted() where standing[topic] != [] {
            standing[topic] = []
            wait(topic)
        }
        order = standing.keys.filter { standing[$0] == [] }.sorted() + values.map(\.topic)
    }

    /// Takes away what may stand at the broker from earlier times, ahead of what comes next.
    mutating func clear(_ topics: [String]) {
        for topic in topics where standing[topic] == nil {
            standing[topic] = []
            wait(topic)
        }
    }

    private mutating func wait(_ topic: String) {
        if !waiting.contains(topic) { waiting.append(topic) }
    }

    /// Takes something that happened.
    mutating func put(_ event: Publication, at now: Duration) {
        if events.count == Self.capacity {
            events.removeFirst()
            history += 1
        }
        events.append((event, now))
    }

    /// Sends every value again: the connection is a new one, or somebody came who knows nothing.
    mutating func begin() {
        underWay = [:]
        waiting = order.filter { standing[$0] != nil }
    }

    /// The next message and its number; nil when nothing waits or enough is under way.
    mutating func next(at now: Duration) -> (publication: Publication, number: UInt64)? {
        guard underWay.count < Self.window, let publication = take(at: now) else { return nil }
        lastNumber += 1
        underWay[lastNumber] = publication
        return (publication, lastNumber)
    }

    private mutating func take(at now: Duration) -> Publication? {
        if !waiting.isEmpty {
            let topic = waiting.removeFirst()
            return .state(topic, standing[topic] ?? [])
        }
        while !events.isEmpty {
            let (event, born) = events.removeFirst()
            if now - born < Self.newsLasts { return event }
            history += 1
        }
        return nil
    }

    /// The broker has a message.
    mutating func acknowledge(_ number: UInt64) {
        guard let publication = underWay.removeValue(forKey: number), publication.isRetained else { return }
        let topic = publication.topic
        if publication.payload.isEmpty, standing[topic] == [] { standing[topic] = nil }
    }
}
