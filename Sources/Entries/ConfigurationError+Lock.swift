public import Linux

extension ConfigurationError {
    /// Tells why a lock file was not taken.
    public init(_ error: FileLockError, path: String) {
        self =
            switch error {
            case .busy(let holder): .busy(path: path, holder: holder)
            case .failed(let error): .file(path: path, error)
            case .cancelled: .cancelled
            }
    }
}
