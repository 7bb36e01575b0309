import FoundationEssentials
import NukiDomain
import Testing

@Suite("Events as other programs read them")
struct EventMessageTests {
    private let door = Self.snapshot("Front door", slug: "front_door") {
        $0.door = .closed
        $0.batteryPercent = 85
        $0.batteryCritical = false
    }
    private let opener = Self.snapshot("Intercom", type: .opener, slug: "intercom") { _ in }

    @Test("A state that a callback changed is one line with old and new value, and unconfirmed")
    func state() throws {
        var open = door
        open.device.state?.number = 3
        let lines = try lines(.deviceChanged(from: door, to: open), source: .callback, isConfirmed: false)
        #expect(
            lines == [
                #"""
                {"at":"2026-08-22T09:31:22Z","bridge":"1A2B3C4D","confirmed":false,"device":"21DF943C","device_type":0,\#
                "entity_id":"lock.front_door","event":"device.state","from":"locked","name":"Front door",\#
                "source":"callback","to":"unlocked"}
                """#
            ])
    }

    @Test("Each value that changed has a line of its own, named for its entity")
    func values() {
        var new = door
        new.device.state?.door = .open
        new.device.state?.batteryPercent = 84
        new.device.state?.batteryCritical = true
        new.device.state?.batteryCharging = false
        let messages = event(.deviceChanged(from: door, to: new)).messages
        #expect(messages.map(\.event) == ["device.door"] + Array(repeating: "device.battery", count: 3))
        #expect(
            messages.map(\.entityID) == [
                "binary_sensor.front_door_door", "binary_sensor.front_door_battery_critical",
                "binary_sensor.front_door_battery_charging", "sensor.front_door_battery",
            ])
        #expect(messages.map(\.from) == [.text("closed"), .flag(false), nil, .number(85)])
        #expect(messages.map(\.to) == [.text("open"), .flag(true), .flag(false), .number(84)])
    }

    @Test("A name, a time and an old value are no events for others")
    func silence() {
        var new = door
        new.device.name = "Main door"
        new.isStale = true
        new.asked = .distantFuture
        #expect(event(.deviceChanged(from: door, to: new)).messages.isEmpty)
    }

    @Test("What the list confirms is told against what the list said before")
    func confirmation() {
        var open = door
        open.device.state?.number = 3
        let messages = event(.deviceConfirmed(from: door, to: open)).messages
        #expect(messages.map(\.event) == ["device.state"] && messages.map(\.isConfirmed) == [true])
    }

    @Test("A ring is a nuki_event of type ring, and one too late is a ring_missed without a type")
    func rings() throws {
        let time = Date(timeIntervalSince1970: 1_787_391_080)
        #expect(
            try lines(.ring(opener, at: time)) == [
                #"""
                {"at":"2026-08-22T09:31:22Z","bridge":"1A2B3C4D","confirmed":true,"device":"21DF943C","device_type":2,\#
                "entity_id":"binary_sensor.intercom_ring","event":"nuki_event","name":"Intercom",\#
                "rang":"2026-08-22T09:31:20Z","source":"poll","type":"ring"}
                """#
            ])
        let missed = try #require(event(.ringMissed(opener, at: time)).messages.first)
        #expect(missed.event == "ring_missed" && missed.type == nil && missed.rang == time)
    }

    @Test("Every other kind is one line of its name")
    func names() throws {
        let place = Endpoint(host: .address(.v4(.loopback)), port: .bridgeDefault)
        let command = DeviceCommand(
            bridge: BridgeID(rawValue: 1), device: door.key, action: .open, asker: .token("phone"))
        let report = CommandReport(
            command: command, outcome: .expired, took: .milliseconds(10_004), device: door)
        let kinds: [(LoopEvent.Kind, String)] = [
            (.bridgeOnline(devices: 2), "bridge.online"),
            (.bridgeUnreachable(at: place.host, reason: "no"), "bridge.unreachable"),
            (.bridgeRefused, "bridge.refused"), (.bridgeReplaced(by: BridgeID(rawValue: 7)), "bridge.replaced"),
            (.bridgeMoved(from: place, to: place, by: "dhcp"), "bridge.moved"),
            (.bridgeDoubtful(at: place.host, reason: "no"), "bridge.doubtful"),
            (.notice(.clockDrifts(offset: -30)), "bridge.notice"), (.deviceAdded(door), "device.added"),
            (.deviceRemoved(door), "device.removed"), (.commandResult(report), "command.result"),
        ]
        for (kind, name) in kinds { #expect(event(kind).messages.map(\.event) == [name]) }
        let result = try #require(event(.commandResult(report)).messages.first)
        #expect(result.action == "open" && result.result == "failed" && result.reason == "expired")
        #expect(result.tookMilliseconds == 10_004 && result.by == "token phone" && result.to == .text("locked"))
    }

    private func lines(
        _ kind: LoopEvent.Kind, source: ValueSource = .poll, isConfirmed: Bool = true
    ) throws -> [String] {
        try event(kind, source: source, isConfirmed: isConfirmed).messages.map { try JSONText.line($0) }
    }

    private func event(
        _ kind: LoopEvent.Kind, source: ValueSource = .poll, isConfirmed: Bool = true
    ) -> LoopEvent {
        LoopEvent(
            at: Date(timeIntervalSince1970: 1_787_391_082), bridge: BridgeID(rawValue: 0x1A2B_3C4D),
            bridgeName: "Hallway", kind: kind, source: source, isConfirmed: isConfirmed)
    }

    private static func snapshot(
        _ name: String, type: DeviceType = .smartLock, slug: String, _ fill: (inout DeviceState) -> Void
    ) -> DeviceSnapshot {
        var state = DeviceState(number: 1)
        fill(&state)
        let device = Device(key: DeviceKey(type: type, id: NukiID(rawValue: 0x21DF_943C)), name: name, state: state)
        return DeviceSnapshot(
            bridge: BridgeID(rawValue: 0x1A2B_3C4D), device: device, slug: slug, entities: [.lock],
            asked: Date(timeIntervalSince1970: 1_787_391_082))
    }
}
