import NukiDomain
import Testing

@testable import BridgeSimulator

@Suite("A street of households")
struct StreetTests {
    @Test("A thousand of them share no id, no hardware address and no name, and the first is the one to begin with")
    func distinct() throws {
        let first = try Household.builtIn()
        let street = first.street(of: 1000)
        #expect(street.count == 1000)
        #expect(Set(street.map(\.id) + street.map(\.serverID)).count == 2000)
        #expect(Set(street.map(\.announcedID)).count == 1000)
        #expect(Set(street.map(\.mac)).count == 1000)
        #expect(street.allSatisfy { $0.mac.rawValue >> 24 == 0x54D272 })
        #expect(Set(street.flatMap(\.devices).map(\.key)).count == 3000)
        #expect(Set(street.flatMap(\.devices).map(\.name)).count == 3000)
        #expect(street[0].devices == first.devices)
        #expect(street[2].devices.map(\.name) == ["Front door 3", "Side door 3", "Intercom 3"])
        #expect(street.map(\.devices) == first.street(of: 1000).map(\.devices))
    }

    @Test("Devices whose ids follow each other stay apart, and the highest id is followed by the lowest")
    func neighbouringIds() throws {
        var first = try Household.builtIn()
        first.id = BridgeID(rawValue: .max)
        first.devices = (0..<5).map { number in
            HouseholdDevice(
                key: DeviceKey(type: .smartLock, id: NukiID(rawValue: .max - number)), name: "Door", state: 1)
        }
        let street = first.street(of: 50)
        #expect(Set(street.flatMap(\.devices).map(\.key)).count == 250)
        #expect(street[1].id == BridgeID(rawValue: 0))
    }
}
