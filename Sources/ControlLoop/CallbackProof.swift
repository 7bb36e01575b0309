/// Whether callbacks arrive: changes that only polls showed, while the bridge should have told of them, say no.
struct CallbackProof: Hashable, Sendable {
    /// So many changes are no chance.
    private static let enough = 3

    /// How callbacks stand.
    enum Standing: String, Hashable, Sendable {
        /// Switched off, or nobody listens.
        case off
        /// Not registered yet.
        case none
        /// Registered, and nothing was heard yet.
        case registered
        /// Registered and heard.
        case proved
        /// Registered, and changes were not told.
        case silent
        /// Others have all slots.
        case full
    }

    /// How callbacks stand now.
    private(set) var standing: Standing
    /// Callbacks that were taken.
    private(set) var heard = 0
    private var unannounced = 0

    init(isOn: Bool) {
        standing = isOn ? .none : .off
    }

    /// The bridge has us in its list, or not.
    mutating func registered(as new: Standing) {
        guard standing == .off || standing == .none || standing == .full || new != .registered else { return }
        standing = new
        unannounced = 0
    }

    /// A callback came: the bridge reaches us.
    mutating func hear() {
        heard += 1
        unannounced = 0
        if standing == .registered || standing == .silent { standing = .proved }
    }

    /// A poll showed changes; returns how many in all, once they are enough to say that callbacks do not arrive.
    mutating func miss(_ changes: Int) -> Int? {
        guard standing == .registered, changes > 0 else { return nil }
        unannounced += changes
        guard unannounced >= Self.enough else { return nil }
        standing = .silent
        return unannounced
    }
}
