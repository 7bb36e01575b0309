import Linux
import NukiDomain

extension MQTTPublisher {
    /// Commands that may be under way at a time.
    private static let commandsAtOnce = 8
    /// Seconds that a command may wait, unless its sender gave it fewer.
    private static let longestLife: UInt32 = 10

    /// Takes what others publish for us.
    func hear(_ deliveries: AsyncStream<Delivery>, for loop: any StateReading & CommandSink) async {
        await withDiscardingTaskGroup { group in
            for await delivery in deliveries {
                if delivery.topic != topics.birth {
                    take(delivery, for: loop, &group)
                } else if delivery.payload == Presence.online.bytes, !isWelcoming {
                    // However often it is said: a moment later everything is sent once.
                    isWelcoming = true
                    group.addTask { await self.welcome() }
                }
            }
            group.cancelAll()
        }
    }

    private func take(
        _ delivery: Delivery, for loop: any StateReading & CommandSink, _ group: inout DiscardingTaskGroup
    ) {
        // What lay there before may be from yesterday.
        guard !delivery.isRetained else { return refuse(delivery, .retained) }
        guard let word = CommandWord(delivery.payload) else { return refuse(delivery, .notUnderstood) }
        guard commandsUnderWay < Self.commandsAtOnce else { return refuse(delivery, .tooMany) }
        commandsUnderWay += 1
        let arrival = clock.sinceBoot
        group.addTask { await self.carryOut(word, delivery, since: arrival, by: loop) }
    }

    private func carryOut(
        _ word: CommandWord, _ delivery: Delivery, since arrival: Duration, by loop: any StateReading & CommandSink
    ) async {
        defer { commandsUnderWay -= 1 }
        let found = await loop.bridges().flatMap(\.devices).filter { topics.command($0) == delivery.topic }
        guard found.count == 1, let device = found.first else { return refuse(delivery, .unknownDevice) }
        guard values.policy.permits(word.action, for: device.key.id) else { return refuse(delivery, .notAllowed) }
        let seconds = min(delivery.expiry ?? Self.longestLife, Self.longestLife)
        // Its outcome is an event, and published as such.
        _ = await loop.carryOut(
            DeviceCommand(
                bridge: device.bridge, device: device.key, action: word.action, asker: .topic(delivery.topic),
                lifetime: .seconds(Int64(seconds)) - (clock.sinceBoot - arrival)))
    }

    private func refuse(_ delivery: Delivery, _ reason: MQTTNotice.Reason) {
        if refusals.take(at: clock.sinceBoot) { tell(.refused(topic: delivery.topic, reason)) }
    }
}
