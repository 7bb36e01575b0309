public import Entries
import NukiDomain

/// What is said of a bridge that is removed, in setup and elsewhere.
public enum RemovalWords {
    /// What goes with it.
    public static let warning = "Its entry, its token and the loop's callback on the bridge go."

    /// That it is gone, and what became of our callbacks.
    public static func sentence(_ entry: BridgeEntry, _ callbacks: CallbackRemoval) -> String {
        let name = entry.name.safeForDisplay
        return switch callbacks {
        case .none: "Removed \(name)."
        case .removed: "Removed \(name), and the callback from the bridge."
        case .unknown:
            "Removed \(name).  The bridge could not be asked to forget the callback, which has one of its three slots."
        }
    }
}
