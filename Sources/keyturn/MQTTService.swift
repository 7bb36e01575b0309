import ControlLoop
import Entries
import Guidance
import Linux
import MQTT
import NukiDomain
import ServiceLifecycle

/// The publisher as a part of the running loop: ends before it, after saying that nobody is there any more.
struct MQTTService: Service {
    let publisher: MQTTPublisher
    let loop: ControlLoop
    /// Where the loop's own tasks run.
    let executor: any TaskExecutor

    func run() async throws {
        try await withTaskExecutorPreference(executor) {
            try await cancelWhenGracefulShutdown { try await publisher.run(for: loop) }
        }
    }
}

extension MQTTPublisher {
    /// The one that the settings ask for; nil where they name no broker.
    init?(_ settings: LoopSettings, _ locations: Locations, clock: any BootClock) throws(ConfigurationError) {
        guard settings.mqtt.host != nil,
            let broker = try Broker(settings.mqtt, instance: Instance.id(locations))
        else { return nil }
        for (_, path) in settings.mqtt.secrets {
            // What cannot be looked at cannot be read either, which is told where that is tried.
            guard let notice = try? LoopSettings.MQTT.exposure(of: path) else { continue }
            Output.warn(Diagnosis(nil, notice.what, fixes: [notice.fix], exit: .done))
        }
        self.init(
            broker, base: settings.mqtt.base, prefix: settings.mqtt.discoveryPrefix,
            form: DiscoveryForm(settings.mqtt.discovery), policy: CommandPolicy(settings, on: broker),
            memory: TopicMemory(of: broker, locations), clock: clock
        ) { notice in
            if let warning = Diagnosis(notice) { Output.warn(warning) } else { Output.detail("MQTT: connected") }
        }
    }
}

extension TopicMemory {
    /// What was kept of a broker; of another one nothing counts.
    fileprivate init(of broker: Broker, _ locations: Locations) {
        let file = JournalFile<Published>("mqtt.json", in: locations)
        let place = "\(broker.host):\(broker.port)"
        // Without it, what an earlier run left stays, which is no reason not to run.
        let last = try? file.read()
        let topics = last?.broker == place ? last?.topics.split(separator: "\n").map(String.init) : nil
        self.init(Set(topics ?? [])) { topics in
            // The loop's thread does not wait for the disk.
            await withTaskExecutorPreference(globalConcurrentExecutor) {
                // As above.
                try? file.write(Published(broker: place, topics: topics.sorted().joined(separator: "\n")))
            }
        }
    }

    private struct Published: Codable {
        let broker: String
        /// A line each: written as a list, those of a thousand bridges would take megabytes for that moment.
        let topics: String
    }
}

/// What tells this configuration from every other, wherever several of them meet: eight hex digits, made once.
enum Instance {
    static func id(_ locations: Locations) throws(ConfigurationError) -> String {
        let file = JournalFile<String>("instance.json", in: locations)
        if let id = try file.read() { return id }
        let id = Hex.padded(UInt32.random(in: 0...UInt32.max))
        try file.write(id)
        return id
    }
}
