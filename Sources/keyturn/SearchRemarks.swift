import Guidance
import Sightings
import Synchronization

/// Tells each remark of the sources once, though they are read again and again.
final class SearchRemarks: Sendable {
    private let told = Mutex<Set<Remark>>([])

    /// Leases that end come and go, and are one matter all the same.
    private enum Remark: Hashable {
        case leasesEnded(path: String)
        case other(SourceRemark)
    }

    /// Takes one; that most machines have no lease file is no news while a bridge is looked for.
    func take(_ remark: SourceRemark) {
        let key: Remark
        switch remark {
        case .leasesMissing: return
        case .leasesEnded(let path, count: _): key = .leasesEnded(path: path)
        default: key = .other(remark)
        }
        if told.withLock({ $0.insert(key).inserted }) { Output.warn(Diagnosis(remark)) }
    }
}
