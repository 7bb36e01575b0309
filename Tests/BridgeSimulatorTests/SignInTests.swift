import FoundationEssentials
import HTTPFetch
import NukiDomain
import TestKit
import Testing

@testable import BridgeSimulator

@Suite("Sign-in")
struct SignInTests {
    @Test("Every way of signing in is taken", arguments: AuthMode.allCases)
    func modes(mode: AuthMode) async throws {
        try await Stage.play { stage throws in
            #expect(try await stage.status(signedBy: stage.signature(mode)) == 200)
            #expect(await stage.bridge.truth.requests.map(\.signIn) == [mode])
        }
    }

    @Test("Another token is refused in every way", arguments: AuthMode.allCases)
    func wrongToken(mode: AuthMode) async throws {
        let token = try BridgeToken(parsing: "SimulatedBridge2")
        try await Stage.play { stage throws in
            #expect(try await stage.status(signedBy: stage.signature(mode, token: token)) == 401)
        }
    }

    @Test(
        "A stamp is good for 60 s either way and not for 61",
        arguments: [AuthMode.encrypted, .hashed],
        [(-61.0, 401), (-60, 200), (0, 200), (60, 200), (61, 401)])
    func window(mode: AuthMode, edge: (ahead: Double, status: Int)) async throws {
        try await Stage.play { stage throws in
            #expect(try await stage.status(signedBy: stage.signature(mode, ahead: edge.ahead)) == edge.status)
        }
    }

    @Test("A stamp is good once", arguments: [AuthMode.encrypted, .hashed])
    func replay(mode: AuthMode) async throws {
        try await Stage.play { stage throws in
            let signature = stage.signature(mode, ahead: 60)
            #expect(try await stage.status(signedBy: signature) == 200)
            #expect(try await stage.status(signedBy: signature) == 401)
            stage.clock.advance(by: .seconds(120))
            #expect(try await stage.status(signedBy: signature) == 401)
            #expect(try await stage.status(signedBy: stage.signature(mode)) == 200)
        }
    }

    @Test("A plain token is good as often as it is sent")
    func plain() async throws {
        try await Stage.play { stage throws in
            let signature = stage.signature(.plain)
            #expect(try await stage.status(signedBy: signature) == 200)
            #expect(try await stage.status(signedBy: signature) == 200)
        }
    }

    @Test("A bridge whose clock is off refuses stamps of the right time and takes those of its own, and plain ones")
    func clockOff() async throws {
        var household = try Household.builtIn()
        household.clockOffset = 430
        try await Stage.play(household) { stage throws in
            #expect(try await stage.status(signedBy: stage.signature(.encrypted)) == 401)
            #expect(try await stage.status(signedBy: stage.signature(.encrypted, ahead: 430)) == 200)
            #expect(try await stage.status(signedBy: stage.signature(.plain)) == 200)
        }
    }

    @Test("A signature that lacks a part is refused", arguments: [AuthMode.encrypted, .hashed])
    func incomplete(mode: AuthMode) async throws {
        try await Stage.play { stage throws in
            let signature = stage.signature(mode)
            for index in signature.indices {
                var rest = signature
                rest.remove(at: index)
                #expect(try await stage.status(signedBy: rest) == 401)
            }
        }
    }
}
