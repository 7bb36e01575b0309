public import Linux
import NukiDomain

extension Diagnosis {
    /// A library that is not there.
    public init(_ error: LibraryError) {
        self.init(
            .libraryMissing, "\(error.library) cannot be opened",
            why: "The system says: \(error.reason.safeForDisplay).",
            fixes: ["Install it: sudo apt install \(error.package)"], exit: .unexpected)
    }
}
