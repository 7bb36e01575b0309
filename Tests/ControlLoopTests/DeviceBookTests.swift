import BridgeAPI
import Entries
import FoundationEssentials
import NukiDomain
import Testing

@testable import ControlLoop

@Suite("What is known of a bridge's devices")
struct DeviceBookTests {
    private static let start = Date(timeIntervalSince1970: 1_787_391_082)
    private let door = DeviceKey(type: .smartLock3, id: NukiID(rawValue: 1))
    private let bell = DeviceKey(type: .opener, id: NukiID(rawValue: 2))
    private var book = DeviceBook(of: ScriptedBridge.home, memory: BridgeMemory())

    @Test("A list adds its devices with source, time and entities, and is no news the second time")
    mutating func list() throws {
        let events = take([device(door, 1) { $0.batteryPercent = 80 }], at: 1)
        #expect(events.count == 1)
        let known = try #require(book[door])
        #expect(known.source == .poll && known.isConfirmed && !known.isStale && known.asked == date(1))
        #expect(known.entities == [.lock, .battery] && known.slug == "slug")
        #expect(take([device(door, 1) { $0.batteryPercent = 80 }], at: 31).isEmpty)
        #expect(book[door]?.asked == date(31))
    }

    @Test("What a callback says is told at once, unconfirmed, and keeps the fields that it leaves out")
    mutating func callback() throws {
        _ = take([device(door, 1) { ($0.door, $0.read) = (.closed, Self.start) }], at: 0)
        let events = book.take(callback: DeviceState(number: 3), of: door, at: moment(5))
        guard case .deviceChanged(let old, let new)? = events.first else { throw Unexpected() }
        #expect(old.device.state?.number == 1 && new.device.state?.number == 3 && new.device.state?.door == .closed)
        #expect(!new.isConfirmed && new.source == .callback && new.device.state?.read == nil)
    }

    @Test("The list that agrees confirms against what the list said before")
    mutating func confirmed() throws {
        _ = take([device(door, 1)], at: 0)
        _ = book.take(callback: DeviceState(number: 3), of: door, at: moment(5))
        let events = take([device(door, 3)], at: 7)
        guard case .deviceConfirmed(let old, let new)? = events.first else { throw Unexpected() }
        #expect(events.count == 1 && old.device.state?.number == 1 && new.isConfirmed && new.source == .poll)
        #expect(take([device(door, 3)], at: 8).isEmpty)
    }

    @Test("A forged callback is corrected by the list")
    mutating func forged() throws {
        _ = take([device(door, 1)], at: 0)
        _ = book.take(callback: DeviceState(number: 3), of: door, at: moment(5))
        guard case .deviceChanged(let old, let new)? = take([device(door, 1)], at: 7).first else { throw Unexpected() }
        #expect(old.device.state?.number == 3 && new.device.state?.number == 1 && new.isConfirmed)
    }

    @Test("A callback that says what is known, or speaks of a device that is not listed, is no news")
    mutating func idleCallback() {
        _ = take([device(door, 1)], at: 0)
        #expect(book.take(callback: DeviceState(number: 1), of: door, at: moment(5)).isEmpty)
        #expect(book[door]?.isConfirmed == true)
        #expect(book.take(callback: DeviceState(number: 1), of: bell, at: moment(5)).isEmpty)
        #expect(book[bell] == nil)
    }

    @Test("A list that was asked for before a callback came does not overwrite it; the next one does")
    mutating func pollInFlight() {
        _ = take([device(door, 1)], at: 0)
        _ = book.take(callback: DeviceState(number: 3), of: door, at: moment(5))
        #expect(take([device(door, 1)], began: 4, at: 6).isEmpty)
        #expect(book[door]?.device.state?.number == 3 && book[door]?.isConfirmed == false)
        #expect(take([device(door, 1)], began: 7, at: 8).count == 1)
    }

    @Test("A device asked by itself is of source command and confirmed, and no older list is believed about it")
    mutating func answer() {
        _ = take([device(door, 2)], at: 0)
        #expect(book.take(answer: DeviceState(number: 1), of: door, at: moment(5)).count == 1)
        #expect(book[door]?.source == .command && book[door]?.isConfirmed == true)
        #expect(take([device(door, 2)], began: 4, at: 6).isEmpty)
    }

    @Test("Stale is told once, and fresh again with the next list")
    mutating func stale() {
        _ = take([device(door, 1)], at: 0)
        #expect(book.goStale().count == 1)
        #expect(book[door]?.isStale == true)
        #expect(book.goStale().isEmpty)
        #expect(take([device(door, 1)], at: 30).count == 1)
        #expect(book[door]?.isStale == false)
    }

    @Test("An entity stays once its field was seen, also after a restart")
    mutating func entities() {
        _ = take([device(door, 1) { $0.door = .closed }], at: 0)
        _ = take([device(door, 1)], at: 30)
        #expect(book[door]?.entities == [.lock, .door])
        book = DeviceBook(of: ScriptedBridge.home, memory: book.memory)
        _ = take([device(door, 1)], at: 60)
        #expect(book[door]?.entities == [.lock, .door])
    }

    @Test("A switched-off door sensor is no entity")
    mutating func deactivated() {
        _ = take([device(door, 1) { $0.door = .deactivated }], at: 0)
        #expect(book[door]?.entities == [.lock])
    }

    @Test("The bell at first sight is silent; then each ring is told once and lasts 30 s")
    mutating func ring() throws {
        #expect(take([device(bell, 1) { $0.ring = date(-100) }], at: 0).count == 1)
        let events = take([device(bell, 1) { $0.ring = date(20) }], at: 30)
        #expect(events.count == 2)
        guard case .ring(let rung, let time)? = events.last else { throw Unexpected() }
        #expect(rung.rings && time == date(20) && book.nextSilence == .seconds(60))
        #expect(take([device(bell, 1) { $0.ring = date(20) }], at: 45).isEmpty)
        #expect(book.silence(at: .seconds(59)).isEmpty && book[bell]?.rings == true)
        #expect(book.silence(at: .seconds(60)).count == 1 && book[bell]?.rings == false)
        #expect(book.nextSilence == nil)
    }

    @Test("A ring of a callback is told at once, and not again by the list, by a new start, or by the callback again")
    mutating func ringByCallback() {
        _ = take([device(bell, 1) { $0.ring = date(-100) }], at: 0)
        var rung = DeviceState(number: 1)
        rung.ring = date(10)
        #expect(book.take(callback: rung, of: bell, at: moment(10)).count { $0.isRing } == 1)
        #expect(book.take(callback: rung, of: bell, at: moment(11)).count { $0.isRing } == 0)
        book = DeviceBook(of: ScriptedBridge.home, memory: book.memory)
        #expect(take([device(bell, 1) { $0.ring = date(10) }], at: 12).count { $0.isRing } == 0)
    }

    @Test("A ring while nobody watched is missed, not told")
    mutating func missed() {
        _ = take([device(bell, 1) { $0.ring = date(-100) }], at: 0)
        book = DeviceBook(of: ScriptedBridge.home, memory: book.memory)
        let events = take([device(bell, 1) { $0.ring = date(500) }], at: 3600)
        #expect(events.count { $0.isRing } == 0)
        #expect(events.contains { if case .ringMissed = $0 { true } else { false } })
    }

    @Test("Names and devices to ignore come from the settings, at once")
    mutating func wishes() {
        _ = take([device(door, 1), device(bell, 1)], at: 0)
        var wish = LoopSettings.Device()
        wish.name = "Main door"
        var ignored = LoopSettings.Device()
        ignored.ignore = true
        let events = book.take(wishes: [door.id: wish, bell.id: ignored], at: moment(1))
        #expect(events.count == 2 && book.devices.map(\.device.name) == ["Main door"])
        #expect(take([device(door, 1), device(bell, 1)], at: 30).isEmpty)
        #expect(book.take(wishes: [:], at: moment(31)).count == 1)
        #expect(take([device(door, 1), device(bell, 1)], at: 60).count == 1)
    }

    @Test("A device listed twice counts once, and an unreadable one is told once")
    mutating func odd() {
        let listing = DeviceListing(devices: [device(door, 1), device(door, 3)], unreadable: ["element 3"])
        name(listing)
        let events = book.take(listing, began: .zero, at: moment(0))
        #expect(events.count == 2 && events.contains(.notice(.deviceUnreadable(reason: "element 3"))))
        #expect(book[door]?.device.state?.number == 1)
        #expect(book.take(listing, began: .seconds(30), at: moment(30)).isEmpty)
    }

    private struct Unexpected: Error {}

    private mutating func take(_ devices: [Device], began: Double? = nil, at seconds: Double) -> [LoopEvent.Kind] {
        let listing = DeviceListing(devices: devices)
        name(listing)
        return book.take(listing, began: .seconds(began ?? seconds), at: moment(seconds))
    }

    private mutating func name(_ listing: DeviceListing) {
        for device in book.unnamed(in: listing) { book.name(device.key, slug: "slug") }
    }

    private func device(
        _ key: DeviceKey, _ number: Int, _ fill: (inout DeviceState) -> Void = { _ in }
    ) -> Device {
        var state = DeviceState(number: number)
        fill(&state)
        return Device(key: key, name: "\(key.id)", state: state)
    }

    private func date(_ seconds: Double) -> Date { Self.start.addingTimeInterval(seconds) }

    private func moment(_ seconds: Double) -> DeviceBook.Moment {
        DeviceBook.Moment(date: date(seconds), bridgeDate: date(seconds), uptime: .seconds(seconds))
    }
}

extension LoopEvent.Kind {
    var isRing: Bool { if case .ring = self { true } else { false } }
}
