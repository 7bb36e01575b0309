/// A library of the system that cannot be opened where it is first needed.
public struct LibraryError: Error, Hashable, Sendable {
    /// Such as `libcurl`.
    public let library: String
    /// The Debian package that brings it, such as `libcurl4`.
    public let package: String
    /// The dynamic linker's words (dlerror(3)).
    public let reason: String

    /// Puts the parts together.
    public init(_ library: String, package: String, reason: String) {
        self.library = library
        self.package = package
        self.reason = reason
    }
}
