/// The five numbers of `/lockAction` (Bridge API 1.13.2, "Lock actions"); their meaning depends on the device.
public enum LockAction: Int, Hashable, Sendable, CaseIterable {
    /// Lock: unlock. Opener: ring-to-open on.
    case unlock = 1
    /// Lock: lock. Opener: ring-to-open off.
    case lock = 2
    /// Lock: unlatch. Opener: electric strike.
    case unlatch = 3
    /// Lock: lock'n'go. Opener: continuous mode on.
    case lockNGo = 4
    /// Lock: lock'n'go with unlatch. Opener: continuous mode off.
    case lockNGoWithUnlatch = 5
}
