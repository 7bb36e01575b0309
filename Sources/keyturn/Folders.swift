import Entries
import Glibc
import Linux

/// Folders that a running program needs.
enum Folders {
    private static let sharedLanes = "/run/keyturn/bridges"

    /// The folder of the bridges' lock files: the machine's where it is there and may be used, else the configuration's
    /// own.
    static func lanes(_ locations: Locations) throws(ConfigurationError) -> String {
        let folder = lanesPath(locations)
        try AtomicFile.makeFolder(folder)
        return folder
    }

    /// Where that folder is, or would be made.
    static func lanesPath(_ locations: Locations) -> String {
        unsafe access(sharedLanes, W_OK | X_OK) == 0 ? sharedLanes : "\(locations.runtime)/bridges"
    }
}
