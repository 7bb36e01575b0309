import FoundationEssentials
import NukiDomain
import Synchronization
import Testing

@testable import keyturn

@Suite("The lines of the control loop")
struct EventPrinterTests {
    @Test("The first lines are those of the storyboard")
    func firstLines() async throws {
        var door = DeviceState(number: 1)
        door.door = .closed
        door.batteryPercent = 85
        let lines = try await printed([
            .bridgeOnline(devices: 2),
            .deviceAdded(device("Front door", state: door)),
            .deviceAdded(device("Intercom", type: .opener, state: DeviceState(number: 1))),
        ])
        #expect(
            lines == [
                "Hallway   online, 2 devices",
                "Front door   locked, door closed, battery 85 %",
                "Intercom     ready",
            ])
    }

    @Test("What goes wrong with a bridge is one line each")
    func bridges() async throws {
        let lines = try await printed([
            .bridgeOnline(devices: 1),
            .bridgeUnreachable(at: .address(.v4(IPv4Address(192, 168, 1, 52))), reason: "no answer"),
            .bridgeRefused,
            .bridgeReplaced(by: BridgeID(rawValue: 0x6DF_ECE1)),
            .notice(.clockDoubtful(offset: -430)),
            .notice(.deviceUnreadable(reason: "element 2 of the list has no readable nukiId")),
        ])
        #expect(
            lines == [
                "Hallway   online, 1 device",
                "Hallway   no answer at 192.168.1.52 (3 tries)",
                "Hallway   refuses the stored token",
                "Hallway   another bridge answers at its address: 06DFECE1",
                "Hallway   its clock is 430 s slow now, a change too large to follow unasked",
                "Hallway   a device cannot be read: element 2 of the list has no readable nukiId",
            ])
    }

    @Test("Batteries are told as far as they are known")
    func batteries() async throws {
        var weak = DeviceState(number: 3)
        weak.batteryPercent = 8
        weak.batteryCritical = true
        weak.batteryCharging = true
        weak.keypadBatteryCritical = true
        var silent = DeviceState(number: 254)
        silent.batteryCritical = false
        silent.door = .deactivated
        let lines = try await printed([
            .deviceAdded(device("Side", state: weak)), .deviceAdded(device("Back", state: silent)),
            .deviceAdded(device("Shed", state: nil)),
        ])
        #expect(
            lines == [
                "Side   unlocked, battery 8 % critical charging, keypad battery critical", "Back   jammed",
                "Shed   unknown",
            ])
    }

    @Test("A new name and new firmware are said after the state, and what a callback alone says is unconfirmed")
    func changes() async throws {
        let old = device("Intercom", type: .opener, state: DeviceState(number: 1))
        var new = old
        new.device.name = "Street"
        new.device.firmware = "1.10.1"
        var open = new
        open.device.state?.number = 3
        let lines = try await printed([
            .deviceChanged(from: old, to: new), .deviceChanged(from: new, to: open), .deviceRemoved(new),
        ])
        #expect(
            lines == [
                "Street   ready, firmware 1.10.1, was called Intercom", "Street   ring-to-open",
                "Street   no longer listed",
            ])
        #expect(
            try await printed([.deviceChanged(from: new, to: open)], isConfirmed: false) == [
                "Street   ring-to-open, unconfirmed"
            ])
    }

    @Test("What shows nowhere is no line: the list that agrees, the bell that is silent again")
    func silence() async throws {
        let old = device("Intercom", type: .opener, state: DeviceState(number: 1))
        var rings = old
        rings.rings = true
        #expect(
            try await printed([.deviceConfirmed(from: old, to: rings), .deviceChanged(from: rings, to: old)]).isEmpty)
    }

    @Test("A ring is a line, and one that nobody was told of in time says when it was")
    func rings() async throws {
        let opener = device("Intercom", type: .opener, state: DeviceState(number: 1))
        let time = Date(timeIntervalSince1970: 1_787_391_082)
        let lines = try await printed([.ring(opener, at: time), .ringMissed(opener, at: time)])
        #expect(lines.first == "Intercom   rings")
        #expect(try #require(lines.last).wholeMatch(of: /Intercom   rang at \d\d:\d\d:\d\d/) != nil)
        #expect(try await printed([.ring(opener, at: time)], isConfirmed: false) == ["Intercom   rings, unconfirmed"])
    }

    @Test("A command is a line with who asked and what came of it")
    func commands() async throws {
        let door = device("Front door", state: DeviceState(number: 3))
        func report(_ outcome: CommandReport.Outcome) -> LoopEvent.Kind {
            let command = DeviceCommand(
                bridge: BridgeID(rawValue: 1), device: door.key, action: .lockNGo(unlatch: false), asker: .user(1000))
            return .commandResult(CommandReport(command: command, outcome: outcome, took: .seconds(4), device: door))
        }
        #expect(
            try await printed([report(.done), report(.expired), report(.unknown)]) == [
                "Front door   lock_n_go by user 1000: done", "Front door   lock_n_go by user 1000: failed: expired",
                "Front door   lock_n_go by user 1000: no answer; now unlocked",
            ])
    }

    @Test("A name from the network moves no cursor, and a long one no column")
    func names() async throws {
        let long = String(repeating: "n", count: 30)
        let lines = try await printed([
            .deviceAdded(device("\u{1B}[2J", state: nil)), .deviceAdded(device(long, state: nil)),
            .deviceAdded(device("扉", state: nil)),
        ])
        #expect(
            lines == [
                "\\u{1B}[2J   unknown", "\(long)   unknown", "扉" + String(repeating: " ", count: 25) + "unknown",
            ])
    }

    @Test("On a narrow terminal words go on under themselves or under the name, and none is broken")
    func narrow() async throws {
        let beside = await said(columns: 60)
        #expect(beside.first?.hasSuffix(" Hallway   same bridge (1A2B3C4D), moved to") == true)
        #expect(beside.dropFirst() == [String(repeating: " ", count: 19) + "192.168.1.77"])
        let under = await said(columns: 40)
        #expect(under.first?.hasSuffix(" Hallway") == true)
        #expect(under.dropFirst() == ["  same bridge (1A2B3C4D), moved to", "  192.168.1.77"])
    }

    /// The lines of a move.
    private func said(columns: Int) async -> [String] {
        let lines = Mutex<[String]>([])
        let printer = EventPrinter(width: { columns }) { line in lines.withLock { $0.append(line) } }
        await printer.say(
            "Hallway", "same bridge (1A2B3C4D), moved to 192.168.1.77", at: Date(timeIntervalSince1970: 1_787_391_082))
        return lines.withLock(\.self)
    }

    private func device(_ name: String, type: DeviceType = .smartLock, state: DeviceState?) -> DeviceSnapshot {
        DeviceSnapshot(
            bridge: BridgeID(rawValue: 1),
            device: Device(key: DeviceKey(type: type, id: NukiID(rawValue: 1)), name: name, state: state), slug: "it",
            entities: [.lock], asked: Date(timeIntervalSince1970: 1_787_391_082))
    }

    /// The lines without the time that each begins with.
    private func printed(_ kinds: [LoopEvent.Kind], isConfirmed: Bool = true) async throws -> [String] {
        let lines = Mutex<[String]>([])
        let printer = EventPrinter { line in lines.withLock { $0.append(line) } }
        for kind in kinds {
            await printer.take(
                LoopEvent(
                    at: Date(timeIntervalSince1970: 1_787_391_082), bridge: BridgeID(rawValue: 1),
                    bridgeName: "Hallway", kind: kind, isConfirmed: isConfirmed))
        }
        return try lines.withLock(\.self).map { line in
            String(try #require(line.wholeMatch(of: /\d\d:\d\d:\d\d (.*)/)).1)
        }
    }
}
