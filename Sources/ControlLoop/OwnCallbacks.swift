public import BridgeAPI
public import NukiDomain

/// The callbacks that a configuration's control loop registers on one bridge, known by their secret path.
public struct OwnCallbacks: Sendable {
    private let path: String

    /// Nil where no loop ever kept anything of the bridge, or what it kept cannot be read.
    ///
    /// - Parameter state: the folder of what outlasts a restart.
    public init?(on bridge: BridgeID, state: String) {
        // Without the path, ours cannot be told from other programs', which are not touched.
        guard let memory = try? MemoryFile(of: bridge, state: state).read() else { return nil }
        path = memory.callbackPath
    }

    /// The one to remove next; nil where none is left. A bridge may give ids anew by every change: list again after each.
    public func next(in listing: CallbackListing) -> Int? {
        if case .remove(let id) = CallbackPlan.step(listing, path: path, url: nil) { id } else { nil }
    }
}
