import FoundationEssentials
import HTTPFetch
import NukiDomain
import TestKit
import Testing

@testable import BridgeSimulator

@Suite("Sign-in on other bridges")
struct SignInFaultTests {
    @Test(
        "Encrypted sign-ins are known from 1.22.1 and 2.14.0 on",
        arguments: [
            ("1.17.1", false), ("1.22.0", false), ("1.22.1", true), ("1.24.0", true), ("2.9.20", false),
            ("2.13.9", false), ("2.14.0", true), ("2.18.0", true), ("3.0.0", true),
        ])
    func versions(firmware: String, isKnown: Bool) async throws {
        var household = try Household.builtIn()
        household.firmware = firmware
        try await Stage.play(household) { stage throws in
            #expect(try await stage.status(signedBy: stage.signature(.encrypted)) == (isKnown ? 200 : 401))
            #expect(try await stage.status(signedBy: stage.signature(.hashed)) == 200)
            #expect(try await stage.status(signedBy: stage.signature(.plain)) == 200)
        }
    }

    @Test("Old firmware as a fault shows an old version and refuses encrypted sign-ins")
    func oldFirmware() async throws {
        var household = try Household.builtIn()
        household.faults.isOldFirmware = true
        try await Stage.play(household) { stage throws in
            #expect(try await stage.status(signedBy: stage.signature(.encrypted)) == 401)
            #expect(try await stage.ask("/info").body.contains(#""firmwareVersion": "2.10.4""#))
        }
    }

    @Test(
        "A one-sided window takes any stamp ahead of the clock, and none that is too old",
        arguments: [
            AuthMode.encrypted, .hashed,
        ])
    func future(mode: AuthMode) async throws {
        var household = try Household.builtIn()
        household.faults.takesFutureStamps = true
        try await Stage.play(household) { stage throws in
            #expect(try await stage.status(signedBy: stage.signature(mode, ahead: 86_400)) == 200)
            #expect(try await stage.status(signedBy: stage.signature(mode, ahead: -60)) == 200)
            #expect(try await stage.status(signedBy: stage.signature(mode, ahead: -61)) == 401)
            let signature = stage.signature(mode, ahead: 86_400)
            #expect(try await stage.status(signedBy: signature) == 200)
            #expect(try await stage.status(signedBy: signature) == 401, "good once all the same")
        }
    }

    @Test("Emulators refuse a bad token in their own way", arguments: [403, 500])
    func badToken(status: Int) async throws {
        var household = try Household.builtIn()
        household.faults.badTokenStatus = status
        try await Stage.play(household) { stage throws in
            #expect(try await stage.status(signedBy: [.init("token", "wrong12")]) == status)
            #expect(try await stage.status(signedBy: stage.signature(.plain)) == 200)
        }
    }

    @Test("Setting the clock makes right stamps wrong, and back")
    func clock() async throws {
        try await Stage.play { stage throws in
            await stage.bridge.setClock(ahead: 61)
            #expect(try await stage.status(signedBy: stage.signature(.encrypted)) == 401)
            await stage.bridge.setClock(ahead: -60)
            #expect(try await stage.status(signedBy: stage.signature(.encrypted)) == 200)
        }
    }

    @Test("It is remembered how far a stamp was ahead of the bridge's clock, and whether the token itself was sent")
    func remembered() async throws {
        try await Stage.play { stage throws in
            await stage.bridge.setClock(ahead: -10)
            for ahead in [-3.0, 0, 110] {
                _ = try await stage.status(signedBy: stage.signature(.encrypted, ahead: ahead))
            }
            _ = try await stage.status(signedBy: stage.signature(.hashed, ahead: -10))
            _ = try await stage.status(signedBy: stage.signature(.hashed, token: BridgeToken(parsing: "wrong12")))
            stage.clock.advance(by: .seconds(5))
            _ = try await stage.ask("/info")
            let requests = await stage.bridge.truth.requests
            #expect(requests.map(\.stampAhead) == [7, 10, 120, 0, nil, nil])
            #expect(requests.map(\.hasPlainToken) == [false, false, false, false, false, true])
            #expect(requests.map(\.status) == [200, 200, 401, 200, 401, 200])
            #expect(requests.last?.time == Stage.opening.addingTimeInterval(5), "the right time")
        }
    }
}
