import Entries
import Guidance
import Linux

/// One control loop a configuration: the second one ends with the first one's number.
enum RunLock {
    /// Takes the lock for as long as the returned value lives.
    static func take(_ locations: Locations) throws -> FileLock {
        try AtomicFile.makeFolder(locations.runtime)
        let path = "\(locations.runtime)/run.lock"
        do throws(FileLockError) {
            return try FileLock(path)
        } catch {
            switch error {
            case .busy(let holder): throw Diagnosis.loopRunning(holder)
            case .failed(let error): throw ConfigurationError.file(path: path, error)
            case .cancelled: throw CancellationError()
            }
        }
    }
}
