import NukiDomain
import Testing

@Suite("States of devices") struct DeviceStateTests {
    @Test(
        "a lock's numbers mean what the Bridge API says",
        arguments: [
            (0, LockState.uncalibrated, "unknown"), (1, .locked, "locked"), (2, .unlocking, "unlocking"),
            (3, .unlocked, "unlocked"),
            (4, .locking, "locking"), (5, .unlatched, "unlatched"), (6, .unlockedLockNGo, "unlocked"),
            (7, .unlatching, "unlatching"),
            (254, .motorBlocked, "jammed"), (255, .undefined, "unknown"), (253, .unknown(253), "unknown"),
            (-1, .unknown(-1), "unknown"),
        ])
    func lock(_ number: Int, _ state: LockState, _ word: String) {
        #expect(LockState(number: number) == state)
        #expect(state.word == word)
        #expect(DeviceState(number: number).word(for: .lock) == word)
    }

    @Test(
        "an opener's numbers mean what the Bridge API says",
        arguments: [
            (0, OpenerState.untrained, "unknown"), (1, .online, "ready"), (3, .ringToOpen, "ring-to-open"),
            (5, .open, "open"),
            (7, .opening, "opening"), (253, .bootRun, "unknown"), (255, .undefined, "unknown"),
            (2, .unknown(2), "unknown"),
            (254, .unknown(254), "unknown"),
        ])
    func opener(_ number: Int, _ state: OpenerState, _ word: String) {
        #expect(OpenerState(number: number) == state)
        #expect(state.word == word)
        #expect(DeviceState(mode: 2, number: number).word(for: .opener) == word)
    }

    @Test("an opener in continuous mode says so, whatever its number", arguments: [1, 3, 99])
    func continuous(_ number: Int) {
        #expect(DeviceState(mode: 3, number: number).word(for: .opener) == "continuous")
        #expect(DeviceState(mode: 3, number: 1).word(for: .lock) == "locked")
    }

    @Test("a door is open at 3 only and closed at 2 only")
    func door() {
        #expect(DoorState(number: 3) == .open && DoorState(number: 3).word == "open")
        #expect(DoorState(number: 2) == .closed && DoorState(number: 2).word == "closed")
        #expect(DoorState(number: 1) == .deactivated && DoorState(number: 1).word == nil)
        for number in [-1, 0, 4, 5, 16, 240, 255] { #expect(DoorState(number: number).word == "unknown") }
    }

    @Test("type 2 is an opener and every other type a lock, known or not")
    func kinds() {
        #expect(DeviceType(rawValue: 2).kind == .opener)
        for number in [0, 1, 3, 4, 5, 99, -1] { #expect(DeviceType(rawValue: number).kind == .lock) }
    }

    @Test("a device that was never read is unknown")
    func unread() {
        let device = Device(key: DeviceKey(type: .opener, id: NukiID(rawValue: 1)), name: "Intercom")
        #expect(device.stateWord == "unknown")
        #expect(device.kind == .opener)
    }
}
