import BridgeSimulator
import FoundationEssentials
import Glibc
import Linux
import NukiDomain
import Synchronization
import TestKit

/// A network with simulated bridges on it, and a configuration that knows them.
struct RediscoverLab {
    static let mac = "54:d2:72:4b:3c:4d"
    static let name = "Nuki_Bridge_0A2B3C4D"
    /// Where an entry says that its bridge is, and nobody is.
    static let oldAddress = "192.168.77.150"

    let lab: NetworkLab
    let keyturn: KeyturnBinary

    /// An entry of the configuration, which else is that of the built-in household.
    struct Entry {
        var id = "0A2B3C4D"
        var serverID = "1C5E90A7"
        var name = "Hallway"
        var host: String
        var mac: String? = RediscoverLab.mac
        var auth = "encrypted"
    }

    /// Builds a network and lends it.
    static func run(_ body: (RediscoverLab) async throws -> Void) async throws {
        let keyturn = try KeyturnBinary()
        try await NetworkLab.run { lab in
            // Nobody is where a bridge was, which is known at once and not only after seconds without an answer.
            try await lab.ip("route add unreachable \(oldAddress)", on: .watcher)
            try await body(RediscoverLab(lab: lab, keyturn: keyturn))
        }
    }

    /// Writes entries and tokens, all for the built-in household's devices.
    func configure(_ entries: Entry...) throws {
        let devices = """
            [{"id":"21DF943C","nuki_id":568300604,"type":0,"kind":"lock","name":"Front door"},
             {"id":"3C88A2ED","nuki_id":1015587565,"type":4,"kind":"lock","name":"Side door"},
             {"id":"1E5FE23A","nuki_id":509600314,"type":2,"kind":"opener","name":"Intercom"}]
            """
        let texts = entries.map { entry in
            """
            {"id":"\(entry.id)","name":"\(entry.name)","host":"\(entry.host)","port":8080,"auth":"\(entry.auth)",
             "server_id":"\(entry.serverID)",\(entry.mac.map { "\"mac\":\"\($0)\"," } ?? "")"source":"manual",
             "devices":\(devices),
             "created":"2026-08-22T09:31:22Z","modified":"2026-08-22T09:31:22Z"}
            """
        }
        try keyturn.home.write(
            "{\"schema\":1,\"entries\":[\(texts.joined(separator: ","))]}\n", to: "config/entries.json")
        for entry in entries { try keyturn.home.write(FixtureTokens.builtIn + "\n", to: "config/tokens/\(entry.id)") }
    }

    /// Starts a simulated bridge that listens at every address of a host.
    func startBridge(
        on host: NetworkLab.Host, id: String = "0A2B3C4D", serverID: String = "1C5E90A7"
    ) async throws -> LabBridge {
        let household = Household.builtInText.replacing("0A2B3C4D", with: id).replacing("1C5E90A7", with: serverID)
        try keyturn.home.write(household, to: "household-\(id)")
        let process = try lab.start(
            KeyturnBinary.path,
            ["simulate", "--host", "0.0.0.0", "--json", "--household", keyturn.home("household-\(id)")], on: host)
        let bridge = LabBridge(process)
        try await bridge.isReady()
        return bridge
    }

    /// Starts `rediscover` on the watcher and returns when it listens.
    func watch(_ arguments: [String]) async throws -> ChildProcess {
        // Three looks at an address where nobody is take ten seconds.
        try await LiveTests.watch(lab, words(arguments), noLongerThan: .seconds(45))
    }

    /// Runs `rediscover` on the watcher to its end.
    func run(_ arguments: String...) async throws -> ProcessOutcome {
        let outcome = try await ChildProcess.run(
            "ip", ["netns", "exec", lab.namespace(of: .watcher), KeyturnBinary.path] + words(arguments))
        try FixtureTokens.check(outcome.output + outcome.errors)
        return outcome
    }

    /// The command line of `rediscover` with this configuration.
    func words(_ arguments: [String]) -> [String] {
        ["rediscover", "--config", keyturn.home("config")] + arguments
    }

    /// The addresses in the entries, in their order.
    var hosts: [String?] {
        get throws { try entries.map { $0["host"]?.text } }
    }

    var entries: [JSONValue] {
        get throws {
            let file = try JSONValue(parsing: try keyturn.home.text(of: "config/entries.json") ?? "")
            guard case .list(let entries) = file["entries"] else { return [] }
            return entries
        }
    }
}

/// A simulated bridge in a network of its own, and what it was asked.
final class LabBridge: Sendable {
    let process: ChildProcess
    private let lines = Mutex([JSONValue]())

    init(_ process: ChildProcess) {
        self.process = process
        Task { [weak self] in
            for await line in process.output {
                guard let value = try? JSONValue(parsing: line) else { continue }
                self?.lines.withLock { $0.append(value) }
            }
        }
    }

    /// Waits until it listens.
    func isReady() async throws {
        while lines.withLock({ $0.isEmpty }) { try await Task.sleep(for: .milliseconds(5)) }
    }

    /// What it was asked, in order: `/info encrypted 200`.
    var requests: [String] {
        lines.withLock { lines in
            lines.dropFirst().map { line in
                "\(line["path"]?.text ?? "") \(line["sign_in"]?.text ?? "unsigned") \(Int(line["status"]?.number ?? 0))"
            }
        }
    }

    /// Waits until it is asked this once more from now on.
    func isAsked(_ request: String) async throws {
        let before = requests.count
        while !requests.dropFirst(before).contains(request) { try await Task.sleep(for: .milliseconds(10)) }
    }

    /// Waits until it has told of so many requests; a line comes after the answer.
    func requests(_ count: Int) async throws -> [String] {
        while requests.count < count { try await Task.sleep(for: .milliseconds(5)) }
        return requests
    }
}
