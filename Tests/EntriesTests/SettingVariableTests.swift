import Entries
import NukiDomain
import TestKit
import Testing

@Suite("The loop's settings as variables")
struct SettingVariableTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    private func load(_ text: String?, _ environment: [String: String] = [:]) throws -> LoopSettings {
        if let text { try folder.write(text, to: "config/settings.json") }
        return try LoopSettings.load(Sample.locations(folder), environment: environment)
    }

    /// Of every key: its spelling in the file, other than its default, and the same in its variable.
    static let samples: [(key: String, json: String, value: String)] = [
        ("poll_seconds", "45", "45"), ("request_gap_seconds", "2.5", "2.5"), ("lock_state_budget", "0", "0"),
        ("follow", "false", "false"), ("callback.mode", "\"off\"", "off"),
        ("callback.address", "\"192.168.1.9\"", "192.168.1.9"), ("callback.port", "0", "0"),
        ("http.listen", "\"[::1]:8765\"", "[::1]:8765"), ("http.hosts", "[\"a.lan\",\"b.lan\"]", "a.lan, b.lan"),
        ("http.tokens", "\"/etc/t.json\"", "/etc/t.json"), ("mqtt.host", "\"broker.lan\"", "broker.lan"),
        ("mqtt.port", "8883", "8883"), ("mqtt.tls", "true", "true"), ("mqtt.ca", "\"/a b.pem\"", "/a b.pem"),
        ("mqtt.certificate", "\"c.pem\"", "c.pem"), ("mqtt.key", "\"k.pem\"", "k.pem"),
        ("mqtt.user", "\"o\\\"b\\\\\"", "o\"b\\"), ("mqtt.password_file", "\"p\"", "p"),
        ("mqtt.client_id", "\"site-7\"", "site-7"), ("mqtt.base", "\"home/doors\"", "home/doors"),
        ("mqtt.discovery_prefix", "\"ha\"", "ha"), ("mqtt.discovery", "\"component\"", "component"),
        ("mqtt.actions", "\"none\"", "none"), ("mqtt.devices", "{\"21DF943C\":\"all\"}", "{\"21DF943C\":\"all\"}"),
        ("sources", "[\"neighbours\",\"scan\"]", "scan,neighbours"), ("interfaces", "[\"eth0\"]", "eth0"),
        ("log", "\"debug\"", "debug"), ("devices", "{\"21DF943C\":{\"open\":true}}", "{\"21DF943C\":{\"open\":true}}"),
    ]

    private static func page(_ key: String, _ json: String) -> String {
        key.split(separator: ".").reversed().reduce(json) { "{\"\($1)\":\($0)}" }
    }

    /// The keys that the types of the settings have, spelled as the file spells them.
    private static func keys(of value: Any, below group: String = "") -> [String] {
        Mirror(reflecting: value).children.flatMap { child -> [String] in
            var key = ""
            for letter in child.label ?? "" {
                if letter.isUppercase, key.last?.isUppercase == false { key.append("_") }
                key.append(letter)
            }
            key = group + key.lowercased()
            let isGroup =
                child.value is LoopSettings.Callback || child.value is LoopSettings.HTTP
                || child.value is LoopSettings.MQTT
            return isGroup ? keys(of: child.value, below: key + ".") : [key]
        }
    }

    @Test("every key has its variable, spelled after it, and there is no other")
    func complete() {
        let keys = Self.keys(of: LoopSettings()).sorted()
        #expect(keys.count > 20)
        #expect(SettingVariable.all.map(\.key).sorted() == keys)
        #expect(Self.samples.map(\.key).sorted() == keys)
        for variable in SettingVariable.all {
            #expect(
                variable.name == "KEYTURN_" + variable.key.uppercased().split(separator: ".").joined(separator: "_"))
        }
    }

    @Test("a variable says what its key in the file says, and wins over it", arguments: samples)
    func equal(_ sample: (key: String, json: String, value: String)) throws {
        let variable = try #require(SettingVariable.all.first { $0.key == sample.key })
        let byVariable = try load(nil, [variable.name: sample.value])
        #expect(byVariable != LoopSettings())
        #expect(try load(Self.page(sample.key, sample.json)) == byVariable)
        let mended = try load("{\"log\":\"error\"}", [variable.name: sample.value])
        #expect(mended.log == (sample.key == "log" ? .debug : .error))
        #expect(try load("{\"log\":\"error\"}", [variable.name: ""]).log == .error)
    }

    @Test(
        "a variable that cannot be meant is refused with its name and the reason",
        arguments: [
            ("KEYTURN_LOCK_STATE_BUDGET", "6, \"follow\": false", JSONFault.Kind.wrongType(expected: .number)),
            ("KEYTURN_LOCK_STATE_BUDGET", "49", .outOfRange(least: 0, most: 48)),
            ("KEYTURN_LOCK_STATE_BUDGET", "1.5", .badValue),
            ("KEYTURN_FOLLOW", "yes", .wrongType(expected: .boolean)),
            ("KEYTURN_CALLBACK_MODE", "on", .notOneOf(["auto", "off"])),
            ("KEYTURN_CALLBACK_PORT", "65536", .outOfRange(least: 0, most: 65_535)),
            ("KEYTURN_CALLBACK_ADDRESS", "here.lan", .badValue),
            ("KEYTURN_HTTP_LISTEN", "::1:80", .badValue), ("KEYTURN_HTTP_LISTEN", "127.0.0.1", .badValue),
            ("KEYTURN_MQTT_HOST", "mqtt://broker", .badValue), ("KEYTURN_MQTT_BASE", "a/#", .badValue),
            ("KEYTURN_MQTT_BASE", "a/", .badValue),
            ("KEYTURN_MQTT_ACTIONS", "open", .notOneOf(["none", "lock", "lock+unlock", "all"])),
            ("KEYTURN_MQTT_DEVICES", "{\"front\":\"all\"}", .badValue),
            ("KEYTURN_DEVICES", "{\"1\":{},\"01\":{}}", .badValue),
            ("KEYTURN_DEVICES", "{\"1\":{\"opn\":1}}", .unknownKey),
            ("KEYTURN_SOURCES", "dhcp,radar", .notOneOf(["dhcp", "neighbours", "leases", "cloud", "scan"])),
            ("KEYTURN_LOG", "loud", .notOneOf(["debug", "info", "warning", "error"])),
        ])
    func refused(_ name: String, _ value: String, _ kind: JSONFault.Kind) {
        let error = #expect(throws: ConfigurationError.self) { try load(nil, [name: value]) }
        guard case .badVariable(name, value, let fault)? = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(fault.kind == kind)
    }
}
