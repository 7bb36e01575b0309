import BridgeSimulator
import FoundationEssentials
import NukiDomain
import TestKit
import Testing

@Suite("setup without a person, with a bridge whose clock is wrong", .timeLimit(.minutes(2)))
struct SetupClockTests {
    /// A bridge that never reached the internet.
    private static let in1970 = 720 - Int(Date().timeIntervalSince1970)

    @Test("A slow clock is found, and the entry remembers it; the second time it is tried first")
    func slow() async throws {
        try await Stage.run(household: { $0.clockOffset = -430 }) { stage in
            let outcome = try await stage.setUp()
            #expect(outcome.status == .code(0))
            #expect(try outcome.json["bridge"]?["auth"] == "encrypted")
            #expect(try outcome.json["warnings"]?.values.map { $0["id"] } == ["KT-AUTH-CLOCK"])
            // The clocks are read in whole seconds, and one may tick between the two.
            let offset = try #require(try stage.clockOffset?.number)
            #expect((-431 ... -429).contains(offset))
            #expect(outcome.conversation.contains("by the bridge's clock (7 min"))
            let first = await stage.signIns.count

            #expect(try await stage.setUp().json["changed"] == false)
            #expect(await Array(stage.signIns.dropFirst(first)) == [nil, .encrypted, .encrypted, .encrypted])
        }
    }

    @Test(
        "A clock that cannot be found refuses the right token: KT-AUTH-TOKEN, whose why names the clock",
        arguments: [in1970, 600])
    func notFound(_ offset: Int) async throws {
        try await Stage.run(household: { $0.clockOffset = offset }) { stage in
            let outcome = try await stage.setUp()
            #expect(outcome.status == .code(4))
            #expect(try outcome.error?["id"] == "KT-AUTH-TOKEN")
            #expect(try outcome.error?["why"]?.text?.contains("clock") == true)
            #expect(await stage.signIns == [nil] + Stage.refusedAndSearched)
            #expect(try stage.keyturn.home.names == ["token"])
        }
    }

    @Test("With --allow-plain a bridge in 1970 is signed in to by its own clock, with KT-AUTH-CLOCK as a warning")
    func in1970InClear() async throws {
        try await Stage.run(household: { $0.clockOffset = Self.in1970 }) { stage in
            let outcome = try await stage.setUp("--allow-plain")
            #expect(outcome.status == .code(0))
            let report = try outcome.json
            #expect(report["bridge"]?["auth"] == "encrypted")
            #expect(report["warnings"]?.values.map { $0["id"] } == ["KT-AUTH-CLOCK"])
            #expect(outcome.conversation.contains("KT-AUTH-CLOCK"))
            let signIns = await stage.signIns
            #expect(signIns.filter { $0 == .plain }.count == 2, "a decoy and one /info")
            #expect(signIns.suffix(4) == [nil, .encrypted, .encrypted, .encrypted])
            #expect(await stage.bridge.truth.lockActions == 0)
        }
    }

    @Test("With --allow-plain a clock that is ahead leaves the token in clear, with KT-AUTH-CLOCK as a warning")
    func aheadInClear() async throws {
        try await Stage.run(household: { $0.clockOffset = 630 }) { stage in
            let outcome = try await stage.setUp("--allow-plain")
            #expect(outcome.status == .code(0))
            #expect(try outcome.json["bridge"]?["auth"] == "plain")
            #expect(try outcome.json["warnings"]?.values.map { $0["id"] } == ["KT-AUTH-CLOCK"])
            #expect(try outcome.json["warnings"]?[0]?["what"]?.text?.contains("10 min") == true)
            #expect(try stage.clockOffset == 0)
        }
    }
}
