import Entries
import Guidance
import Linux

/// One control loop a configuration: the second one ends with the first one's number.
enum RunLock {
    /// Takes the lock for as long as the returned value lives.
    static func take(_ locations: Locations) throws -> FileLock {
        try AtomicFile.makeFolder(locations.runtime)
        let path = locations.runLock
        do throws(FileLockError) {
            return try FileLock(path)
        } catch {
            guard case .busy(let holder) = error else { throw ConfigurationError(error, path: path) }
            throw Diagnosis.loopRunning(holder)
        }
    }
}
