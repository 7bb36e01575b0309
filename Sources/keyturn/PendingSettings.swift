import Entries
import Guidance

/// Knows which settings of a running loop count from its next start on, and tells of each change once.
actor PendingSettings {
    /// With which the loop began.
    private let begun: LoopSettings
    private var told: [String] = []

    init(_ begun: LoopSettings) {
        self.begun = begun
    }

    /// What to tell of settings that were read again; nil for nothing new.
    func diagnosis(_ settings: LoopSettings, path: String) -> Diagnosis? {
        let keys = changes(settings)
        defer { told = keys }
        guard !keys.isEmpty, keys != told else { return nil }
        let verb = keys.count == 1 ? "counts" : "count"
        return Diagnosis(
            nil, "\(path): \(keys.joined(separator: ", ")) \(verb) from the next start on",
            why: "Everything else was taken over.", fixes: ["End this loop and start it again."], exit: .answerMissing)
    }

    private func changes(_ now: LoopSettings) -> [String] {
        var mqtt = now.mqtt
        // Who may command what is taken over at once.
        (mqtt.actions, mqtt.devices) = (begun.mqtt.actions, begun.mqtt.devices)
        let pairs: [(key: String, isOther: Bool)] = [
            ("callback.port", now.callback.port != begun.callback.port), ("follow", now.follow != begun.follow),
            ("http", now.http != begun.http), ("interfaces", now.interfaces != begun.interfaces),
            ("log", now.log != begun.log), ("mqtt", mqtt != begun.mqtt), ("sources", now.sources != begun.sources),
        ]
        return pairs.filter(\.isOther).map(\.key)
    }
}
