import BridgeAPI
import Discovery
import Entries
import Guidance
import NukiDomain
import TestKit
import Testing

@testable import SetupWizard
@testable import TerminalUI

@Suite("A new token and a new bridge on a terminal, screen by screen", .timeLimit(.minutes(1)))
struct RenewalScreensTests {
    private static let hallway: BridgeEntry = {
        var entry = ConfiguredScreensTests.entry
        entry.devices = Sample.report().listing.devices.map { EntryDevice($0) }
        return entry
    }()
    private static let facts = SetupFacts(entries: EntryFile(entries: [hallway]))

    @Test("reauth asks for the token alone, and ends with what it wrote", arguments: [80, 40, 20])
    func renewal(columns: Int) async throws {
        var request = SetupRequest()
        request.bridge = Self.hallway.id
        request.host = Self.hallway.endpoint.host
        request.accepts = true
        request.handsOff = false
        request.renewal = SetupRequest.Renewal(Self.hallway, hardwareMatches: true)
        let world = ScriptedWorld(
            .init(tokens: [.success(try Sample.token())], signIns: [.success(Sample.report())]))
        let stage = Stage(
            world, columns: columns, request: request, facts: Self.facts, frames: RenewalScreens.frames)
        async let outcome = stage.play()
        try await stage.see("› Press", as: "reauth", then: .end, .enter)
        #expect(await outcome.exit == .done)
        #expect(
            world.done == [
                "stored Hallway", "sign in at 192.168.1.52:8080 encrypted+hashed, backward expecting 0A2B3C4D",
                "save Hallway",
            ])
    }

    @Test("A replacement is asked about, and stands in the review", arguments: [80, 40, 20])
    func replacement(columns: Int) async throws {
        var request = SetupRequest()
        request.host = Self.hallway.endpoint.host
        request.tokenFile = "t"
        let report = Sample.report(id: BridgeID(rawValue: 0x7788_99AA))
        let world = ScriptedWorld(.init(tokens: [.success(try Sample.token())], signIns: [.success(report)]))
        let stage = Stage(
            world, columns: columns, request: request, facts: Self.facts, frames: RenewalScreens.frames)
        async let outcome = stage.play()
        try await stage.see("› No", as: "replacement", then: columns == 20 ? .up : .left, .enter)
        try await stage.see("› Write", as: "review", then: .interrupt)
        #expect(await outcome.exit == .interrupted)
    }
}
