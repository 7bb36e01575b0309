/// What the loop has to say of a bridge beyond its state; the description is a sentence without its subject.
public enum BridgeNotice: Hashable, Sendable {
    /// It says that its clock is this many seconds ahead of ours, too far for stamps to follow unasked.
    case clockDoubtful(offset: Int)
    /// Its clock is this many seconds ahead of ours, and stamps follow it; beyond 60 s others could not sign in.
    case clockDrifts(offset: Int)
    /// Stamps do not follow its clock further ahead while nothing sets this machine's clock.
    case ownClockUnset(offset: Int)
    /// An element of its list made no sense; the others are unharmed.
    case deviceUnreadable(reason: String)
    /// So many changes came by polls alone: callbacks to this address do not arrive.
    ///
    /// - Parameter address: scheme, address and port, without the secret path.
    case callbacksUnheard(changes: Int, address: String)
    /// All callback slots are taken, by these programs.
    case callbackSlotsFull(holders: [String])
    /// The bridge does not take our callback, for this reason.
    case callbackRefused(reason: String)
    /// What has to outlast a restart cannot be kept: a ring may be told twice.
    case memoryUnwritable(reason: String)
}

extension BridgeNotice: CustomStringConvertible {
    /// Not made safe for a terminal: reasons and holders may come from the bridge.
    public var description: String {
        switch self {
        case .clockDoubtful(let offset): "its clock is \(Self.clock(offset)) now, a change too large to follow unasked"
        case .clockDrifts(let offset): "its clock is \(Self.clock(offset)); beyond 60 s programs that sign in fail"
        case .ownClockUnset(let offset):
            "its clock is \(Self.clock(offset)), which is not followed while nothing sets this machine's clock"
        case .deviceUnreadable(let reason): "a device cannot be read: \(reason)"
        case .callbacksUnheard(let changes, let address):
            "\(changes) changes seen, 0 callbacks: the bridge cannot reach \(address); "
                + "likely a firewall or another network"
        case .callbackSlotsFull(let holders):
            "all its callback slots are taken, by \(holders.joined(separator: ", ")); it is polled as usual"
        case .callbackRefused(let reason): "it does not take our callback: \(reason)"
        case .memoryUnwritable(let reason): "rings and names cannot be kept: \(reason)"
        }
    }

    private static func clock(_ offset: Int) -> String { "\(abs(offset)) s \(offset < 0 ? "slow" : "fast")" }

    /// One word for JSON.
    public var word: String {
        switch self {
        case .clockDoubtful: "clock_doubtful"
        case .clockDrifts: "clock_drifts"
        case .ownClockUnset: "own_clock_unset"
        case .deviceUnreadable: "device_unreadable"
        case .callbacksUnheard: "callbacks_unheard"
        case .callbackSlotsFull: "callback_slots_full"
        case .callbackRefused: "callback_refused"
        case .memoryUnwritable: "memory_unwritable"
        }
    }
}
