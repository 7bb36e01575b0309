import FoundationEssentials
import NukiDomain

/// What the loop knows and counted, in Prometheus' text format 0.0.4.
struct MetricsPage {
    /// One number with what it is about.
    private struct Sample {
        var labels: [(name: String, value: String)] = []
        let value: Double
    }

    private(set) var text = ""

    init(
        _ bridges: [BridgeSnapshot], events: [String: Int], commands: [CommandTally: Int] = [:], requests: [Int: Int]
    ) {
        addBridges(bridges)
        addDevices(bridges.flatMap(\.devices))
        add(
            "keyturn_events_total", "counter", "Events told of since the loop began.",
            events.sorted { $0.key < $1.key }.map { Sample(labels: [("event", $0.key)], value: Double($0.value)) })
        add(
            "keyturn_commands_total", "counter", "Commands that ended, by their action and result.",
            commands.sorted { ($0.key.action, $0.key.result) < ($1.key.action, $1.key.result) }.map {
                Sample(labels: [("action", $0.key.action), ("result", $0.key.result)], value: Double($0.value))
            })
        add(
            "keyturn_api_answers_total", "counter", "Answers of this listener, by their status.",
            requests.sorted { $0.key < $1.key }.map { Sample(labels: [("code", "\($0.key)")], value: Double($0.value)) }
        )
    }

    private mutating func addBridges(_ bridges: [BridgeSnapshot]) {
        func samples(_ value: (BridgeSnapshot) -> Double?) -> [Sample] {
            bridges.compactMap { bridge in
                value(bridge).map { Sample(labels: [("bridge", "\(bridge.id)"), ("name", bridge.name)], value: $0) }
            }
        }
        add(
            "keyturn_bridge_online", "gauge", "1 while the bridge answers, else 0.",
            samples { $0.state == "online" ? 1 : 0 })
        add(
            "keyturn_bridge_state", "gauge", "1 for the state that the bridge is in.",
            bridges.map { Sample(labels: [("bridge", "\($0.id)"), ("state", $0.state)], value: 1) })
        add(
            "keyturn_bridge_uptime_seconds", "gauge", "How long the bridge has run, when it was last asked.",
            samples { $0.uptime.map(Double.init) })
        add(
            "keyturn_bridge_clock_offset_seconds", "gauge", "How far the bridge's clock is ahead of ours.",
            samples { $0.clockOffset.map(Double.init) })
        add(
            "keyturn_bridge_callbacks_total", "counter", "Callbacks that were taken from the bridge.",
            samples { Double($0.callbacksHeard) })
        add(
            "keyturn_bridge_poll_late_seconds", "gauge", "The longest that a poll began after it was due.",
            samples { $0.mostLate / .seconds(1) })
        add(
            "keyturn_device_signal_dbm", "gauge", "Signal strength of a device as its bridge measures it.",
            bridges.flatMap { bridge in
                bridge.signals.sorted { $0.key.typeAndHex < $1.key.typeAndHex }.map { key, signal in
                    Sample(labels: [("bridge", "\(bridge.id)"), ("device", key.typeAndHex)], value: Double(signal))
                }
            })
    }

    private mutating func addDevices(_ devices: [DeviceSnapshot]) {
        func samples(_ value: (DeviceSnapshot) -> Double?) -> [Sample] {
            devices.compactMap { device in
                value(device).map { value in
                    let labels = [
                        ("bridge", "\(device.bridge)"), ("device", device.key.typeAndHex), ("name", device.device.name),
                    ]
                    return Sample(labels: labels, value: value)
                }
            }
        }
        func flag(_ value: Bool?) -> Double? { value.map { $0 ? 1 : 0 } }
        add(
            "keyturn_device_state", "gauge", "1 for the state that the device is in.",
            devices.map { device in
                let labels = [
                    ("bridge", "\(device.bridge)"), ("device", device.key.typeAndHex),
                    ("state", device.device.stateWord),
                ]
                return Sample(labels: labels, value: 1)
            })
        add("keyturn_device_stale", "gauge", "1 while the values are old, else 0.", samples { flag($0.isStale) })
        add(
            "keyturn_device_door_open", "gauge", "1 while the door is open, 0 while it is closed.",
            samples { device in
                switch device.device.state?.door {
                case .open: 1
                case .closed: 0
                default: nil
                }
            })
        add(
            "keyturn_device_battery_percent", "gauge", "Charge of the battery.",
            samples { $0.device.state?.batteryPercent.map(Double.init) })
        add(
            "keyturn_device_battery_critical", "gauge", "1 while the battery is nearly empty, else 0.",
            samples { flag($0.device.state?.batteryCritical) })
        add(
            "keyturn_device_read_timestamp_seconds", "gauge", "When the bridge read the device, by the bridge's clock.",
            samples { $0.device.state?.read?.timeIntervalSince1970 })
    }

    /// One metric with its samples; none at all leaves it out.
    private mutating func add(_ name: String, _ type: String, _ help: String, _ samples: [Sample]) {
        guard !samples.isEmpty else { return }
        text += "# HELP \(name) \(help)\n# TYPE \(name) \(type)\n"
        for sample in samples {
            let labels = sample.labels.map { "\($0.name)=\"\(Self.escaped($0.value))\"" }.joined(separator: ",")
            text += "\(name)\(labels.isEmpty ? "" : "{\(labels)}") \(Self.number(sample.value))\n"
        }
    }

    private static func number(_ value: Double) -> String {
        Int(exactly: value).map(String.init) ?? "\(value)"
    }

    /// Backslash, quotation mark and line feed are written as escapes; every other character stands for itself.
    private static func escaped(_ value: String) -> String {
        value.unicodeScalars.reduce(into: "") { text, scalar in
            switch scalar {
            case "\\": text += "\\\\"
            case "\"": text += "\\\""
            case "\n": text += "\\n"
            default: text.unicodeScalars.append(scalar)
            }
        }
    }
}
