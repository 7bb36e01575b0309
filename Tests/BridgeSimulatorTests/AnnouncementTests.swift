import NukiDomain
import PacketCapture
import PacketWire
import Testing

@testable import BridgeSimulator

@Suite("Announcement frames")
struct AnnouncementTests {
    @Test("A bridge asks for servers and then for its address, with its name, address and hardware address")
    func frames() throws {
        let household = try Household.builtIn()
        let address = IPv4Address(192, 168, 1, 77)
        let messages = try AnnouncementFrames(household, address: address).frames.map { frame in
            try #require(try unsafe DHCPFrame(parsing: frame.span.bytes, link: .ethernet)).message
        }
        #expect(messages.map(\.options.messageType) == [.discover, .request])
        #expect(messages.map(\.options.hostName?.text) == ["Nuki_Bridge_0A2B3C4D", "Nuki_Bridge_0A2B3C4D"])
        #expect(messages.map(\.hardwareAddress) == [household.mac, household.mac])
        #expect(messages.map(\.options.requestedAddress) == [nil, address])
        #expect(messages.map(\.options.serverIdentifier) == [nil, IPv4Address(192, 168, 1, 1)])
        #expect(Set(messages.map(\.transaction)).count == 1)
    }
}
