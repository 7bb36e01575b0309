import FoundationEssentials
import NukiDomain
import Testing

@testable import ControlLoop

@Suite("What changed from one list to the next")
struct StateDiffTests {
    private let door = snapshot(1, "Front door", state: 1)
    private let shed = snapshot(2, "Shed", state: 3)

    @Test("Every device of the first list is new, in the bridge's order")
    func first() {
        #expect(StateDiff.events(from: [], to: [shed, door]) == [.deviceAdded(shed), .deviceAdded(door)])
    }

    @Test("Equal lists are no news, in whatever order")
    func equal() {
        #expect(StateDiff.events(from: [door, shed], to: [shed, door]).isEmpty)
    }

    @Test("A newer look at the same state is no news")
    func readTime() {
        var later = door
        later.device.state?.read = Date(timeIntervalSince1970: 1_787_391_082)
        later.asked = Date(timeIntervalSince1970: 1_787_391_082)
        #expect(StateDiff.events(from: [door], to: [later]).isEmpty)
    }

    @Test("Any other value is news")
    func changes() {
        let changes: [(inout DeviceSnapshot) -> Void] = [
            { $0.device.state?.number = 3 }, { $0.device.name = "Main door" }, { $0.device.state?.door = .open },
            { $0.device.state = nil }, { $0.device.firmware = "4.2.6" }, { $0.isStale = true }, { $0.rings = true },
            { $0.isConfirmed = false }, { $0.entities.insert(.door) },
        ]
        for change in changes {
            var new = door
            change(&new)
            #expect(StateDiff.events(from: [door, shed], to: [new, shed]) == [.deviceChanged(from: door, to: new)])
        }
    }

    @Test("A device that is listed no more is removed, and one that is listed for the first time is added")
    func comingAndGoing() {
        #expect(StateDiff.events(from: [door], to: [shed]) == [.deviceAdded(shed), .deviceRemoved(door)])
    }

    @Test("The same id with another type is another device")
    func types() {
        let opener = Self.snapshot(1, "Intercom", type: .opener, state: 1)
        #expect(StateDiff.events(from: [door], to: [door, opener]) == [.deviceAdded(opener)])
    }

    private static func snapshot(
        _ id: UInt32, _ name: String, type: DeviceType = .smartLock, state: Int
    ) -> DeviceSnapshot {
        let device = Device(
            key: DeviceKey(type: type, id: NukiID(rawValue: id)), name: name, state: DeviceState(number: state))
        return DeviceSnapshot(
            bridge: ScriptedBridge.home, device: device, slug: "slug", entities: [.lock],
            asked: Date(timeIntervalSince1970: 1_787_391_000))
    }
}
