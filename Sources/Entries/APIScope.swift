/// What an API token is good for.
public enum APIScope: String, Codable, Hashable, Sendable, CaseIterable {
    /// States, events and metrics.
    case read
    /// Actions that open no door: lock, unlock, lock'n'go, continuous mode off.
    case lock
    /// Actions by which a door opens, at once or at the next ring.
    case open
}
