import BridgeAPI
import NukiDomain

extension DeviceAction {
    /// The numbers to send, in order; the simple `/lock` and `/unlock` are never used, since they may open doors.
    ///
    /// - Parameter isContinuous: an opener's continuous mode is on, or may be: locking ends that too.
    func orders(for type: DeviceType, isContinuous: Bool) throws(ActionRefusal) -> [LockAction] {
        guard [.smartLock, .opener, .smartDoor, .smartLock3].contains(type) else { throw .unknownType(type) }
        switch (type.kind, self) {
        case (.opener, .lock): return isContinuous ? [.lockNGoWithUnlatch, .lock] : [.lock]
        case (.opener, .continuousMode(let isOn)): return isOn ? [.lockNGo] : [.lockNGoWithUnlatch]
        case (.opener, .lockNGo): throw .onlyLocks
        case (.lock, .continuousMode): throw .onlyOpeners
        case (_, .lock): return [.lock]
        case (_, .unlock): return [.unlock]
        case (_, .open): return [.unlatch]
        case (_, .lockNGo(let unlatch)): return [unlatch ? .lockNGoWithUnlatch : .lockNGo]
        }
    }

    /// Doing it twice does no harm, and nothing opens by it.
    var mayBeRepeated: Bool {
        switch self {
        case .lock, .continuousMode(false): true
        case .unlock, .open, .lockNGo, .continuousMode(true): false
        }
    }

    /// What a state, read after a doubtful answer, says of it; nil where it says nothing for sure.
    func isDone(in state: DeviceState, of kind: DeviceKind) -> Bool? {
        switch (kind, self) {
        case (.lock, .lock): state.isMoving ? nil : state.number == 1
        case (.lock, .unlock): state.isMoving ? nil : state.number == 3
        case (.lock, .open): [5, 7].contains(state.number) ? true : nil
        case (.lock, .lockNGo(let unlatch)): (unlatch ? [5, 6, 7] : [2, 6]).contains(state.number) ? true : nil
        case (.opener, .lock): state.isMoving ? nil : state.number == 1 && !state.isContinuous
        case (.opener, .unlock): state.isMoving ? nil : state.number == 3
        case (.opener, .open): [5, 7].contains(state.number) ? true : nil
        case (.opener, .continuousMode(let isOn)): state.mode.map { _ in state.isContinuous == isOn }
        case (.lock, .continuousMode), (.opener, .lockNGo): nil
        }
    }
}

/// Why a device is not told to do something at all.
enum ActionRefusal: Error, Hashable, Sendable, CustomStringConvertible {
    /// Continuous mode, of something else.
    case onlyOpeners
    /// Lock'n'go, of an opener.
    case onlyLocks
    /// What its numbers mean is not known: it is only read.
    case unknownType(DeviceType)

    /// For the report.
    var description: String {
        switch self {
        case .onlyOpeners: "only an opener has a continuous mode"
        case .onlyLocks: "an opener cannot lock'n'go"
        case .unknownType(let type): "devices of type \(type.rawValue) are only read"
        }
    }
}
