import Entries
import Glibc
import Linux
import NukiDomain

/// A mosquitto on 127.0.0.1, where this machine has one.
///
/// It and its reader inherit the signals that a thread of the pool blocks, SIGTERM among them, and do not unblock it.
struct BrokerProcess: ~Copyable {
    /// Where it listens; nil where there is none.
    let port: Port?
    private let program: LineProgram?

    private static let client = CommandRun.existing("/usr/bin/mosquitto_sub")
    private static let server = ["/usr/sbin/mosquitto", "/usr/bin/mosquitto"].lazy.compactMap(CommandRun.existing).first

    /// Starts it and waits until it listens.
    ///
    /// - Parameter folder: takes its configuration.
    static func start(folder: String) async throws -> BrokerProcess {
        guard let server, client != nil, let port = try LoopbackSocket.freePort() else {
            return BrokerProcess(port: nil, program: nil)
        }
        let file = "\(folder)/mosquitto.conf"
        try AtomicFile.write(
            Array("listener \(port) 127.0.0.1\npersistence false\nuser root\nallow_anonymous true\n".utf8), to: file)
        let program = try LineProgram(server, ["-c", file], endingBy: SIGKILL)
        for _ in 0..<100 {
            do {
                _ = try LoopbackSocket.connect(to: port)
                return BrokerProcess(port: port, program: program)
            } catch {
                // Not there yet.
                try await Task.sleep(for: .milliseconds(50))
            }
        }
        throw WrongCount(description: "mosquitto does not listen")
    }

    /// Ends it.
    consuming func end() { _ = program?.end() }

    /// Somebody who prints what is published there.
    func reader(of topic: String) throws -> LineProgram? {
        guard let client = Self.client, let port else { return nil }
        return try LineProgram(client, ["-h", "127.0.0.1", "-p", "\(port)", "-t", topic], endingBy: SIGKILL)
    }
}
