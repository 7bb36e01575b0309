import Entries
import Guidance
import Linux

/// One control loop a configuration: the second one ends with the first one's number.
enum RunLock {
    /// The file that a running loop has locked.
    static func path(_ locations: Locations) -> String { "\(locations.runtime)/run.lock" }

    /// Takes the lock for as long as the returned value lives.
    static func take(_ locations: Locations) throws -> FileLock {
        try AtomicFile.makeFolder(locations.runtime)
        let path = path(locations)
        do throws(FileLockError) {
            return try FileLock(path)
        } catch {
            guard case .busy(let holder) = error else { throw ConfigurationError(error, path: path) }
            throw Diagnosis.loopRunning(holder)
        }
    }
}
