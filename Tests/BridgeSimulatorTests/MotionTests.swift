import NukiDomain
import TestKit
import Testing

@testable import BridgeSimulator

@Suite("Locks and openers in motion", .timeLimit(.minutes(1)))
struct MotionTests {
    /// A device's mode and state at one time after the order, in seconds.
    typealias Sample = (at: Double, mode: Int, state: Int)

    private func moment(_ seconds: Double) -> Moment {
        Moment(elapsed: .zero, bridgeTime: Stage.opening).advanced(by: .seconds(seconds))
    }

    @Test(
        "A lock goes through the states of its action",
        arguments: zip(
            LockAction.allCases,
            [
                [(0.9, 1), (1, 2), (2.9, 2), (3, 3), (99, 3)],
                [(0.9, 1), (1, 4), (2.9, 4), (3, 1)],
                [(1, 7), (3, 5), (5.9, 5), (6, 3)],
                [(1, 2), (3, 6), (22.9, 6), (23, 4), (25, 1)],
                [(1, 7), (3, 5), (6, 6), (25.9, 6), (26, 4), (28, 1)],
            ] as [[(Double, Int)]]))
    func lock(action: LockAction, states: [(at: Double, state: Int)]) {
        var device = SimulatedDevice(HouseholdDevice(key: .frontDoor, name: "", state: 1), at: moment(0))
        let motion = Motion(action, of: .lock, from: device.condition(at: moment(0)))
        let rest = device.begin(motion, at: moment(7)) { $0 }
        for (at, state) in states {
            #expect(device.condition(at: moment(7 + at)) == Condition(mode: 2, state: state), "after \(at) s")
        }
        #expect(device.condition(at: rest).state == states.last?.state)
        #expect(device.condition(at: rest.advanced(by: .milliseconds(-1))).state != states.last?.state)
    }

    @Test(
        "An opener goes through the modes and states of its action",
        arguments: [
            (LockAction.unlock, Condition(mode: 2, state: 1), [(0.9, 2, 1), (1, 2, 3)]),
            (.lock, Condition(mode: 2, state: 3), [(0.9, 2, 3), (1, 2, 1)]),
            (.unlatch, Condition(mode: 2, state: 1), [(1, 2, 7), (2, 2, 5), (4.9, 2, 5), (5, 2, 1)]),
            (.unlatch, Condition(mode: 3, state: 1), [(1, 3, 7), (2, 3, 5), (5, 3, 1)]),
            (.lockNGo, Condition(mode: 2, state: 3), [(0.9, 2, 3), (1, 3, 3)]),
            (.lockNGoWithUnlatch, Condition(mode: 3, state: 1), [(0.9, 3, 1), (1, 2, 1)]),
        ] as [(LockAction, Condition, [Sample])])
    func opener(action: LockAction, start: Condition, samples: [Sample]) {
        var plan = HouseholdDevice(key: DeviceKey(type: .opener, id: NukiID(rawValue: 1)), name: "", state: start.state)
        plan.mode = start.mode
        var device = SimulatedDevice(plan, at: moment(0))
        _ = device.begin(Motion(action, of: .opener, from: start), at: moment(0)) { $0 }
        for sample in samples {
            let expected = Condition(mode: sample.mode, state: sample.state)
            #expect(device.condition(at: moment(sample.at)) == expected, "after \(sample.at) s")
        }
    }

    @Test("A new order takes over where the last one left the device")
    func interrupted() {
        var device = SimulatedDevice(HouseholdDevice(key: .frontDoor, name: "", state: 1), at: moment(0))
        _ = device.begin(Motion(.lockNGo, of: .lock, from: device.condition(at: moment(0))), at: moment(0)) { $0 }
        _ = device.begin(Motion(.unlock, of: .lock, from: device.condition(at: moment(4))), at: moment(4)) { $0 }
        #expect([4, 5, 7, 40].map { device.condition(at: moment($0)).state } == [6, 2, 3, 3])
    }

    @Test(
        "Simple orders leave the choice to the device",
        arguments: [
            ("/unlock", DoorOutside.knob, 7), ("/unlock", .handle, 2), ("/lock", .knob, 4), ("/lock", .handle, 4),
        ])
    func simple(path: String, outside: DoorOutside, state: Int) async throws {
        var household = try Household.builtIn()
        household.devices[0].outside = outside
        try await Stage.play(household) { stage throws in
            async let answer = stage.ask("\(path)?nukiId=568300604")
            await stage.clock.sleepers(1)
            stage.clock.advance(by: .seconds(1))
            #expect(await stage.frontDoor() == state)
            stage.clock.advance(by: .seconds(9))
            #expect(try await answer.body == #"{"success": true, "batteryCritical": false}"#)
        }
    }

    @Test("A simple lock ends ring-to-open and continuous mode of an opener, a simple unlock opens")
    func simpleOpener() {
        let plan = HouseholdDevice(key: DeviceKey(type: .opener, id: NukiID(rawValue: 1)), name: "", state: 3)
        let start = Condition(mode: 3, state: 3)
        #expect(Motion(.simpleLock, of: plan, from: start).phases.map(\.condition) == [Condition(mode: 2, state: 1)])
        #expect(Motion(.simpleUnlock, of: plan, from: start).phases.map(\.condition.state) == [7, 5, 1])
    }

    @Test("A ring opens while ring-to-open or continuous mode is on, which stay on, and else does nothing")
    func ringing() {
        for start in [Condition(mode: 2, state: 3), Condition(mode: 3, state: 1)] {
            #expect(
                Motion(ringAt: start)?.phases.map(\.condition) == [
                    Condition(mode: start.mode, state: 7), Condition(mode: start.mode, state: 5), start,
                ])
        }
        #expect(Motion(ringAt: Condition(mode: 2, state: 1)) == nil)
    }

    @Test("Without nowait the answer comes when the lock is at rest", arguments: [1.0, 10])
    func waiting(speed: Double) async throws {
        try await Stage.play(speed: speed) { stage throws in
            async let answer = stage.ask("/lockAction?nukiId=568300604&action=1")
            await stage.clock.sleepers(1)
            stage.clock.advance(by: .seconds(2) / speed)
            #expect(await stage.frontDoor() == 2)
            #expect(try await stage.ask("/list").body == "HTTP 503 Unavailable")
            stage.clock.advance(by: .seconds(1) / speed)
            #expect(try await answer.body == #"{"success": true, "batteryCritical": false}"#)
            #expect(await stage.frontDoor() == 3)
        }
    }

    @Test(
        "With nowait the answer comes at once, however it is written",
        arguments: ["nowait=1", "noWait=1", "NOWAIT=true", "nowait=True"])
    func atOnce(parameter: String) async throws {
        try await Stage.play { stage throws in
            let answer = try await stage.ask("/lockAction?nukiId=568300604&action=1&\(parameter)")
            #expect(answer.body == #"{"success": true, "batteryCritical": false}"#)
            #expect(await stage.frontDoor() == 1)
            stage.clock.advance(by: .seconds(3))
            let list = try await stage.ask("/list").body
            #expect(list.contains(#""state": 3, "stateName": "unlocked""#))
            #expect(list.contains(#""timestamp": "2026-05-28T20:26:43+00:00""#), "the time of the change")
        }
    }

    @Test("Reading a device takes a second and is what its list entry is dated with")
    func reading() async throws {
        try await Stage.play { stage throws in
            async let answer = stage.ask("/lockState?nukiId=568300604&deviceType=0")
            await stage.clock.sleepers(1)
            stage.clock.advance(by: .seconds(1))
            #expect(
                try await answer.body == """
                    {"mode": 2, "state": 1, "stateName": "locked", "batteryCritical": false, "batteryCharging": false, \
                    "batteryChargeState": 85, "keypadBatteryCritical": false, "doorsensorState": 2, \
                    "doorsensorStateName": "door closed", "success": true}
                    """)
            #expect(try await stage.ask("/list").body.contains(#""timestamp": "2026-05-28T20:26:41+00:00""#))
        }
    }
}

extension DeviceKey {
    /// The front door of the built-in household.
    static let frontDoor = DeviceKey(type: .smartLock, id: NukiID(rawValue: 0x21DF_943C))
    static let sideDoor = DeviceKey(type: .smartLock3, id: NukiID(rawValue: 0x3C88_A2ED))
    static let intercom = DeviceKey(type: .opener, id: NukiID(rawValue: 0x1E5F_E23A))
}
