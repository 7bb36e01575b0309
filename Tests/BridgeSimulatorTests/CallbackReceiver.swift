import NukiDomain

@testable import BridgeSimulator

/// A client that callbacks are posted to.
struct CallbackReceiver {
    /// What is to be registered.
    let url: String
    private let listener: HTTPListener
    private let requests: AsyncStream<IncomingRequest>

    /// Listens on 127.0.0.1.
    ///
    /// - Parameter answers: false takes what comes and says nothing until it is stopped.
    init(path: String = "/nuki", answers: Bool = true) async throws {
        let (requests, heard) = AsyncStream.makeStream(of: IncomingRequest.self, bufferingPolicy: .bufferingNewest(100))
        self.requests = requests
        listener = try await HTTPListener(host: .address(.v4(.loopback)), port: 0) { request in
            heard.yield(request)
            if !answers {
                // Ends when the listener is stopped, and this with it.
                try? await Task.sleep(for: .seconds(3600))
            }
            return Transmission(bytes: Array("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n".utf8))
        }
        url = "http://127.0.0.1:\(listener.port)\(path)"
    }

    /// The bodies of so many callbacks, which it waits for.
    func bodies(_ count: Int) async -> [String] {
        var bodies: [String] = []
        for await request in requests {
            bodies.append(String(decoding: request.body, as: UTF8.self))
            if bodies.count == count { return bodies }
        }
        return bodies
    }

    /// The next request, which it waits for.
    func next() async -> IncomingRequest? {
        for await request in requests { return request }
        return nil
    }

    /// Closes the port.
    func stop() async {
        await listener.stop()
    }
}

extension Stage {
    /// Registers an address.
    func register(_ url: String) async throws {
        _ = try await ask("/callback/add?url=\(Self.encoded(url))")
    }

    /// Everything but letters and digits percent-encoded.
    static func encoded(_ text: String) -> String {
        text.utf8.map { byte in
            Character(Unicode.Scalar(byte)).isLetter || Character(Unicode.Scalar(byte)).isNumber
                ? String(Character(Unicode.Scalar(byte))) : "%\(Hex.lower(byte))"
        }.joined()
    }

    /// Waits until something is as described; the test's time limit ends the waiting.
    func until(_ isSo: () async throws -> Bool) async throws {
        while try await !isSo() { try await Task.sleep(for: .milliseconds(5)) }
    }
}
