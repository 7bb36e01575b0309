import Entries
import Guidance
import Linux

/// Whether a control loop runs on a configuration.
struct LoopCheck {
    let isRunning: Bool
    let check: Check

    init(_ locations: Locations) {
        do throws(FileLockError) {
            try FileLock.checkFree(locations.runLock)
            isRunning = false
            check = Check("loop", ok: "No control loop runs on this configuration")
        } catch {
            switch error {
            case .busy(let holder):
                isRunning = true
                check = Check("loop", ok: "The control loop runs\(holder.map { ": process \($0)" } ?? "")")
            case .failed(let error):
                isRunning = false
                check = Check("loop", .warning, .notTold("Whether a control loop runs", reason: error.reason))
            case .cancelled:
                isRunning = false
                check = Check("loop", .warning, .notTold("Whether a control loop runs", reason: "interrupted"))
            }
        }
    }
}
