import Entries
import Guidance
import NukiDomain
import PacketCapture
import Sightings
import Synchronization

/// Where a loop looks for bridges that leave their address.
struct LoopSources: Sendable {
    let options: DiscoveryOptions
    let chosen: [Sighting.Source]
    /// The capture, open from the start, or why there is none.
    let listening: Listening

    /// Opens the capture, which follows interfaces as they come and go; nil where bridges are not to be followed.
    init?(_ options: DiscoveryOptions, _ settings: LoopSettings) throws {
        guard settings.follow else { return nil }
        let options = options.completed(by: settings)
        self.options = options
        chosen = try options.chosenSources([:])
        let log = InterfaceLog()
        listening = try Listening(options, chosen, following: InterfaceFollowing { log.take($0) })
    }
}

extension DiscoveryOptions {
    /// With what the settings say where the command line says nothing.
    fileprivate func completed(by settings: LoopSettings) -> DiscoveryOptions {
        var options = self
        if !namesSources, read == nil {
            options.sources = settings.sources.compactMap { Sighting.Source(rawValue: $0.rawValue) }
        }
        if interfaces.isEmpty { options.interfaces = settings.interfaces }
        return options
    }
}

/// Tells of interfaces that are heard no longer, and again.
private final class InterfaceLog: Sendable {
    private let silent = Mutex<Set<String>>([])

    func take(_ change: InterfaceChange) {
        switch change {
        case .heard(let name):
            let isNews = silent.withLock { $0.remove(name) != nil }
            if isNews { Output.say("\(name.safeForDisplay) is listened on again.") }
        case .silent(let name, let reason):
            silent.withLock { _ = $0.insert(name) }
            Output.warn(Diagnosis(reason))
        }
    }
}
