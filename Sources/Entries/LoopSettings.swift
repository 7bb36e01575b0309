public import NukiDomain

/// The control loop's settings: `settings.json`, every key optional; `keyturn-settings(5)` describes them for people.
///
/// A property is spelled in the file with underscores, and a group of them is an object: ``MQTT/passwordFile`` is
/// `mqtt.password_file`. Each has a variable (``SettingVariable``), which wins over the file.
public struct LoopSettings: Hashable, Sendable {
    /// Seconds from one poll of a bridge to the next, 10 to 600; an entry may have its own.
    public var pollSeconds = 30.0
    /// Seconds between two requests to one bridge, which serves one at a time; 0.5 to 5.
    public var requestGapSeconds = 1.0
    /// How often a day one device may be asked for its state by itself, which drains its battery; 0 to 48.
    public var lockStateBudget = 6
    /// Look for a bridge that left its address, and take over the one at which it proves to live.
    public var follow = true
    /// Where bridges report changes to.
    public var callback = Callback()
    /// The API for other programs, beyond the control socket.
    public var http = HTTP()
    /// The broker that states and events go to.
    public var mqtt = MQTT()
    /// By what means a bridge is looked for that left its address; never ``AddressSource/manual``.
    public var sources: [AddressSource] = [.dhcp, .neighbours, .leases]
    /// The interfaces that are listened on; empty for all that are usable.
    public var interfaces: [String] = []
    /// The least weight of what is logged.
    public var log = LogLevel.info
    /// What is said of single devices.
    public var devices: [NukiID: Device] = [:]

    /// Half of the shortest time between two polls: callbacks and devices that seem stuck need a request in between.
    static let longestGap = 5.0

    /// Takes any values: the bounds are for what is read from the file.
    public init(pollSeconds: Double = 30, requestGapSeconds: Double = 1) {
        self.pollSeconds = pollSeconds
        self.requestGapSeconds = requestGapSeconds
    }

    /// The file's values, the defaults where it has none or is not there, and over both the variables.
    public static func load(
        _ locations: Locations, environment: [String: String]
    ) throws(ConfigurationError) -> LoopSettings {
        var settings = LoopSettings()
        if let bytes = try OwnFile.bytes(at: locations.settings) {
            settings = try OwnFile.decode(LoopSettings.self, bytes, path: locations.settings)
        }
        for variable in SettingVariable.all {
            guard let value = environment[variable.name], !value.isEmpty else { continue }
            do {
                try variable.set(value, in: &settings)
            } catch {
                throw .badVariable(name: variable.name, value: value, error)
            }
        }
        return settings
    }
}

extension LoopSettings {
    /// Weights of log lines, from the least.
    public enum LogLevel: String, Hashable, Sendable, CaseIterable {
        case debug, info, warning, error
    }

    /// What the settings say of one device.
    public struct Device: Hashable, Sendable {
        /// Another name than the bridge's.
        public var name: String?
        /// Leave it out everywhere.
        public var ignore = false
        /// Commands that come by MQTT may open its door.
        public var open = false

        /// Nothing out of the ordinary.
        public init() {}
    }
}
