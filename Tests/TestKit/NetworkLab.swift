import CTestKit
import FoundationEssentials
import Glibc
import Linux
import Synchronization

/// A small network inside this machine: a switch, and on it a DHCP server, a client that plays the bridge, and a
/// watcher on a port of its own, each in a network namespace, each with an interface `eth0`.
///
/// It needs root, `ip`, `dnsmasq`, `udhcpc` and a kernel that allows namespaces; see ``unavailable``. Nothing that
/// is sent in it leaves it, and ``run(_:)`` takes everything away again, whatever happens in between.
public final class NetworkLab: Sendable {
    /// The places in the network.
    public enum Host: String, CaseIterable, Sendable {
        /// Runs dnsmasq; 192.168.77.1.
        case server
        /// Asks for an address; has none of its own.
        case client
        /// Has a port of its own and sees broadcasts only; 192.168.77.2.
        case watcher

        fileprivate var address: String? {
            switch self {
            case .server: "192.168.77.1/24"
            case .client: nil
            case .watcher: "192.168.77.2/24"
            }
        }
    }

    /// What went wrong while the lab was built or used.
    public struct Failure: Error, CustomStringConvertible {
        /// The command and what it said.
        public let description: String
    }

    private let name: String
    private let folder: TemporaryFolder
    private let children = Mutex<[ChildProcess]>([])

    private init() throws {
        folder = try TemporaryFolder()
        name = "kt\(String(UInt32.random(in: .min ... .max), radix: 36))"
    }

    /// Builds a lab, lends it to `body`, and takes it down.
    public static func run<Result>(_ body: (NetworkLab) async throws -> Result) async throws -> Result {
        let lab = try NetworkLab()
        do {
            try await lab.build()
            let result = try await body(lab)
            await lab.tearDown()
            return result
        } catch {
            await lab.tearDown()
            throw error
        }
    }

    /// The namespace of a host, for `ip netns exec`.
    public func namespace(of host: Host) -> String { "\(name)-\(host.rawValue)" }

    /// Starts a program on a host; it ends with the lab at the latest.
    public func start(
        _ program: String, _ arguments: [String] = [], on host: Host, environment: [String: String] = [:],
        input: ChildProcess.Input = .nothing
    ) throws -> ChildProcess {
        let path = program.contains("/") ? program : ChildProcess.path(of: program) ?? program
        let child = try ChildProcess(
            "ip", ["netns", "exec", namespace(of: host), path] + arguments, environment: environment, input: input)
        children.withLock { $0.append(child) }
        return child
    }

    /// Runs `ip` on a host, such as `link set eth0 down`.
    public func ip(_ arguments: String, on host: Host) async throws {
        try await command("ip", ["-n", namespace(of: host)] + arguments.split(separator: " ").map(String.init))
    }

    /// Pulls the watcher's cable out for good: its interface is gone.
    public func removeWatcherPort() async throws {
        try await command("ip", ["-n", switchName, "link", "del", "watcher"])
    }

    /// Plugs a new cable in at the watcher's port: another interface of the old name, switched on.
    public func addWatcherPort() async throws { try await plugIn(.watcher) }

    /// Starts dnsmasq and returns when it serves.
    ///
    /// - Parameter range: the first and last address that it gives, by their last number.
    public func startServer(range: ClosedRange<Int> = 100...150) async throws -> ChildProcess {
        let network = "192.168.77"
        let server = try start(
            "dnsmasq",
            [
                "--conf-file=/dev/null", "--keep-in-foreground", "--port=0", "--interface=eth0", "--bind-interfaces",
                "--dhcp-range=\(network).\(range.lowerBound),\(network).\(range.upperBound),255.255.255.0,2m",
                "--dhcp-leasefile=\(folder("leases"))", "--pid-file=\(folder("dnsmasq.pid"))", "--log-facility=-",
                "--log-dhcp", "--no-ping", "--no-resolv", "--no-hosts", "--dhcp-authoritative", "--user=root",
            ], on: .server)
        var said: [String] = []
        for await line in server.errors {
            // It says so once its sockets are bound.
            if line.contains("DHCP, IP range") { return server }
            said.append(line)
        }
        throw Failure(description: "dnsmasq ended: \(said.joined(separator: "\n"))")
    }

    /// Lets the client ask for an address with udhcpc, and returns the one it got.
    public func requestAddress(hostName: String) async throws -> String {
        try await startClient(hostName: hostName, "--quit").word(after: "bound")
    }

    /// Starts udhcpc on the client, which then has the address that it gets and keeps it until the lab is gone.
    public func startClient(hostName: String, _ more: String...) async throws -> LabClient {
        let ip = ChildProcess.path(of: "ip") ?? "ip"
        // The packaged script would write this machine's /etc/resolv.conf.
        try folder.write(
            """
            #!/bin/sh
            case "$1" in bound|renew) \(ip) addr replace "$ip/24" dev "$interface"; echo "$1 $ip";; esac
            """, to: "script")
        try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: folder("script"))
        return LabClient(
            process: try start(
                "udhcpc",
                [
                    "--interface", "eth0", "--foreground", "--now", "--script", folder("script"),
                    "-x", "hostname:\(hostName)", "--retries", "5", "--timeout", "2",
                ] + more, on: .client))
    }

    /// The file in which the server writes its leases.
    public var leases: String { folder("leases") }

    /// Runs several commands of `ip` on a host at once.
    public func ip(batch lines: [String], on host: Host) async throws {
        try await batch(lines, in: namespace(of: host))
    }

    private var switchName: String { "\(name)-switch" }

    private func build() async throws {
        for space in [switchName] + Host.allCases.map(namespace) { try await command("ip", ["netns", "add", space]) }
        try await batch(["link add switch type bridge", "link set switch up"], in: switchName)
        for host in Host.allCases { try await plugIn(host) }
    }

    private func plugIn(_ host: Host) async throws {
        try await batch(
            [
                "link add \(host.rawValue) type veth peer name eth0 netns \(namespace(of: host))",
                "link set \(host.rawValue) master switch up",
                // A card leaves out what is sent to others and a veth does not; and for a moment, a new switch sends
                // everything everywhere.
                "link set \(host.rawValue) type bridge_slave flood \(host == .watcher ? "off" : "on")",
            ], in: switchName)
        // The block of addresses that belongs to Nuki.
        let mac = host == .client ? ["link set eth0 address 54:d2:72:4b:3c:4d"] : []
        let address = host.address.map { ["addr add \($0) dev eth0"] } ?? []
        try await batch(["link set lo up"] + mac + ["link set eth0 up"] + address, in: namespace(of: host))
    }

    private func tearDown() async {
        let running = children.withLock { children in
            defer { children = [] }
            return children
        }
        for child in running { child.send(SIGKILL) }
        for child in running { _ = await child.exit() }
        for space in Host.allCases.map(namespace) + [switchName] {
            // One that was never made cannot be taken away.
            try? await command("ip", ["netns", "del", space])
        }
    }

    private func batch(_ lines: [String], in space: String) async throws {
        try await command(
            "ip", ["-n", space, "-batch", "-"], input: .bytes(Array((lines.joined(separator: "\n") + "\n").utf8)))
    }

    private func command(_ program: String, _ arguments: [String], input: ChildProcess.Input = .nothing) async throws {
        let outcome = try await ChildProcess.run(program, arguments, input: input)
        guard outcome.status == .code(0) else {
            throw Failure(
                description: "\(program) \(arguments.joined(separator: " ")): \(outcome.errors.joined(separator: "; "))"
            )
        }
    }
}
