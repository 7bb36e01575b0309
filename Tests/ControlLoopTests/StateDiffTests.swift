import BridgeAPI
import FoundationEssentials
import NukiDomain
import Testing

@testable import ControlLoop

@Suite("What changed from one list to the next")
struct StateDiffTests {
    private let door = device(1, "Front door", state: 1)
    private let shed = device(2, "Shed", state: 3)

    @Test("Every device of the first list is new, in the bridge's order")
    func first() {
        #expect(events(nil, [shed, door]) == [.deviceAdded(shed), .deviceAdded(door)])
    }

    @Test("Equal lists are no news, in whatever order")
    func equal() {
        #expect(events([door, shed], [shed, door]).isEmpty)
    }

    @Test("A newer look at the same state is no news")
    func readTime() {
        var later = DeviceState(number: 1)
        later.read = Date(timeIntervalSince1970: 1_787_391_082)
        #expect(events([door], [Device(key: door.key, name: door.name, state: later)]).isEmpty)
    }

    @Test("Any other value is news")
    func changes() {
        var open = DeviceState(number: 1)
        open.door = .open
        for new in [
            Self.device(1, "Front door", state: 3), Self.device(1, "Main door", state: 1),
            Device(key: door.key, name: door.name, state: open), Device(key: door.key, name: door.name),
            Device(key: door.key, name: door.name, firmware: "4.2.6", state: door.state),
        ] {
            #expect(events([door, shed], [new, shed]) == [.deviceChanged(from: door, to: new)])
        }
    }

    @Test("A device that is listed no more is removed, and one that is listed for the first time is added")
    func comingAndGoing() {
        #expect(events([door], [shed]) == [.deviceAdded(shed), .deviceRemoved(door)])
    }

    @Test("The same id with another type is another device")
    func types() {
        let opener = Device(key: DeviceKey(type: .opener, id: door.key.id), name: "Intercom")
        #expect(events([door], [door, opener]) == [.deviceAdded(opener)])
    }

    @Test("A device that a bridge lists twice counts once")
    func twice() {
        let twin = Self.device(1, "Twin", state: 3)
        #expect(events(nil, [door, twin]) == [.deviceAdded(door)])
        #expect(events([door, twin], [door, twin]).isEmpty)
    }

    @Test("An element that cannot be read is told once, not at every poll")
    func unreadable() {
        let odd = DeviceListing(devices: [door], unreadable: ["element 2"])
        let even = DeviceListing(devices: [door])
        #expect(StateDiff.events(from: even, to: odd) == [.deviceUnreadable(reason: "element 2")])
        #expect(StateDiff.events(from: odd, to: odd).isEmpty)
        #expect(StateDiff.events(from: odd, to: even).isEmpty)
    }

    private func events(_ old: [Device]?, _ new: [Device]) -> [LoopEvent.Kind] {
        StateDiff.events(from: old.map { DeviceListing(devices: $0) }, to: DeviceListing(devices: new))
    }

    private static func device(_ id: UInt32, _ name: String, state: Int) -> Device {
        Device(
            key: DeviceKey(type: .smartLock, id: NukiID(rawValue: id)), name: name, state: DeviceState(number: state))
    }
}
