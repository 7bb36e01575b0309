import BridgeSimulator
import FoundationEssentials
import Linux
import NukiDomain
import Synchronization
import TestKit
import Testing

@Suite("Impostors on a live network, and the true bridge that they would open", .timeLimit(.minutes(2)))
struct ImpostorLiveTests {
    private static let address = "192.168.77.77"

    @Test(
        "With hardware of its own it gets nothing signed, whatever it answers and whatever the sign-in: 0 openings",
        LiveTests.needsLab, arguments: ["encrypted", "hashed", "plain"])
    func otherHardware(auth: String) async throws {
        try await Self.play(auth: auth, mac: "54:d2:72:00:00:01", isHasty: true, answer: Self.refusal) { stage in
            #expect(stage.impostor.caught.isEmpty)
        }
    }

    @Test(
        "With the bridge's own hardware address as well it gets no token in clear", LiveTests.needsLab,
        arguments: [Self.refusal, Self.welcome])
    func plain(answer: String) async throws {
        try await Self.play(auth: "plain", mac: RediscoverLab.mac, isHasty: true, answer: answer) { stage in
            #expect(stage.impostor.caught.isEmpty)
        }
    }

    @Test(
        "What it catches with the bridge's own hardware address opens nothing for two hours from 21 s on",
        LiveTests.needsLab, arguments: ["encrypted", "hashed"])
    func forgedHardware(auth: String) async throws {
        try await Self.play(auth: auth, mac: RediscoverLab.mac, isHasty: false, answer: Self.refusal) { stage in
            #expect((1...4).contains(stage.impostor.caught.count))
        }
    }

    private static let refusal = "HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
    /// To what is signed; the unsigned look is refused all the same.
    private static let welcome = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"

    private struct Play {
        let impostor: WireImpostor
    }

    /// Has `rediscover` meet an impostor, which then uses what it caught for two hours.
    private static func play(
        auth: String, mac: String, isHasty: Bool, answer: String, _ check: (Play) -> Void
    ) async throws {
        let shift = Mutex(0.0)
        let bridge = try await SimulatedBridge.start(
            Household.builtIn(),
            time: SimulatedTime(clock: ManualClock(), calendar: { Date() + shift.withLock { $0 } }))
        try await RediscoverLab.run { stage in
            try await stage.lab.ip("addr add \(address)/24 dev eth0", on: .client)
            let impostor = try await WireImpostor.start(
                in: stage.lab, answer: answer, bridge: isHasty ? bridge.endpoint.port : nil)
            try stage.configure(.init(host: RediscoverLab.oldAddress, mac: mac, auth: auth))
            let search = try await stage.watch(["--json", "--port", "\(impostor.port)", "--timeout", "10s"])
            try await stage.lab.sender(on: .client).send(Frames.request(RediscoverLab.name, address))
            _ = await search.exit()
            #expect(impostor.looks > 0, "nobody was there to be asked")
            #expect(try stage.hosts == [RediscoverLab.oldAddress])
            check(Play(impostor: impostor))
            for later in [21, 31, 61, 600, 3600, 7200] as [Double] {
                shift.withLock { $0 = later }
                for signature in impostor.caught {
                    _ = try await RawConnection.exchange(
                        WireImpostor.order(signature), with: bridge.endpoint.port)
                }
            }
        }
        let truth = await bridge.truth
        await bridge.stop()
        #expect(truth.requests.allSatisfy { $0.status != 200 })
    }
}

/// Listens where a bridge is looked for, and asks the true bridge to open with all that it is sent.
private final class WireImpostor: Sendable {
    let port: Port
    private let server: RawServer
    private let log: Log

    private final class Log: Sendable {
        let caught = Mutex<[String]>([])
        let looks = Mutex(0)
    }

    /// The queries of signed requests.
    var caught: [String] { log.caught.withLock { $0 } }
    /// How many were not signed.
    var looks: Int { log.looks.withLock { $0 } }

    /// - Parameter bridge: where the true bridge is asked before the answer goes out; nil where that comes later.
    static func start(in lab: NetworkLab, answer: String, bridge: Port?) async throws -> WireImpostor {
        let log = Log()
        // The threads of the lab's network cannot reach the true bridge, which is on this machine's.
        let (orders, take) = AsyncStream.makeStream(of: String.self, bufferingPolicy: .bufferingNewest(64))
        Task {
            for await order in orders {
                guard let bridge else { continue }
                _ = try await RawConnection.exchange(order, with: bridge)
            }
        }
        let server = try await lab.within(.client) {
            try RawServer(at: .v4(IPv4Address(192, 168, 77, 77))) { peer throws(SystemError) in
                let target = try peer.head().split(separator: " ").dropFirst().first ?? ""
                guard let query = target.split(separator: "?", maxSplits: 1).dropFirst().first else {
                    log.looks.withLock { $0 += 1 }
                    return try peer.send("HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
                }
                log.caught.withLock { $0.append(String(query)) }
                take.yield(order(String(query)))
                try peer.send(answer)
            }
        }
        return WireImpostor(server, log)
    }

    /// Opens the front door with a caught signature.
    static func order(_ signature: String) -> String {
        "GET /lockAction?nukiId=568300604&deviceType=0&action=3&nowait=1&\(signature) HTTP/1.1\r\n"
            + "Host: bridge\r\nConnection: close\r\n\r\n"
    }

    private init(_ server: RawServer, _ log: Log) {
        self.server = server
        self.log = log
        port = server.endpoint.port
    }
}
