import FoundationEssentials
public import Linux
public import NukiDomain

/// Keeps a broker informed of every bridge and device, and takes commands from it.
///
/// Values are published when they change, all of them after every connection and whenever Home Assistant says that it
/// has come back. While the broker is away the newest value of each waits, and events that are no older than 30 s.
public actor MQTTPublisher: EventSink {
    /// How often values are looked at that change without an event: a bell that has fallen silent, a bridge's uptime.
    private static let upkeep = Duration.seconds(15)

    /// With whom it talks.
    public nonisolated let broker: Broker
    /// Everything that shall stand, and what may be commanded.
    var values: RetainedValues
    private var former = FormerDescriptions()
    private var memory: TopicMemory
    /// What tells the topics that were kept from others.
    private var remembered: Int?
    let clock: any BootClock
    /// Takes what belongs into the log.
    let tell: @Sendable (MQTTNotice) -> Void
    private let isDirty: AsyncStream<Void>
    private let markDirty: AsyncStream<Void>.Continuation

    private var link: BrokerLink?
    private var isConnected = false
    private var outbox = Outbox()
    /// Bridges whose values have to be looked at, in order.
    private var changed: [BridgeID] = []
    /// What tells each bridge, as it was when it was looked at last, from others.
    private var seen: [BridgeID: Int] = [:]
    /// One of them is being looked at.
    private var isRenewing = false
    /// Others may have changed as well.
    private var isDoubtful = false
    private var toldHistory = 0
    private var toldAbsence = false
    /// Commands that are being carried out.
    var commandsUnderWay = 0
    /// Home Assistant has come back and gets everything in a moment.
    var isWelcoming = false
    /// What was refused, as far as it was not told.
    var refusals = RefusalTally()

    /// - Parameters:
    ///   - base: what all topics begin with; one a site.
    ///   - prefix: Home Assistant's discovery prefix.
    ///   - memory: what an earlier run left at this broker.
    ///   - tell: takes what belongs into the log.
    public init(
        _ broker: Broker, base: String, prefix: String, form: DiscoveryForm, policy: CommandPolicy,
        memory: TopicMemory = TopicMemory(), clock: any BootClock = ContinuousClock(),
        tell: @escaping @Sendable (MQTTNotice) -> Void
    ) {
        self.broker = broker
        values = RetainedValues(topics: Topics(base: base, prefix: prefix), form: form, policy: policy)
        self.memory = memory
        self.clock = clock
        self.tell = tell
        (isDirty, markDirty) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    /// Where everything is published.
    var topics: Topics { values.topics }

    /// Publishes what a loop knows, and hands it what is commanded, until the task is cancelled; then says that nobody is
    /// there any more, and ends.
    public func run(for loop: any StateReading & CommandSink) async throws {
        let gone = Publication.state(topics.status, Presence.offline.bytes)
        let link = try BrokerLink(broker, will: gone, filters: [topics.commands, topics.birth])
        self.link = link
        if !broker.knowsItsClients { tell(.commandsOff) }
        await withTaskCancellationHandler {
            await withDiscardingTaskGroup { group in
                group.addTask { await self.keepUp(with: loop) }
                group.addTask { await self.lookNowAndThen(at: loop) }
                group.addTask { await self.hear(link.deliveries, for: loop) }
                for await news in link.news { take(news) }
                group.cancelAll()
            }
        } onCancel: {
            link.send(gone, number: 0)
            link.close()
        }
        self.link = nil
        await remember()
    }

    /// Publishes an event, now or when the broker is back.
    public func take(_ event: LoopEvent) {
        for message in event.messages {
            // A message of plain members is always written.
            guard let line = try? JSONText.line(message) else { continue }
            put(topics.events(message.bridge), line)
            if message.type == "ring", let device = message.device { ring(message.bridge, device, line) }
        }
        mark(event.bridge)
        markDirty.yield()
        pump()
    }

    /// The bell's own topic carries what Home Assistant's event entity reads.
    private func ring(_ bridge: BridgeID, _ device: NukiID, _ line: String) {
        put(topics.bell(bridge, device), #"{"event_type":"ring","# + line.dropFirst())
    }

    private func put(_ topic: String, _ line: String) {
        let lifetime = UInt32(Outbox.newsLasts / .seconds(1))
        outbox.put(.event(topic, Array(line.utf8), lifetime: lifetime), at: clock.sinceBoot)
    }

    /// Has others allow something else from now on.
    public func take(_ policy: CommandPolicy) {
        values.policy = policy
        seen = [:]
        doubt()
    }

    private func take(_ news: BrokerLink.News) {
        switch news {
        case .connected:
            isConnected = true
            toldAbsence = false
            tell(.connected)
            beginAnew()
        case .acknowledged(let number):
            outbox.acknowledge(number)
            if !changed.isEmpty { markDirty.yield() }
        case .failed(let error):
            isConnected = false
            if !toldAbsence { tell(.disconnected(error)) }
            toldAbsence = true
        case .closed: isConnected = false
        }
        pump()
    }

    /// Home Assistant is back: after a moment, since every program says everything to it now.
    func welcome() async {
        // Cut short by the end of everything.
        try? await clock.sleep(for: .milliseconds(Int.random(in: 100...1500)))
        isWelcoming = false
        beginAnew()
        pump()
    }

    /// The broker is given everything again.
    private func beginAnew() {
        outbox.begin()
        outbox.keep([(topics.status, Presence.online.bytes)])
        seen = [:]
        doubt()
    }

    private func doubt() {
        isDoubtful = true
        markDirty.yield()
    }

    private func mark(_ bridge: BridgeID) {
        if !changed.contains(bridge) { changed.append(bridge) }
    }

    private func pump() {
        guard isConnected, let link else { return }
        while let (publication, number) = outbox.next(at: clock.sinceBoot) { link.send(publication, number: number) }
        if outbox.history > toldHistory {
            tell(.history(outbox.history - toldHistory))
            toldHistory = outbox.history
        }
    }

    /// Writes anew what is said of bridges that changed: one after the other and no sooner than it can be sent, since of
    /// many bridges all that together would fill the memory.
    private func keepUp(with loop: any StateReading) async {
        for await _ in isDirty {
            if isDoubtful { await findChanges(loop) }
            while isConnected, outbox.isSent, !changed.isEmpty {
                await renew(changed.removeFirst(), loop)
                if changed.isEmpty { changed += outbox.clear() }
            }
            pump()
        }
    }

    private func findChanges(_ loop: any StateReading) async {
        isDoubtful = false
        let bridges = await loop.bridges()
        for bridge in bridges where seen[bridge.id] != bridge.digest { mark(bridge.id) }
        for gone in outbox.bridges.subtracting(bridges.map(\.id)) { mark(gone) }
    }

    private func renew(_ id: BridgeID, _ loop: any StateReading) async {
        isRenewing = true
        defer { isRenewing = false }
        let bridge = await loop.bridge(id)
        seen[id] = bridge?.digest
        // Plain members are always written; what could not be would be as it was.
        guard let all = try? bridge.map(values.all) ?? [] else { return }
        if let bridge { outbox.suspect(former.topics(bridge, values), of: id) }
        outbox.keep(all, of: id)
        pump()
    }

    private func takeLeftoversAway(_ loop: any StateReading) async {
        guard !memory.leftovers.isEmpty else { return }
        let areAllOnline = await loop.bridges().allSatisfy { $0.state == "online" }
        // What is about to be published does not stand yet.
        let isAllBrought = isConnected && changed.isEmpty && !isRenewing && !isDoubtful
        outbox.takeAway(memory.takeLeftovers(areAllOnline && isAllBrought))
        pump()
    }

    /// Keeps where something stands, if that is new.
    private func remember() async {
        let digest = outbox.topicsDigest
        guard digest != remembered else { return }
        remembered = digest
        if let topics = memory.news(outbox.topics) { await memory.write(topics) }
    }

    private func lookNowAndThen(at loop: any StateReading) async {
        while (try? await clock.sleep(for: Self.upkeep)) != nil {
            await takeLeftoversAway(loop)
            await remember()
            doubt()
            refusals.count(link?.takeLost() ?? 0, at: clock.sinceBoot)
            if let more = refusals.sum(at: clock.sinceBoot) { tell(.refusedMore(more)) }
        }
    }
}

extension BridgeSnapshot {
    /// Tells it from others that say something else, whenever its devices were heard of.
    fileprivate var digest: Int {
        var snapshot = self
        for index in devices.indices { snapshot.devices[index].asked = .distantPast }
        return snapshot.hashValue
    }
}
