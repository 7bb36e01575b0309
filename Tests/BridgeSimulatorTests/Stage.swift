import FoundationEssentials
import HTTPFetch
import NukiDomain
import TestKit

@testable import BridgeAPI
@testable import BridgeSimulator

/// A simulated bridge on a clock that the test moves, and the means to ask it over real HTTP.
struct Stage {
    let clock = ManualClock()
    let bridge: SimulatedBridge
    let address: IPv4Address

    /// The right time when the stage is set.
    static let opening = Date(timeIntervalSince1970: 1_780_000_000)

    /// Sets the stage, plays, and takes everything down again.
    ///
    /// - Parameter address: one of its own where no other test may be given the port once it is free.
    static func play(
        _ household: Household? = nil, at address: IPv4Address = .loopback, speed: Double = 1,
        _ scene: (Stage) async throws -> Void
    ) async throws {
        let stage = try await Stage(household ?? .builtIn(), address, speed: speed)
        do {
            try await scene(stage)
        } catch {
            await stage.bridge.stop()
            throw error
        }
        await stage.bridge.stop()
    }

    private init(_ household: Household, _ address: IPv4Address, speed: Double) async throws {
        let clock = clock
        self.address = address
        bridge = try await SimulatedBridge.start(
            household, host: .address(.v4(address)),
            time: SimulatedTime(clock: clock, speed: speed) {
                Self.opening.addingTimeInterval(Double(clock.elapsed.components.seconds))
            })
    }

    /// The right time now.
    var now: Date { Self.opening.addingTimeInterval(Double(clock.elapsed.components.seconds)) }

    /// Asks with the plain token.
    ///
    /// - Parameter target: path and query, without a sign-in.
    func ask(_ target: String) async throws -> RawAnswer {
        try await send("GET \(target)\(target.contains("?") ? "&" : "?")token=\(bridge.household.tokenText)")
    }

    /// Asks with exactly this request line, short of its `HTTP/1.1`.
    func send(_ line: String) async throws -> RawAnswer {
        let bytes = try await RawConnection.exchange(
            "\(line) HTTP/1.1\r\nHost: bridge\r\n\r\n", with: bridge.endpoint.port, at: address)
        guard let answer = RawAnswer(bytes) else { throw NoAnswer(bytes: String(decoding: bytes, as: UTF8.self)) }
        return answer
    }

    /// The status of `/info` under a signature.
    func status(signedBy signature: [QueryItem]) async throws -> Int {
        try await CurlFetcher().fetch(HTTPRequest(endpoint: bridge.endpoint, path: "/info", query: signature)).status
    }

    /// A signature whose time is so many seconds ahead of the right one.
    func signature(_ mode: AuthMode, ahead seconds: Double = 0, token: BridgeToken? = nil) -> [QueryItem] {
        let time = now.addingTimeInterval(seconds)
        return Credential(token: token ?? bridge.household.token, mode: mode).signature(
            StampSource(bridgeOffset: 0, now: { time }))
    }

    /// The front door's state as it really is.
    func frontDoor() async -> Int? {
        await bridge.truth.devices.first?.state
    }
}

/// Something came that is not one whole HTTP answer.
struct NoAnswer: Error {
    let bytes: String
}
