import BridgeSimulator
import Guidance
import Linux
import NukiDomain

/// A household that somebody wrote down.
enum HouseholdFile {
    /// Reads the file; what is wrong with it is said with line and column.
    static func read(_ path: String) throws(Diagnosis) -> Household {
        do {
            return try Household(parsing: InputFile.bytes(path))
        } catch let error as SystemError {
            throw .household(path, error)
        } catch let fault as JSONFault {
            throw .household(path, fault)
        } catch {
            throw .unexpected(error)
        }
    }
}
