import NukiDomain

/// What waits for the broker: values that stand, and what happened in the last half minute.
///
/// Of a value that was sent only a digest stays. After every new connection nothing counts as sent, and whoever makes the
/// values brings them again; something that happened is handed over once, and is history when it could not be for 30 s.
struct Outbox: Sendable {
    /// Messages under way at a time: more wait here, where a newer value takes an older one's place.
    private static let window = 32
    /// Events that wait at most.
    private static let capacity = 256
    /// How long an event is news.
    static let newsLasts = Duration.seconds(30)

    /// What stands at one topic, or is on its way there.
    private struct Standing {
        let topic: String
        /// Tells its payload from others; nil while that is not known.
        var digest: Int?
        /// Nobody keeps it: it may stand there from earlier times.
        var isSuspect = false
    }

    /// A value on its way; an empty one takes away what stood there.
    private struct Value {
        let bridge: BridgeID?
        let topic: String
        let payload: [UInt8]
    }

    private static let nothing = [UInt8]().hashValue

    /// Events that nobody will get: too old, or too many.
    private(set) var history = 0
    /// What stands of each bridge, and of none.
    private var standing: [BridgeID?: [Standing]] = [:]
    /// Topics that stand and are no longer kept, until it is known what all others keep.
    private var left: [BridgeID?: Set<String>] = [:]
    /// Values that the broker has not been given since they changed, in order.
    private var waiting: [Value] = []
    private var events: [(publication: Publication, born: Duration)] = []
    /// Messages that the broker has not acknowledged, and whose they are.
    private var underWay: [UInt64: (publication: Publication, bridge: BridgeID?)] = [:]
    private var lastNumber: UInt64 = 0

    /// Every value was handed over.
    var isSent: Bool { waiting.isEmpty }

    /// The bridges of which something stands.
    var bridges: Set<BridgeID> { Set(standing.keys.compactMap(\.self)) }

    /// Takes the values that shall stand of a bridge, or of none, in the order in which they are to be sent.
    ///
    /// What is suspected and not among them is taken away before; for what stood, see ``clear()``.
    mutating func keep(_ values: [(topic: String, payload: [UInt8])], of bridge: BridgeID? = nil) {
        let old = standing[bridge] ?? []
        let topics = Set(values.map(\.topic))
        // What an earlier run left there is kept again.
        if bridge != nil { standing[nil]?.removeAll { $0.isSuspect && topics.contains($0.topic) } }
        let rest = old.filter { !topics.contains($0.topic) }
        let (suspects, stood) = (rest.filter(\.isSuspect), rest.filter { !$0.isSuspect })
        let taken = takeAway(suspects, of: bridge)
        let kept = values.map { topic, payload in
            let new = Standing(topic: topic, digest: payload.hashValue)
            if old.first(where: { $0.topic == topic })?.digest != new.digest { wait(bridge, topic, payload) }
            return new
        }
        let new = taken + stood + kept
        standing[bridge] = new.isEmpty ? nil : new
        left[bridge] = stood.isEmpty ? nil : Set(stood.map(\.topic))
    }

    /// Takes away what is no longer kept, or leaves it to another bridge of which something stands there too.
    ///
    /// To be called when all changes were brought: what another bridge takes over is not taken away first, since a home
    /// automation would lose the device for that moment.
    ///
    /// - Returns: the bridges whose values have to be brought again, since others' may have taken their place.
    mutating func clear() -> Set<BridgeID> {
        var overwritten: Set<BridgeID> = []
        for (bridge, topics) in left {
            let leaving = (standing[bridge] ?? []).filter { topics.contains($0.topic) }
            let (shared, others) = leave(leaving, of: bridge)
            overwritten.formUnion(others)
            let kept = (standing[bridge] ?? []).filter { !topics.contains($0.topic) }
            let new = takeAway(leaving.filter { !shared.contains($0.topic) }, of: bridge) + kept
            standing[bridge] = new.isEmpty ? nil : new
        }
        left = [:]
        return overwritten
    }

    /// Has an empty value sent to each topic, unless that is done; what stands there until the broker has it.
    private mutating func takeAway(_ values: [Standing], of bridge: BridgeID?) -> [Standing] {
        values.sorted { $0.topic < $1.topic }.map { value in
            if value.digest != Self.nothing { wait(bridge, value.topic, []) }
            return Standing(topic: value.topic, digest: Self.nothing, isSuspect: value.isSuspect)
        }
    }

    /// Finds which topics that a bridge leaves are others' too: two bridges may know the same device, which is described at
    /// one place.
    private mutating func leave(
        _ left: [Standing], of bridge: BridgeID?
    ) -> (shared: Set<String>, overwritten: Set<BridgeID>) {
        guard !left.isEmpty else { return ([], []) }
        let digests = Dictionary(left.map { ($0.topic, $0.digest) }) { first, _ in first }
        var shared: Set<String> = []
        var overwritten: Set<BridgeID> = []
        for case let other? in standing.keys where other != bridge {
            for (index, value) in (standing[other] ?? []).enumerated() {
                guard let digest = digests[value.topic] else { continue }
                shared.insert(value.topic)
                // What was not sent on this connection is older than what the other sends on it.
                guard let digest, digest != value.digest else { continue }
                standing[other]?[index].digest = nil
                overwritten.insert(other)
            }
        }
        return (shared, overwritten)
    }

    /// Tells the topics where something stands from others, without a list of them.
    var topicsDigest: Int { standing.values.joined().reduce(0) { $0 &+ $1.topic.hashValue } }

    /// Where something stands, of any bridge or of none.
    var topics: Set<String> { Set(standing.values.joined().map(\.topic)) }

    /// Takes away what stands at these topics from an earlier run, but for what is kept now.
    mutating func takeAway(_ topics: Set<String>) {
        let left = topics.subtracting(self.topics).map { Standing(topic: $0, isSuspect: true) }
        standing[nil, default: []] += takeAway(left, of: nil)
    }

    /// Takes topics at which something may stand from earlier times; what is kept next decides about them.
    mutating func suspect(_ topics: Set<String>, of bridge: BridgeID) {
        let known = Set((standing[bridge] ?? []).map(\.topic))
        standing[bridge, default: []] += topics.filter { !known.contains($0) }
            .map { Standing(topic: $0, isSuspect: true) }
    }

    private mutating func wait(_ bridge: BridgeID?, _ topic: String, _ payload: [UInt8]) {
        let value = Value(bridge: bridge, topic: topic, payload: payload)
        if let index = waiting.firstIndex(where: { $0.topic == topic }) {
            waiting[index] = value
        } else {
            waiting.append(value)
        }
    }

    /// Takes something that happened.
    mutating func put(_ event: Publication, at now: Duration) {
        if events.count == Self.capacity {
            events.removeFirst()
            history += 1
        }
        events.append((event, now))
    }

    /// Begins anew: the connection is a new one, or somebody came who knows nothing. All values have to be brought again.
    mutating func begin() {
        underWay = [:]
        waiting = []
        left = [:]
        standing = standing.mapValues { $0.map { Standing(topic: $0.topic, isSuspect: $0.isSuspect) } }
    }

    /// The next message and its number; nil when nothing waits or enough is under way.
    mutating func next(at now: Duration) -> (publication: Publication, number: UInt64)? {
        guard underWay.count < Self.window, let (publication, bridge) = take(at: now) else { return nil }
        lastNumber += 1
        underWay[lastNumber] = (publication, bridge)
        return (publication, lastNumber)
    }

    private mutating func take(at now: Duration) -> (Publication, BridgeID?)? {
        if !waiting.isEmpty {
            let value = waiting.removeFirst()
            return (.state(value.topic, value.payload), value.bridge)
        }
        while !events.isEmpty {
            let (event, born) = events.removeFirst()
            if now - born < Self.newsLasts { return (event, nil) }
            history += 1
        }
        return nil
    }

    /// The broker has a message; of a value that was taken away nothing is left.
    mutating func acknowledge(_ number: UInt64) {
        guard let (publication, bridge) = underWay.removeValue(forKey: number), publication.isRetained,
            publication.payload.isEmpty
        else { return }
        standing[bridge]?.removeAll { $0.topic == publication.topic && $0.digest == Self.nothing }
        if standing[bridge]?.isEmpty ?? false { standing[bridge] = nil }
    }
}
