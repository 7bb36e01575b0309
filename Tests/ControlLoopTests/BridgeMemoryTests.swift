import FoundationEssentials
import NukiDomain
import TestKit
import Testing

@testable import ControlLoop

@Suite("What outlasts a restart")
struct BridgeMemoryTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    @Test("It reads back as it was written, and only its owner may read it")
    func roundTrip() async throws {
        var memory = BridgeMemory()
        var device = DeviceMemory(slug: "intercom")
        device.entities = [.lock, .ring]
        device.ring = RingRecord(
            listed: Date(timeIntervalSince1970: 1_787_391_082), unconfirmed: Date(timeIntervalSince1970: 1_787_391_090))
        device.reads = [Date(timeIntervalSince1970: 1_787_391_000)]
        memory.devices[DeviceKey(type: .opener, id: NukiID(rawValue: 0x1E5F_E23A))] = device
        memory.devices[DeviceKey(type: .smartLock, id: NukiID(rawValue: 7))] = DeviceMemory(slug: "door")
        let file = MemoryFile(of: ScriptedBridge.home, state: folder.path)
        #expect(try file.read() == nil)
        try await file.write(memory)
        #expect(try file.read() == memory)
        #expect(try folder.tree().keys.sorted() == ["bridges/", "bridges/1A2B3C4D.json"])
    }

    @Test("The secret is 32 hex digits and another each time")
    func secret() {
        let path = BridgeMemory().callbackPath
        #expect(path.wholeMatch(of: /\/callback\/[0-9a-f]{32}/) != nil)
        #expect(path != BridgeMemory().callbackPath)
    }

    @Test(
        "A file that makes no sense is an error",
        arguments: ["", "{}", #"{"schema":2,"callback":"0123456789abcdef0123456789abcdef","devices":[]}"#])
    func nonsense(text: String) throws {
        try folder.write(text, to: "bridges/1A2B3C4D.json")
        #expect(throws: MemoryFault.self) { try MemoryFile(of: ScriptedBridge.home, state: folder.path).read() }
    }

    @Test("Slugs are given once: of the name, else of the id, and numbered where they are taken")
    func slugs() async {
        let names = EntityNames()
        await names.reserve(["front_door"])
        func slug(_ name: String, _ id: UInt32 = 7) async -> String {
            await names.slug(for: Device(key: DeviceKey(type: .smartLock, id: NukiID(rawValue: id)), name: name))
        }
        #expect(await slug("Front door") == "front_door_2")
        #expect(await slug("front-door") == "front_door_3")
        #expect(await slug("扉", 0x21DF_943C) == "nuki_21df943c")
    }

    @Test("A device that moves for a minute is asked once, and again only when it was at rest in between")
    func stuck() throws {
        var stuck = StuckDevices()
        let key = DeviceKey(type: .smartLock, id: NukiID(rawValue: 7))
        func snapshot(_ number: Int) -> [DeviceSnapshot] {
            [
                DeviceSnapshot(
                    bridge: ScriptedBridge.home, device: Device(key: key, name: "", state: DeviceState(number: number)),
                    slug: "", entities: [], asked: Date(timeIntervalSince1970: 0))
            ]
        }
        stuck.take(snapshot(2), at: .seconds(0))
        #expect(stuck.next(at: .seconds(59)) == nil && stuck.next(at: .seconds(60)) == key)
        stuck.settle(key)
        stuck.take(snapshot(4), at: .seconds(90))
        #expect(stuck.next(at: .seconds(900)) == nil)
        stuck.take(snapshot(1), at: .seconds(900))
        stuck.take(snapshot(7), at: .seconds(930))
        #expect(stuck.next(at: .seconds(990)) == key)
        stuck.take([], at: .seconds(991))
        #expect(stuck.next(at: .seconds(2000)) == nil)
    }
}
