import Glibc
public import NukiDomain

/// A real broker on 127.0.0.1, gone when the test lets go of it.
public final class MosquittoBroker: Sendable {
    /// What this machine lacks for it; nil when there is everything.
    public static let missing: String? = {
        let program = ["mosquitto", "mosquitto_pub", "mosquitto_sub"].first { ChildProcess.path(of: $0) == nil }
        if let program { print("Tests with a broker are left out: \(program) is not installed.") }
        return program
    }()

    /// Where it listens.
    public let port: Port
    private let process: ChildProcess
    private let folder: TemporaryFolder

    /// Starts it and waits until it listens.
    ///
    /// - Parameters:
    ///   - port: the one of a broker that is gone; nil takes any.
    ///   - settings: further lines of its configuration; without any everybody may do everything.
    public init(port: Port? = nil, _ settings: String = "allow_anonymous true") async throws {
        folder = try TemporaryFolder()
        var trouble = [String]()
        // Between finding a free port and using it somebody else may have taken it.
        for _ in 0..<5 {
            let port = try port ?? SilentPort(.refuses).endpoint.port
            let file = folder("mosquitto.conf")
            try folder.write(
                "listener \(port) 127.0.0.1\npersistence false\nuser root\n\(settings)\n", to: "mosquitto.conf")
            let process = try ChildProcess("mosquitto", ["-c", file], environment: ["PATH": "/usr/bin:/bin"])
            trouble = []
            for await line in process.errors {
                if line.hasSuffix(" running") {
                    self.port = port
                    self.process = process
                    return
                }
                trouble.append(line)
            }
        }
        throw Unable(said: trouble)
    }

    private struct Unable: Error {
        let said: [String]
    }

    /// Ends it at once, without a word to its clients.
    public func kill() async {
        process.send(SIGKILL)
        _ = await process.exit()
    }

    /// Publishes a message as any other client would.
    public func publish(_ topic: String, _ message: String, _ options: [String] = []) async throws {
        let outcome = try await ChildProcess.run(
            "mosquitto_pub", ["-h", "127.0.0.1", "-p", "\(port)", "-q", "1", "-t", topic, "-m", message] + options)
        guard outcome.status == .code(0) else { throw Unable(said: outcome.errors) }
    }

    /// Leaves a session at the broker that collects messages for a client of this id.
    public func leaveSession(_ clientID: String, collecting filter: String) async throws {
        let outcome = try await ChildProcess.run(
            "mosquitto_sub", ["-h", "127.0.0.1", "-p", "\(port)", "-q", "1", "-t", filter, "-i", clientID, "-c", "-E"])
        guard outcome.status == .code(0) else { throw Unable(said: outcome.errors) }
    }

    /// What any other client hears from now on, beginning with what is retained: `r topic payload`, r being 1 for that.
    public func listen(to filter: String = "#", _ options: [String] = []) async throws -> BrokerEar {
        try await BrokerEar(
            ChildProcess(
                "mosquitto_sub",
                ["-h", "127.0.0.1", "-p", "\(port)", "-q", "1", "-v", "-F", "%r %t %p", "-t", filter] + options))
    }
}

/// A client of a broker that collects what it hears.
public actor BrokerEar {
    private let process: ChildProcess
    private var lines: [String] = []
    private var reader: Task<Void, Never>?

    init(_ process: ChildProcess) async {
        self.process = process
        // The lines alone: who holds the process keeps it alive.
        reader = Task { [weak self, lines = process.output] in
            for await line in lines { await self?.take(line) }
        }
    }

    private func take(_ line: String) { lines.append(line) }

    /// Everything heard so far.
    public var heard: [String] { lines }

    /// The payloads heard of a topic, in order.
    public func payloads(of topic: String) -> [String] {
        lines.compactMap { line in
            let rest = line.dropFirst(2)
            return rest.hasPrefix("\(topic) ") ? String(rest.dropFirst(topic.utf8.count + 1)) : nil
        }
    }

    /// Waits, for half a minute at most, until what was heard is as wanted.
    public func waits(until isSatisfied: @Sendable ([String]) -> Bool) async -> Bool {
        let clock = ContinuousClock()
        let end = clock.now + .seconds(30)
        while !isSatisfied(lines) {
            guard clock.now < end, (try? await clock.sleep(for: .milliseconds(10))) != nil else { return false }
        }
        return true
    }
}
