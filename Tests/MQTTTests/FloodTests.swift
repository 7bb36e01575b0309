import Linux
import NukiDomain
import TestKit
import Testing

@testable import MQTT

@Suite("What a broker has too much of", .enabled(if: MosquittoBroker.missing == nil, "mosquitto is not installed"))
struct FloodTests {
    private static let set = "keyturn/1A2B3C4D/21DF943C/set"

    @Test("Descriptions of another form are taken away when the form changes", arguments: DiscoveryForm.allCases)
    func forms(now form: DiscoveryForm) async throws {
        for before in [DiscoveryForm.device, .component] where before != form {
            let mosquitto = try await MosquittoBroker()
            func described() async throws -> Set<DiscoveryForm> {
                Set(
                    try await descriptions(mosquitto).map {
                        $0.hasPrefix("homeassistant/device/") ? .device : .component
                    })
            }
            try await start(mosquitto, form: before)
            #expect(try await described() == [before])
            try await startAgain(mosquitto, form: form)
            #expect(try await described() == (form == .off ? [] : [form]))
        }
    }

    @Test(
        "What a device may no longer be told, or may be told now, is announced as it is after the next start",
        arguments: [
            (CommandLevel.all, "homeassistant/button/keyturn_21DF943C_lock_n_go_unlatch/config"),
            (.none, "homeassistant/sensor/keyturn_21DF943C_lock/config"),
        ])
    func levels(before level: CommandLevel, topic: String) async throws {
        let mosquitto = try await MosquittoBroker()
        let door = DeviceSnapshot.door.key.id
        try await start(mosquitto, form: .component, devices: [door: level])
        #expect(try await descriptions(mosquitto).contains(topic))
        try await startAgain(mosquitto, form: .component, devices: [door: .lock])
        let now = try await descriptions(mosquitto)
        #expect(!now.contains(topic))
        #expect(now.contains("homeassistant/lock/keyturn_21DF943C_lock/config"))
    }

    /// Runs a publisher until everything stands at a broker that is new.
    private func start(
        _ mosquitto: MosquittoBroker, form: DiscoveryForm, devices: [NukiID: CommandLevel] = [:]
    ) async throws {
        try await PublisherStage.play(PublisherStage.broker(mosquitto.port), devices: devices, form: form) { _, _ in
            let ear = try await mosquitto.listen()
            #expect(await ear.waits { $0.contains { $0.contains("availability online") } })
        }
    }

    /// Runs another, until it has sent everything.
    private func startAgain(
        _ mosquitto: MosquittoBroker, form: DiscoveryForm, devices: [NukiID: CommandLevel] = [:]
    ) async throws {
        let ear = try await mosquitto.listen(to: "keyturn/#")
        #expect(await ear.waits { $0.contains { $0.contains(" keyturn/status ") } })
        try await PublisherStage.play(PublisherStage.broker(mosquitto.port), devices: devices, form: form) { _, _ in
            // Its own values follow what it takes away; those from before are marked with a 1.
            #expect(await ear.waits { $0.contains("0 keyturn/1A2B3C4D/availability online") })
        }
    }

    /// The topics at which descriptions stand.
    private func descriptions(_ mosquitto: MosquittoBroker) async throws -> Set<String> {
        let ear = try await mosquitto.listen()
        // Retained messages come in no order that is promised, and this one is always there.
        #expect(await ear.waits { $0.contains { $0.contains(" keyturn/status ") } })
        try await mosquitto.publish("the/end", "of it")
        #expect(await ear.waits { $0.contains("0 the/end of it") })
        let topics = await ear.heard.map { String($0.split(separator: " ")[1]) }
        return Set(topics.filter { $0.hasPrefix("homeassistant/") })
    }

    @Test("A flood of commands that are refused is a few lines, and the next that is allowed is carried out")
    func refusals() async throws {
        let mosquitto = try await MosquittoBroker()
        let house = House()
        try await PublisherStage.play(PublisherStage.broker(mosquitto.port), house) { _, log in
            #expect(await log.waits(for: .connected))
            try await mosquitto.publish(Self.set, "open sesame", ["--repeat", "200"])
            try await mosquitto.publish(Self.set, "LOCK")
            #expect(await house.waits(for: 1))
            #expect(log.all.count { $0 == .refused(topic: Self.set, .notUnderstood) } == 8)
        }
    }

    @Test("After eight refusals the others of a minute are counted and told in one sum")
    func sum() {
        var tally = RefusalTally()
        let told = (0..<20).map { tally.take(at: .seconds($0)) }
        #expect(told == (0..<20).map { $0 < 8 })
        tally.count(5, at: .seconds(30))
        let sums = [59, 60, 200].map { tally.sum(at: .seconds($0)) }
        #expect(sums == [nil, 17, nil])
        let isTold = tally.take(at: .seconds(201))
        let rest = tally.sum(at: .seconds(300))
        #expect(isTold && rest == nil, "what was told is not told again")
    }

    @Test("The minute of refusals begins with the first of them")
    func begin() {
        var tally = RefusalTally()
        tally.count(0, at: .zero)
        tally.count(10, at: .seconds(50))
        let sums = [60, 110].map { tally.sum(at: .seconds($0)) }
        #expect(sums == [nil, 2])
    }

    @Test("Others' messages that nobody reads push out no receipt, and are counted")
    func receipts() async throws {
        let mosquitto = try await MosquittoBroker()
        let link = try BrokerLink(
            PublisherStage.broker(mosquitto.port), will: .state("keyturn/status", []), filters: ["keyturn/+/+/set"])
        defer { link.close() }
        var news = link.news.makeAsyncIterator()
        guard case .connected? = await news.next() else { return #expect(Bool(false), "no connection") }
        try await mosquitto.publish(Self.set, "LOCK", ["--repeat", "600"])
        while link.takeLost() == 0 { try await Task.sleep(for: .milliseconds(10)) }
        link.send(.state("keyturn/status", Presence.online.bytes), number: 7)
        guard case .acknowledged(7)? = await news.next() else { return #expect(Bool(false), "no receipt") }
    }
}
