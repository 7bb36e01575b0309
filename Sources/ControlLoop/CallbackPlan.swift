import BridgeAPI

/// What to do about the addresses that a bridge reports to: ours are known by their secret path, others are not touched.
enum CallbackPlan {
    /// A bridge has three slots (Bridge API 1.13.2).
    private static let slots = 3

    /// One thing to do; after each that changes the bridge, it has to list again.
    enum Step: Hashable, Sendable {
        /// All is as it should be.
        case keep
        /// One of ours that is stale, or there twice.
        case remove(id: Int)
        /// Ours is missing.
        case add(url: String)
        /// Ours is missing, and these programs, or hosts where the program is not known, have all slots.
        case full(holders: [String])
    }

    /// - Parameters:
    ///   - path: the path of all that are ours.
    ///   - url: the one that should be there; nil for none.
    static func step(_ listing: CallbackListing, path: String, url: String?) -> Step {
        let ours = listing.callbacks.filter { $0.url.pathOfURL == path }
        let kept = ours.first { $0.url == url }
        if let stale = ours.first(where: { $0 != kept }) { return .remove(id: stale.id) }
        guard let url, kept == nil else { return .keep }
        guard listing.callbacks.count + listing.unreadable.count >= slots else { return .add(url: url) }
        return .full(holders: listing.callbacks.map { $0.owner?.rawValue ?? String($0.url.authorityOfURL) })
    }
}

extension String {
    /// From the slash after the authority on.
    fileprivate var pathOfURL: Substring {
        guard let scheme = firstRange(of: "://") else { return "" }
        return self[scheme.upperBound...].drop { $0 != "/" }
    }

    /// `192.168.1.5:9092`: what may be shown of an address, whose path may be a secret.
    var authorityOfURL: Substring {
        guard let scheme = firstRange(of: "://") else { return "?" }
        return self[scheme.upperBound...].prefix { $0 != "/" }
    }
}
