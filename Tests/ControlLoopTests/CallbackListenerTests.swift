import ControlLoop
import NukiDomain
import TestKit
import Testing

@Suite("The listener for callbacks", .timeLimit(.minutes(1)))
struct CallbackListenerTests {
    private static let path = "/callback/0123456789abcdef0123456789abcdef"

    /// Expects one path from 127.0.0.1 and keeps what comes.
    private actor Taker: CallbackTaking {
        private(set) var taken: [String] = []

        func take(callback body: [UInt8], from sender: IPAddress, path: String) -> Bool {
            guard path == CallbackListenerTests.path, sender == .v4(.loopback) else { return false }
            taken.append(String(decoding: body, as: UTF8.self))
            return true
        }
    }

    /// What a listener made of some requests.
    private struct Reception {
        var answers: [RawAnswer?] = []
        var taken: [String] = []
        var strangers = 0
    }

    private static func receive(_ requests: [String]) async throws -> Reception {
        let taker = Taker()
        let listener = CallbackListener(port: 0)
        await listener.hand(to: taker)
        var reception = Reception()
        let running = Task { await listener.run() }
        let port = try #require(await listener.port(at: .v4(.loopback)))
        #expect(await listener.port(at: .v4(.loopback)) == port, "one listener an address")
        for request in requests {
            reception.answers.append(RawAnswer(try await RawConnection.exchange(request, with: port)))
        }
        reception.taken = await taker.taken
        reception.strangers = await listener.strangers
        running.cancel()
        await running.value
        #expect(await listener.port(at: .v4(.loopback)) == nil, "it is over")
        return reception
    }

    private static func post(_ path: String, _ body: String, method: String = "POST") -> String {
        "\(method) \(path) HTTP/1.1\r\nHost: h\r\nConnection: close\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)"
    }

    @Test("A bridge's POST gets 200 and an empty body, and comes through in order, with or without a type or a length")
    func taken() async throws {
        let chunked =
            "POST \(Self.path) HTTP/1.1\r\nHost: h\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n3\r\n{}2\r\n0\r\n\r\n"
        let old = "POST \(Self.path) HTTP/1.0\r\nContent-Length: 3\r\n\r\n{}3"
        let reception = try await Self.receive([Self.post(Self.path, "{}1"), chunked, old])
        #expect(reception.answers.map { $0?.statusLine.dropFirst(9) } == ["200 OK", "200 OK", "200 OK"])
        #expect(reception.answers.allSatisfy { $0?.body == "" })
        #expect(reception.taken == ["{}1", "{}2", "{}3"])
        #expect(reception.strangers == 0)
    }

    @Test("Everything else is counted and gets a 404 that says nothing")
    func strangers() async throws {
        let reception = try await Self.receive([
            Self.post("/", "{}"), Self.post(Self.path + "0", "{}"), Self.post(Self.path, "", method: "GET"),
            Self.post(Self.path, "", method: "PUT"), Self.post("/callback/", "{}"),
            Self.post(Self.path, String(repeating: "x", count: 8193)),
        ])
        #expect(reception.answers.map { $0?.statusLine } == Array(repeating: "HTTP/1.1 404 Not Found", count: 6))
        #expect(reception.answers.allSatisfy { $0?.body == "" })
        #expect(reception.taken == [])
        #expect(reception.strangers == 6)
    }

    @Test("A port that is taken is said, and is no port")
    func port() async throws {
        let other = try RawServer { _ in }
        let (complaints, complain) = AsyncStream.makeStream(of: ListeningError.self)
        let listener = CallbackListener(port: other.endpoint.port.rawValue, complain: { complain.yield($0) })
        let running = Task { await listener.run() }
        #expect(await listener.port(at: .v4(.loopback)) == nil)
        #expect(
            await complaints.first { _ in true }
                == .cannotListen(
                    place: "127.0.0.1, port \(other.endpoint.port)", reason: "Address already in use"))
        running.cancel()
        await running.value
    }
}
