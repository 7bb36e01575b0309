import NukiDomain

/// A variable of the environment that stands for one key of ``LoopSettings``, over the file.
public struct SettingVariable: Sendable {
    /// The key, such as `mqtt.host`.
    public let key: String
    private let take: @Sendable (String, inout LoopSettings) throws(JSONFault) -> Void

    /// The name, such as `KEYTURN_MQTT_HOST`.
    public var name: String { "KEYTURN_" + key.uppercased().replacing(".", with: "_") }

    /// Takes a value into settings; throws what the file would throw of it.
    func set(_ value: String, in settings: inout LoopSettings) throws(JSONFault) { try take(value, &settings) }

    /// One for each key.
    public static let all: [SettingVariable] = [
        .seconds("poll_seconds", \.pollSeconds, in: 0.001...86_400),
        .seconds("request_gap_seconds", \.requestGapSeconds, in: 0...LoopSettings.longestGap),
        .literal("lock_state_budget", \.lockStateBudget, .number), .literal("follow", \.follow, .boolean),
        .text("callback.mode", \.callback.mode), .text("callback.address", \.callback.address),
        .literal("callback.port", \.callback.port, .number),
        .text("http.listen", \.http.listen), .words("http.hosts", \.http.hosts), .text("http.tokens", \.http.tokens),
        .text("mqtt.host", \.mqtt.host), .literal("mqtt.port", \.mqtt.port, .number),
        .literal("mqtt.tls", \.mqtt.tls, .boolean), .text("mqtt.ca", \.mqtt.ca),
        .text("mqtt.certificate", \.mqtt.certificate), .text("mqtt.key", \.mqtt.key),
        .text("mqtt.user", \.mqtt.user), .text("mqtt.password_file", \.mqtt.passwordFile),
        .text("mqtt.client_id", \.mqtt.clientID), .text("mqtt.base", \.mqtt.base),
        .text("mqtt.discovery_prefix", \.mqtt.discoveryPrefix), .text("mqtt.discovery", \.mqtt.discovery),
        .text("mqtt.actions", \.mqtt.actions), .literal("mqtt.devices", \.mqtt.devices, .object),
        .words("sources", \.sources), .words("interfaces", \.interfaces), .text("log", \.log),
        .literal("devices", \.devices, .object),
    ]
}

extension SettingVariable {
    private typealias Path<Value> = any WritableKeyPath<LoopSettings, Value> & Sendable

    /// A time that may be shorter than the file's: for trials.
    private static func seconds(
        _ key: String, _ path: Path<Double>, in bounds: ClosedRange<Double>
    ) -> SettingVariable {
        SettingVariable(key: key) { value, settings throws(JSONFault) in
            guard let seconds = Double(value) else { throw JSONFault(.wrongType(expected: .number), path: key) }
            guard bounds.contains(seconds) else {
                throw JSONFault(.outOfRange(least: bounds.lowerBound, most: bounds.upperBound), path: key)
            }
            settings[keyPath: path] = seconds
        }
    }

    /// A text as it is.
    private static func text<Value>(_ key: String, _ path: Path<Value>) -> SettingVariable {
        read(key, path) { value throws(JSONFault) in try quoted(value, key) }
    }

    /// Words with commas or blanks between them.
    private static func words<Value>(_ key: String, _ path: Path<Value>) -> SettingVariable {
        read(key, path) { value throws(JSONFault) in
            try quoted(value.split { $0 == "," || $0 == " " }.map(String.init), key)
        }
    }

    /// JSON as it stands in the file.
    private static func literal<Value>(_ key: String, _ path: Path<Value>, _ kind: JSONKind) -> SettingVariable {
        read(key, path) { value throws(JSONFault) in
            // By itself: a comma in it would begin another key.
            guard JSONText.isWellFormed(Array(value.utf8)) else {
                throw JSONFault(.wrongType(expected: kind), path: key)
            }
            return value
        }
    }

    private static func quoted(_ value: some Encodable, _ key: String) throws(JSONFault) -> String {
        do {
            return try JSONText.line(value)
        } catch {
            throw JSONFault(.badValue, path: key)
        }
    }

    /// Reads a value as the file that says nothing else.
    private static func read<Value>(
        _ key: String, _ path: Path<Value>, _ json: @escaping @Sendable (String) throws(JSONFault) -> String
    ) -> SettingVariable {
        SettingVariable(key: key) { value, settings throws(JSONFault) in
            let page = key.split(separator: ".").reversed().reduce(try json(value)) { "{\"\($1)\":\($0)}" }
            let said = try JSONText.fromOwnFile(LoopSettings.self, Array(page.utf8))
            settings[keyPath: path] = said[keyPath: path]
        }
    }
}
