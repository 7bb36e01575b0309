import FoundationEssentials
import Linux
import NukiDomain
import Synchronization
import TestKit
import Testing

@testable import MQTT

@Suite("With a broker", .enabled(if: MosquittoBroker.missing == nil, "mosquitto is not installed"))
struct BrokerTests {
    private static let login = Broker.Login(user: "keyturn", password: "a-password-of-ours")
    private static let set = "keyturn/1A2B3C4D/21DF943C/set"
    private static let state = "keyturn/1A2B3C4D/21DF943C/state"

    private func broker(_ port: Port) -> Broker { PublisherStage.broker(port, login: Self.login) }

    private func with(
        _ broker: Broker, _ house: House = House(), devices: [NukiID: CommandLevel] = [:],
        form: DiscoveryForm = .device, _ body: (MQTTPublisher, Log) async throws -> Void
    ) async throws {
        try await PublisherStage.play(broker, house, devices: devices, form: form, body)
    }

    @Test("State, description and availability stand at the broker for whoever comes later")
    func retained() async throws {
        let mosquitto = try await MosquittoBroker()
        try await with(broker(mosquitto.port)) { _, _ in
            let ear = try await mosquitto.listen()
            #expect(await ear.waits { $0.contains { $0.contains(" \(Self.state) ") } })
            let late = try await mosquitto.listen()
            #expect(
                await late.waits { lines in
                    [
                        "1 keyturn/status online", "1 keyturn/1A2B3C4D/availability online",
                        "1 \(Self.state) {", "1 keyturn/1A2B3C4D/state {",
                        "1 homeassistant/device/keyturn_21DF943C/config {",
                        "1 homeassistant/device/keyturn_1E5FE23A/config {",
                        "1 homeassistant/device/keyturn_bridge_1A2B3C4D/config {",
                    ].allSatisfy { wanted in lines.contains { $0.hasPrefix(wanted) } }
                })
        }
        let after = try await mosquitto.listen(to: "keyturn/status")
        #expect(await after.waits { $0 == ["1 keyturn/status offline"] }, "an orderly end says that nobody is there")
    }

    @Test("A command is carried out, with the topic as who asked; what is not allowed is refused")
    func commands() async throws {
        let mosquitto = try await MosquittoBroker()
        let house = House()
        try await with(broker(mosquitto.port), house) { _, log in
            #expect(await log.waits(for: .connected))
            try await mosquitto.publish(Self.set, "OPEN")
            try await mosquitto.publish(Self.set, "open sesame")
            try await mosquitto.publish("keyturn/1A2B3C4D/00000001/set", "LOCK")
            try await mosquitto.publish(Self.set, "LOCK")
            #expect(await log.waits(for: .refused(topic: Self.set, .notAllowed)))
            #expect(await log.waits(for: .refused(topic: Self.set, .notUnderstood)))
            #expect(await log.waits(for: .refused(topic: "keyturn/1A2B3C4D/00000001/set", .unknownDevice)))
            #expect(await house.waits(for: 1))
        }
        let commands = await house.commands
        #expect(commands.map(\.action) == [.lock])
        #expect(commands.first?.asker == .topic(Self.set))
        #expect(commands.first.map { $0.lifetime <= .seconds(10) } == true)
    }

    @Test("A device that is named for it can be opened")
    func opening() async throws {
        let mosquitto = try await MosquittoBroker()
        let house = House()
        try await with(broker(mosquitto.port), house, devices: [DeviceSnapshot.door.key.id: .all]) { _, log in
            #expect(await log.waits(for: .connected))
            try await mosquitto.publish(Self.set, "OPEN", ["-V", "5", "-D", "publish", "message-expiry-interval", "4"])
            #expect(await house.waits(for: 1))
        }
        let command = try #require(await house.commands.first)
        #expect(command.action == .open)
        #expect(command.lifetime <= .seconds(4), "what its sender lets expire sooner expires sooner")
    }

    @Test("A command that lay at the broker is never carried out: retained, or kept for an earlier session")
    func oldCommands() async throws {
        let mosquitto = try await MosquittoBroker()
        let house = House()
        // Somebody with our client id left a session that collects what we miss; -E leaves once that stands.
        try await mosquitto.leaveSession("keyturn-test", collecting: "keyturn/+/+/set")
        try await mosquitto.publish(Self.set, "UNLOCK")
        try await mosquitto.publish("keyturn/1A2B3C4D/1E5FE23A/set", "UNLOCK", ["-r"])
        try await with(broker(mosquitto.port), house) { _, log in
            #expect(await log.waits(for: .connected))
            try await mosquitto.publish(Self.set, "LOCK")
            #expect(await house.waits(for: 1))
        }
        #expect(await house.commands.map(\.action) == [.lock])
    }

    @Test("A broker that nobody has to log in to commands nothing")
    func anonymous() async throws {
        let mosquitto = try await MosquittoBroker()
        let house = House()
        var open = broker(mosquitto.port)
        open.login = nil
        try await with(open, house, devices: [DeviceSnapshot.door.key.id: .all]) { _, log in
            #expect(await log.waits(for: .commandsOff))
            #expect(await log.waits(for: .connected))
            try await mosquitto.publish(Self.set, "LOCK")
            #expect(await log.waits(for: .refused(topic: Self.set, .notAllowed)))
        }
        #expect(await house.commands.isEmpty)
    }

    @Test("Without a connection the newest state waits, and events that are young go out in order")
    func cutOff() async throws {
        let mosquitto = try await MosquittoBroker()
        let house = House()
        try await with(broker(mosquitto.port), house) { publisher, log in
            let ear = try await mosquitto.listen()
            #expect(await ear.waits { $0.contains { $0.contains(" \(Self.state) ") } })
            // A second client of the same id throws the first one out.
            try await mosquitto.publish("elsewhere", "x", ["-i", "keyturn-test"])
            #expect(await log.waits { if case .disconnected = $0 { true } else { false } })
            await house.change { $0.devices[0].device = $0.devices[0].device.told(3) }
            await publisher.take(.ring(.intercom))
            await house.change { $0.devices[0].device = $0.devices[0].device.told(5) }
            await publisher.take(.ringMissed(.intercom))
            #expect(await ear.waits { $0.contains { $0.contains(" \(Self.state) ") && $0.contains("unlatched") } })
            #expect(await ear.waits { $0.contains { $0.contains("ring_missed") } })
            let bell = await ear.payloads(of: "keyturn/1A2B3C4D/1E5FE23A/event")
            #expect(bell.count == 1 && bell[0].hasPrefix(#"{"event_type":"ring","#))
            let events = await ear.payloads(of: "keyturn/1A2B3C4D/event").compactMap { try? JSONValue(parsing: $0) }
            #expect(events.map { $0["event"]?.text } == ["nuki_event", "ring_missed"])
            #expect(await !ear.heard.contains { $0.contains(#""state":"unlocked""#) }, "only the newest state")
        }
    }

    @Test("A broker that comes back empty gets everything again")
    func awayAndBack() async throws {
        let mosquitto = try await MosquittoBroker()
        try await with(broker(mosquitto.port)) { _, log in
            #expect(await log.waits(for: .connected))
            await mosquitto.kill()
            #expect(await log.waits { if case .disconnected = $0 { true } else { false } })
            let back = try await MosquittoBroker(port: mosquitto.port)
            let ear = try await back.listen()
            #expect(await ear.waits { $0.contains { $0.contains(" \(Self.state) {") } })
        }
    }

    @Test("Home Assistant's return brings everything again")
    func birth() async throws {
        let mosquitto = try await MosquittoBroker()
        try await with(broker(mosquitto.port)) { _, _ in
            let topic = "homeassistant/device/keyturn_21DF943C/config"
            let ear = try await mosquitto.listen(to: "homeassistant/#")
            #expect(await ear.waits { $0.contains { $0.contains(" \(topic) ") } })
            try await mosquitto.publish("homeassistant/status", "online")
            #expect(await ear.waits { lines in lines.filter { $0.contains(" \(topic) ") }.count == 2 })
        }
    }

    @Test("A device that goes leaves nothing at the broker")
    func departure() async throws {
        let mosquitto = try await MosquittoBroker()
        let house = House()
        try await with(broker(mosquitto.port), house, form: .component) { publisher, _ in
            let ear = try await mosquitto.listen()
            #expect(await ear.waits { $0.contains { $0.contains(" \(Self.state) {") } })
            let door = await house.bridges()[0].devices[0]
            await house.change { $0.devices.removeFirst() }
            await publisher.take(.removed(door))
            #expect(await ear.waits { $0.contains("0 \(Self.state) ") })
        }
        let late = try await mosquitto.listen()
        #expect(await late.waits { $0.contains { $0.contains(" keyturn/status ") } })
        #expect(await !late.heard.contains { $0.contains("21DF943C") })
    }

    @Test("A device that moved to another bridge keeps its description all the while")
    func move() async throws {
        let mosquitto = try await MosquittoBroker()
        let second = BridgeID(rawValue: 0x2B3C_4D5E)
        let old = BridgeSnapshot.hallway
        let empty = BridgeSnapshot(id: second, name: "Attic", endpoint: old.endpoint)
        let house = House([old, empty])
        try await with(broker(mosquitto.port), house) { _, _ in
            let ear = try await mosquitto.listen()
            #expect(await ear.waits { $0.contains { $0.contains(" \(Self.state) {") } })
            var (left, taken) = (old, empty)
            left.devices = [.intercom]
            taken.devices = [DeviceSnapshot.door.behind(second)]
            await house.become([left, taken])
            try await mosquitto.publish("homeassistant/status", "online")
            #expect(await ear.waits { $0.contains("0 \(Self.state) ") }, "what the old bridge said of it goes")
            let described = await ear.payloads(of: "homeassistant/device/keyturn_21DF943C/config")
            #expect(described.last?.contains("2B3C4D5E") == true)
            #expect(!described.contains(""))
        }
    }

    @Test("When the program dies the broker says that it is gone")
    func will() async throws {
        let mosquitto = try await MosquittoBroker()
        let will = Publication.state("keyturn/status", Presence.offline.bytes)
        let ear = try await mosquitto.listen(to: "keyturn/status")
        let broker = broker(mosquitto.port)
        try await onOwnThread {
            var words: [String] = []
            let session = try MosquittoSession(broker, version: .v5, will: will) { words.append("\($0)") }
            try session.connect(to: broker)
            while words.isEmpty {
                _ = try Poller.readable([session.descriptor])
                try session.read()
            }
        }
        #expect(await ear.waits { $0.contains { $0.hasSuffix(" keyturn/status offline") } })
    }

    @Test("A retained message is known as one")
    func retainedFlag() async throws {
        let mosquitto = try await MosquittoBroker()
        try await mosquitto.publish(Self.set, "UNLOCK", ["-r"])
        let will = Publication.state("keyturn/status", [])
        let broker = broker(mosquitto.port)
        let isRetained = try await onOwnThread {
            var deliveries: [Delivery] = []
            // The older version cannot leave retained messages where they are.
            let session = try MosquittoSession(broker, version: .v311, will: will) { word in
                if case .delivery(let delivery) = word { deliveries.append(delivery) }
            }
            try session.connect(to: broker)
            try session.subscribe(to: "keyturn/+/+/set")
            while deliveries.isEmpty {
                if session.wantsToWrite { try session.write() }
                _ = try Poller.readable([session.descriptor])
                try session.read()
            }
            return deliveries.map(\.isRetained)
        }
        #expect(isRetained == [true])
    }

    @Test("A broker that does not know the newer version of MQTT is asked in the older one")
    func olderVersion() async throws {
        let levels = Mutex<[UInt8]>([])
        let server = try RawServer { peer throws(SystemError) in
            // CONNECT: the level stands behind the name "MQTT" (MQTT 5.0 section 3.1.2.2).
            guard let level = try peer.bytes(atLeast: 9).dropFirst(8).first else { return }
            levels.withLock { $0.append(level) }
            try peer.send(bytes: level == 5 ? [0x20, 0x03, 0x00, 0x84, 0x00] : [0x20, 0x02, 0x00, 0x00])
            _ = try peer.bytes(atLeast: 1 << 20)
        }
        try await with(broker(server.endpoint.port)) { _, log in
            #expect(await log.waits(for: .connected))
            #expect(levels.withLock { $0 } == [5, 4])
        }
    }

    @Test("With TLS, a password and a certificate of our own; a broker that nobody vouches for is not talked to")
    func encryption() async throws {
        let house = try await Certificates()
        let mosquitto = try await MosquittoBroker(
            """
            allow_anonymous false
            password_file \(house.folder("passwords"))
            cafile \(house.folder("ca.pem"))
            certfile \(house.folder("server.pem"))
            keyfile \(house.folder("server.key"))
            require_certificate true
            """)
        var broker = broker(mosquitto.port)
        broker.host = "localhost"
        broker.encryption = Broker.Encryption(
            authorities: house.folder("ca.pem"), certificate: house.folder("client.pem"),
            key: house.folder("client.key"))
        try await with(broker) { _, log in #expect(await log.waits(for: .connected)) }

        broker.login = Broker.Login(user: "keyturn", password: "another")
        try await with(broker) { _, log in
            #expect(await log.waits { if case .disconnected(.refused) = $0 { true } else { false } })
        }
        broker.login = Self.login
        broker.encryption?.authorities = house.folder("client.pem")
        try await with(broker) { _, log in
            #expect(await log.waits { if case .disconnected(let error) = $0 { error != .refused("") } else { false } })
            #expect(!log.holds(.connected))
        }
        broker.encryption?.authorities = house.folder("missing.pem")
        try await with(broker) { _, log in
            #expect(await log.waits { if case .disconnected(.encryption) = $0 { true } else { false } })
        }
    }
}

/// What a publisher told, for tests to wait on.
final class Log: Sendable {
    private let notices = Mutex<[MQTTNotice]>([])

    func add(_ notice: MQTTNotice) { notices.withLock { $0.append(notice) } }

    var all: [MQTTNotice] { notices.withLock { $0 } }

    func holds(_ notice: MQTTNotice) -> Bool { notices.withLock { $0.contains(notice) } }

    func waits(for notice: MQTTNotice) async -> Bool { await waits { $0 == notice } }

    func waits(until isWanted: @Sendable (MQTTNotice) -> Bool) async -> Bool {
        let clock = ContinuousClock()
        let end = clock.now + .seconds(30)
        while !notices.withLock({ $0.contains(where: isWanted) }) {
            guard clock.now < end, (try? await clock.sleep(for: .milliseconds(10))) != nil else { return false }
        }
        return true
    }
}

extension House {
    func waits(for count: Int) async -> Bool {
        let clock = ContinuousClock()
        let end = clock.now + .seconds(30)
        while commands.count < count {
            guard clock.now < end, (try? await clock.sleep(for: .milliseconds(10))) != nil else { return false }
        }
        return true
    }
}
