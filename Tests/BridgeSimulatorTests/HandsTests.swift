import NukiDomain
import TestKit
import Testing

@testable import BridgeSimulator

@Suite("Hands on devices", .timeLimit(.minutes(1)))
struct HandsTests {
    @Test("A blocked motor stops half way, whoever waits is told that it failed, and the next try works")
    func jammedAtRest() async throws {
        try await Stage.play { stage throws in
            #expect(try await stage.bridge.jam(.frontDoor).state == 1)
            async let answer = stage.ask("/lockAction?nukiId=568300604&action=1")
            await stage.clock.sleepers(1)
            stage.clock.advance(by: .seconds(2))
            #expect(await stage.frontDoor() == 2)
            stage.clock.advance(by: .seconds(1))
            #expect(try await answer.body == #"{"success": false, "batteryCritical": false}"#)
            #expect(try await stage.ask("/list").body.contains(#""state": 254, "stateName": "motor blocked""#))
            async let again = stage.ask("/lockAction?nukiId=568300604&action=1")
            await stage.clock.sleepers(1)
            stage.clock.advance(by: .seconds(3))
            #expect(try await again.body == #"{"success": true, "batteryCritical": false}"#)
            #expect(await stage.frontDoor() == 3)
        }
    }

    @Test("A motor that is blocked while it turns stops at once")
    func jammedInMotion() async throws {
        try await Stage.play { stage throws in
            _ = try await stage.ask("/lockAction?nukiId=568300604&action=1&nowait=1")
            stage.clock.advance(by: .seconds(2))
            #expect(try await stage.bridge.jam(.frontDoor).state == 254)
            stage.clock.advance(by: .seconds(60))
            #expect(await stage.frontDoor() == 254)
        }
    }

    @Test("A hand on the knob ends a lock'n'go")
    func turned() async throws {
        try await Stage.play { stage throws in
            _ = try await stage.ask("/lockAction?nukiId=568300604&action=4&nowait=1")
            stage.clock.advance(by: .seconds(5))
            #expect(try await stage.bridge.turn(.frontDoor, to: 1).state == 1)
            stage.clock.advance(by: .seconds(60))
            #expect(await stage.frontDoor() == 1)
            #expect(try await stage.ask("/list").body.contains(#""timestamp": "2026-05-28T20:26:45+00:00""#))
        }
    }

    @Test("A drained battery shows in every answer")
    func battery() async throws {
        try await Stage.play { stage throws in
            #expect(try await stage.bridge.setBattery(of: .frontDoor, percent: 12).battery == 12)
            #expect(try await stage.bridge.setBattery(of: .frontDoor, isCritical: true).isBatteryCritical)
            let list = try await stage.ask("/list").body
            #expect(list.contains(#""batteryCritical": true, "batteryCharging": false, "batteryChargeState": 12"#))
            let action = try await stage.ask("/lockAction?nukiId=568300604&action=1&nowait=1")
            #expect(action.body == #"{"success": true, "batteryCritical": true}"#)
            #expect(try await stage.bridge.setBattery(of: .intercom, isCritical: true).isBatteryCritical)
        }
    }

    @Test("A ring is dated by the bridge's clock, and its flag falls after 30 s")
    func ring() async throws {
        try await Stage.play { stage throws in
            await stage.bridge.setClock(ahead: 3600)
            try await stage.bridge.ring(.intercom)
            func list() async throws -> String { try await stage.ask("/list").body }
            let raised = #""ringactionTimestamp": "2026-05-28T21:26:40+00:00", "ringactionState": true"#
            stage.clock.advance(by: .seconds(29))
            #expect(try await list().contains(raised))
            stage.clock.advance(by: .seconds(1))
            #expect(try await list().contains(raised.replacing("true", with: "false")))
            #expect(try await stage.ask("/info").body.contains(#""currentTime": "2026-05-28T21:27:10+00:00""#))
        }
    }

    @Test("A ring opens the door while ring-to-open is on")
    func ringToOpen() async throws {
        try await Stage.play { stage throws in
            func state() async -> Int? { await stage.bridge.truth.devices.last?.state }
            try await stage.bridge.ring(.intercom)
            stage.clock.advance(by: .seconds(3))
            #expect(await state() == 1)
            try await stage.bridge.turn(.intercom, to: 3)
            try await stage.bridge.ring(.intercom)
            stage.clock.advance(by: .seconds(3))
            #expect(await state() == 5)
            stage.clock.advance(by: .seconds(3))
            #expect(await state() == 3)
        }
    }

    @Test("What a device does not have cannot be used")
    func missing() async throws {
        try await Stage.play { stage throws in
            let bridge = stage.bridge
            await #expect(throws: ControlError.hasNo(.bell, "Front door")) { try await bridge.ring(.frontDoor) }
            await #expect(throws: ControlError.hasNo(.doorSensor, "Side door")) {
                try await bridge.setDoor(of: .sideDoor, to: 2)
            }
            await #expect(throws: ControlError.hasNo(.motor, "Intercom")) { try await bridge.jam(.intercom) }
            await #expect(throws: ControlError.hasNo(.charge, "Intercom")) {
                try await bridge.setBattery(of: .intercom, percent: 3)
            }
            await #expect(throws: ControlError.noState("9")) { try await bridge.turn(.frontDoor, to: 9) }
            await #expect(throws: ControlError.noState("7")) { try await bridge.setDoor(of: .frontDoor, to: 7) }
            let stranger = DeviceKey(type: .smartLock, id: DeviceKey.sideDoor.id)
            await #expect(throws: ControlError.noDevice("3C88A2ED")) { try await bridge.jam(stranger) }
        }
    }

    @Test("Devices are found by name and by id, unless that means two")
    func names() async throws {
        var household = try Household.builtIn()
        household.devices[2].name = "Side door"
        try await Stage.play(household) { stage throws in
            #expect(try await stage.bridge.device(named: "Front door") == .frontDoor)
            #expect(try await stage.bridge.device(named: "3c88a2ed") == .sideDoor)
            await #expect(throws: ControlError.noDevice("front door")) {
                try await stage.bridge.device(named: "front door")
            }
            await #expect(throws: ControlError.severalDevices("Side door")) {
                try await stage.bridge.device(named: "Side door")
            }
        }
    }
}
