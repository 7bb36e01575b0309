import BridgeAPI
import Discovery
import Entries
import Guidance
import NukiDomain
import TestKit
import Testing

@testable import SetupWizard
@testable import TerminalUI

@Suite("A configured machine on a terminal, screen by screen", .timeLimit(.minutes(1)))
struct ConfiguredScreensTests {
    static let entry = BridgeEntry(
        id: Sample.id, name: "Hallway", endpoint: Sample.endpoint, auth: .encrypted, mac: Sample.candidate.mac,
        firmware: "2.14.0", source: .dhcp)
    private static let facts = SetupFacts(entries: EntryFile(entries: [entry]))
    private static let online = BridgeCondition(
        entry: entry, answer: .online(latency: .milliseconds(38), devices: 2), hardwareMatches: true)

    @Test("Check it tells of a move and of a stranger, and changes nothing", arguments: [80, 40, 20])
    func check(columns: Int) async throws {
        var condition = Self.online
        condition.move = BridgeCondition.Move(
            from: .address(.v4(IPv4Address(192, 168, 1, 77))), ago: .seconds(240))
        condition.doubts = [
            .moveDoubtful(.otherHardware(MACAddress("02:42:ac:11:00:02")), Self.entry, at: IPv4Address(192, 168, 1, 99))
        ]
        let world = ScriptedWorld(.init(checks: [[condition]]))
        let stage = Stage(world, columns: columns, facts: Self.facts, frames: ConfiguredScreens.frames)
        async let outcome = stage.play()
        try await stage.see("› Check", as: "home", then: .enter)
        try await stage.see("pretending. 1 bridge is set up", as: "checked", then: .end, .enter)
        #expect(await outcome.exit == .done)
        #expect(world.done.isEmpty)
    }

    @Test("Change it asks what, and returns to the review; a name is not the bridge's affair", arguments: [80, 40, 20])
    func change(columns: Int) async throws {
        let world = ScriptedWorld(.init(tokens: [.success(try Sample.token())], checks: [[Self.online]]))
        let stage = Stage(world, columns: columns, facts: Self.facts, frames: ConfiguredScreens.frames)
        async let outcome = stage.play()
        try await stage.see("› Check", then: .down, .enter)
        try await stage.see("› Name", as: "what", then: .enter)
        try await stage.see("Name:", then: .eraseLine)
        stage.terminal.type("Entrance")
        stage.terminal.press(.enter)
        try await stage.see("› Write", as: "changed", then: .enter)
        try await stage.see("› Start", then: .end, .enter)
        #expect(await outcome.exit == .done)
        #expect(world.done == ["stored Hallway", "save Entrance"])
    }

    @Test("A refused token begins at the token question", arguments: [80, 40, 20])
    func reauth(columns: Int) async throws {
        let refused = BridgeCondition(entry: Self.entry, answer: .refused, hardwareMatches: true)
        let world = ScriptedWorld(
            .init(
                presses: [.success(try Sample.token())], signIns: [.success(Sample.report())], checks: [[refused]]))
        let stage = Stage(world, columns: columns, facts: Self.facts, frames: ConfiguredScreens.frames)
        async let outcome = stage.play()
        try await stage.see("› Press", as: "reauth", then: .enter)
        try await stage.see("› Write", then: .interrupt)
        #expect(await outcome.exit == .interrupted)
        #expect(world.done.first == "button 192.168.1.52:8080")
    }

    @Test("Later leaves the refused token alone, and Export and Remove do their work", arguments: [80, 40, 20])
    func remove(columns: Int) async throws {
        let refused = BridgeCondition(entry: Self.entry, answer: .refused)
        let world = ScriptedWorld(.init(checks: [[refused]]))
        let stage = Stage(world, columns: columns, facts: Self.facts, frames: ConfiguredScreens.frames)
        async let outcome = stage.play()
        try await stage.see("› Press", then: .end, .enter)
        try await stage.see("› Check", then: .down, .down, .down, .enter)
        try await stage.see("for Home", then: .end, .up, .enter)
        try await stage.see("› No", as: "remove", then: columns == 20 ? .up : .left, .enter)
        #expect(await outcome.exit == .done)
        #expect(world.done == ["remove Hallway"])
    }

    @Test("What was interrupted is offered, goes on at the token, and leaving keeps it", arguments: [80, 40, 20])
    func resume(columns: Int) async throws {
        var request = SetupRequest()
        request.canAsk = true
        var interrupted = SetupCore(request)
        interrupted.take(.choseBridges([Sample.candidate]))
        let facts = SetupFacts(journal: interrupted.journal)
        let world = ScriptedWorld(.init())
        let stage = Stage(world, columns: columns, facts: facts, frames: ConfiguredScreens.frames)
        async let outcome = stage.play()
        try await stage.see("› Continue", as: "resume", then: .enter)
        try await stage.see("› Press", then: .escape)
        try await stage.see("› Continue", then: .enter)
        try await stage.see("› Press", then: .interrupt)
        #expect(await outcome.exit == .interrupted)
        stage.expectFrame("left")
    }

    @Test("A found bridge that is configured stands last, and choosing it opens its change")
    func foundAgain() async throws {
        let search = ScriptedWorld.Search(
            .change(.found(Sample.candidate, answers: true)), .change(.found(Sample.otherCandidate, answers: true)))
        let world = ScriptedWorld(
            .init(
                searches: [search], tokens: [.success(try Sample.token())], checks: [[Self.online]]))
        let stage = Stage(world, columns: 80, facts: Self.facts)
        async let outcome = stage.play()
        try await stage.see("› Check", then: .down, .down, .enter)
        try await stage.see("already set up")
        try await stage.see("› Nuki_Bridge_5E6F7081", then: .down, .enter)
        try await stage.see("› Name", then: .interrupt)
        #expect(await outcome.exit == .interrupted)
        #expect(world.done[1] == "stored Hallway")
    }
}
