import NukiDomain
import TestKit
import Testing

@testable import MQTT

@Suite("Home Assistant discovery")
struct DiscoveryDocumentTests {
    private static let topics = Topics(base: "keyturn", prefix: "homeassistant")
    private static let broker = Broker(
        host: "127.0.0.1", port: .bridgeDefault, login: Broker.Login(user: "k", password: nil), clientID: "k")

    private func messages(
        _ device: DeviceSnapshot, _ level: CommandLevel, own: CommandLevel? = nil, form: DiscoveryForm = .device
    ) throws -> [String: JSONValue] {
        let devices = own.map { [device.key.id: $0] } ?? [:]
        let policy = CommandPolicy(level, devices: devices, on: Self.broker)
        let document = DiscoveryDocument(device, signal: true, Self.topics, policy)
        return try Dictionary(
            uniqueKeysWithValues: document.messages(form, Self.topics).map {
                ($0.topic, try JSONValue(parsing: try JSONText.line($0.payload)))
            })
    }

    @Test("A device is one document with what Home Assistant requires of it and of each component")
    func deviceForm() throws {
        let all = try messages(.door, .lockAndUnlock)
        #expect(all.keys.sorted() == ["homeassistant/device/keyturn_21DF943C/config"])
        let document = try #require(all.values.first)
        #expect(document["dev"]?["ids"]?[0] == "keyturn_21DF943C")
        #expect(document["dev"]?["name"] == "Front \"door\"")
        #expect(document["dev"]?["via_device"] == "keyturn_bridge_1A2B3C4D")
        #expect(document["o"]?["name"] == "keyturn")
        #expect(document["avty"]?.values.map { $0["t"]?.text } == ["keyturn/status", "keyturn/1A2B3C4D/availability"])
        #expect(document["avty_mode"] == "all")
        let components = try #require(document["cmps"])
        #expect(components.keys == ["lock", "door", "battery", "battery_critical", "signal", "lock_n_go"])
        var identifiers: Set<String> = []
        for key in components.keys {
            let component = try #require(components[key])
            #expect(component["p"] != nil)
            identifiers.insert(try #require(component["uniq_id"]?.text))
            let topic = component["p"] == "button" ? component["cmd_t"] : component["stat_t"]
            #expect(topic?.text?.hasPrefix("keyturn/1A2B3C4D/21DF943C/") == true, "\(key)")
        }
        #expect(identifiers.count == components.keys.count)
        #expect(components["lock"]?["cmd_t"] == "keyturn/1A2B3C4D/21DF943C/set")
        #expect(components["lock"]?["name"] == .null)
        #expect(components["door"]?["dev_cla"] == "door")
        #expect(components["battery"]?["unit_of_meas"] == "%")
    }

    @Test("Opening is announced only where the device is named for it")
    func opening() throws {
        let topic = "homeassistant/device/keyturn_21DF943C/config"
        let closed = try #require(try messages(.door, .all)[topic]?["cmps"])
        #expect(closed["lock"]?["pl_open"] == nil)
        #expect(closed["lock_n_go_unlatch"] == nil)
        let open = try #require(try messages(.door, .all, own: .all)[topic]?["cmps"])
        #expect(open["lock"]?["pl_open"] == "OPEN")
        #expect(open["lock_n_go_unlatch"]?["pl_prs"] == "LOCK_N_GO_UNLATCH")
    }

    @Test("Where nothing may be commanded a lock is a sensor, which has no command")
    func none() throws {
        let all = try messages(.door, .none)
        #expect(all.values.first?["cmps"]?["lock"]?["p"] == "sensor")
        #expect(
            try !JSONText.line(
                DiscoveryDocument(.door, signal: false, Self.topics, .init(.none, devices: [:], on: Self.broker))
                    .messages(.device, Self.topics)[0].payload
            ).contains("cmd_t"))
    }

    @Test("As single components, each has a topic of its own and carries the device with it")
    func componentForm() throws {
        let all = try messages(.intercom, .all, own: .all, form: .component)
        #expect(
            all.keys.sorted() == [
                "homeassistant/binary_sensor/keyturn_1E5FE23A_battery_critical/config",
                "homeassistant/binary_sensor/keyturn_1E5FE23A_ring/config",
                "homeassistant/button/keyturn_1E5FE23A_continuous_off/config",
                "homeassistant/button/keyturn_1E5FE23A_continuous_on/config",
                "homeassistant/event/keyturn_1E5FE23A_bell/config",
                "homeassistant/lock/keyturn_1E5FE23A_lock/config",
                "homeassistant/sensor/keyturn_1E5FE23A_signal/config",
            ])
        for (topic, message) in all {
            #expect(message["dev"]?["ids"]?[0] == "keyturn_1E5FE23A", "\(topic)")
            #expect(message["o"]?["name"] == "keyturn")
            #expect(message["uniq_id"]?.text.map { topic.contains("/\($0)/") } == true)
            #expect(message["p"] == nil && message["cmps"] == nil)
        }
        let bell = try #require(all["homeassistant/event/keyturn_1E5FE23A_bell/config"])
        #expect(bell["evt_typ"]?[0] == "ring")
        #expect(bell["dev_cla"] == "doorbell")
    }

    @Test("A bridge is a device too, whose connectivity is its availability")
    func bridge() throws {
        let document = DiscoveryDocument(.hallway, Self.topics)
        let message = try #require(document.messages(.device, Self.topics).first)
        #expect(message.topic == "homeassistant/device/keyturn_bridge_1A2B3C4D/config")
        let json = try JSONValue(parsing: try JSONText.line(message.payload))
        #expect(json["cmps"]?["connectivity"]?["stat_t"] == "keyturn/1A2B3C4D/availability")
        #expect(json["avty"]?.values.count == 1)
        #expect(json["cmps"]?.keys == ["connectivity", "uptime", "clock_offset", "callback", "callbacks_heard"])
    }
}
