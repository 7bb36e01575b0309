import Guidance
import Sightings
import Synchronization

/// What the sources of a search have to say, told as it comes.
final class DiscoverRemarks: Sendable {
    private let isCloudOnly: Bool
    private let wantsLeases: Bool
    private let kept = Mutex<SourceRemark?>(nil)

    /// The directory's first word where it is the only source: it is the error where nothing is found, and is not told
    /// twice.
    var first: SourceRemark? { kept.withLock { $0 } }

    /// - Parameters:
    ///   - sources: what is looked by.
    ///   - named: those of them that somebody asked for by name.
    init(_ sources: [Sighting.Source], named: [Sighting.Source]) {
        isCloudOnly = sources == [.cloud]
        wantsLeases = named.contains(.leases)
    }

    /// Tells a remark, or keeps it.
    func take(_ remark: SourceRemark) {
        // Most machines have no lease file: that is told to whoever asked for them.
        if remark == .leasesMissing, !wantsLeases { return }
        let isKept = kept.withLock { kept in
            guard isCloudOnly, kept == nil else { return false }
            kept = remark
            return true
        }
        if !isKept { Output.warn(Diagnosis(remark)) }
    }
}
