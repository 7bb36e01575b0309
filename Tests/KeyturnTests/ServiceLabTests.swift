import FoundationEssentials
import Glibc
import Linux
import TestKit
import Testing

/// The service as systemd starts it, on a machine of its own, beside a bridge on a network.
@Suite("The service on a live network", .timeLimit(.minutes(2)), OwnMachine.needed, LiveTests.needsLab)
struct ServiceLabTests {
    /// Builds network and machine, starts a bridge, and sets it up as the person at the machine does.
    private static func run(_ body: (RediscoverLab, OwnMachine, LabBridge) async throws -> Void) async throws {
        try await RediscoverLab.run { stage in
            try await OwnMachine.run { machine in
                try await stage.lab.ip("addr add 192.168.77.60/24 dev eth0", on: .client)
                let bridge = try await stage.startBridge(on: .client)
                let setup = try await machine.keyturn(
                    [
                        "setup", "--no-input", "--yes", "--no-run", "--host", "192.168.77.60", "--name", "Hallway",
                        "--token-file", "-",
                    ], as: ["--reuid=anna", "--regid=\(OwnMachine.person)", "--clear-groups"],
                    in: stage.lab.namespace(of: .watcher), environment: ["HOME": "/run/anna"],
                    input: .bytes(Array(FixtureTokens.builtIn.utf8)))
                #expect(setup.status == .code(0), "\(setup.errors)")
                let installed = try await machine.keyturn(
                    ["service", "install", "--move-entries"], environment: OwnMachine.throughSudo)
                #expect(installed.status == .code(0), "\(installed.errors)")
                try await body(stage, machine, bridge)
            }
        }
    }

    /// Starts the service: its user, its group, its one right, and its three folders to write in.
    private static func start(_ stage: RediscoverLab, _ machine: OwnMachine) async throws -> LoopRun {
        let listener = try NotifyListener(machine.disk("run/notify"))
        try FileManager.default.setAttributes([.posixPermissions: 0o666], ofItemAtPath: machine.disk("run/notify"))
        let steps = [
            "install -d -o keyturn -g keyturn -m 750 /run/keyturn", "mount -t tmpfs tmpfs /tmp",
            "for own in /etc/keyturn /var/lib/keyturn /run/keyturn; do mount --bind $own $own; done",
            "for part in / /etc /run /var/lib /usr/local/bin /tmp; do mount -o remount,bind,ro $part; done",
            "exec setpriv --reuid keyturn --regid keyturn --init-groups --no-new-privs --bounding-set=-all,+net_raw "
                + "--inh-caps=-all,+net_raw --ambient-caps=-all,+net_raw \(OwnMachine.program) run --system",
        ]
        let words = machine.words(
            ["unshare", "--mount", "sh", "-ec", steps.joined(separator: "\n")],
            in: stage.lab.namespace(of: .watcher))
        let process = try ChildProcess(
            words[0], Array(words.dropFirst()),
            environment: OwnMachine.variables([
                "STATE_DIRECTORY": "/var/lib/keyturn", "RUNTIME_DIRECTORY": "/run/keyturn",
                "NOTIFY_SOCKET": "/run/notify", "KEYTURN_POLL_SECONDS": "1", "KEYTURN_REQUEST_GAP_SECONDS": "0.5",
                "KEYTURN_CALLBACK_PORT": "0",
            ]))
        Task { await process.kill(after: .seconds(100)) }
        try await listener.read(until: "READY=1")
        try FileSystem.remove(machine.disk("run/notify"))
        let run = LoopRun(process)
        try await run.line(with: "online")
        return run
    }

    private static func stop(_ run: LoopRun) async {
        run.process.send(SIGTERM)
        #expect(await run.process.exit() == .code(0))
    }

    /// The address in the service's entries.
    private static func host(_ machine: OwnMachine) throws -> JSONValue? {
        try JSONValue(parsing: try machine.disk.text(of: "etc/keyturn/entries.json") ?? "")["entries"]?[0]?["host"]
    }

    @Test("It sees what the wizard set up, and saves a bridge's move with its folders' rights alone")
    func followed() async throws {
        try await Self.run { stage, machine, bridge in
            let run = try await Self.start(stage, machine)
            for thread in try await RightsTests.threads(of: run.process.id) {
                #expect(thread["CapEff"] == ["0000000000002000"])
                #expect(thread["Uid"]?.first == (try machine.serviceUser).map { "\($0)" })
            }
            try await stage.lab.ip("addr del 192.168.77.60/24 dev eth0", on: .client)
            try await stage.lab.ip("addr add 192.168.77.77/24 dev eth0", on: .client)
            // Else the kernel looks for who is gone for ten seconds at each poll.
            try await stage.lab.ip("route add unreachable 192.168.77.60", on: .watcher)
            try await stage.lab.sender(on: .client).send(Frames.request(RediscoverLab.name, "192.168.77.77"))
            try await run.line(with: "moved to 192.168.77.77")
            #expect(try Self.host(machine) == "192.168.77.77")
            let user = try #require(try machine.serviceUser)
            #expect(try machine.owner(of: "etc/keyturn/entries.json") == "\(user) 600")
            try await bridge.isAsked("/list encrypted 200")
            await Self.stop(run)
        }
    }

    @Test("A member of the group may lock, and everybody else is told how to become one")
    func group() async throws {
        try await Self.run { stage, machine, _ in
            let run = try await Self.start(stage, machine)
            let anna = ["--reuid=\(OwnMachine.person)", "--regid=\(OwnMachine.person)"]
            let place = stage.lab.namespace(of: .watcher)
            let stranger = try await machine.keyturn(["lock", "Front door"], as: anna + ["--clear-groups"], in: place)
            #expect(stranger.status == .code(4))
            #expect(stranger.errors.first?.contains("KT-CTL-DENIED") == true)
            let member = try await machine.keyturn(["lock", "Front door"], as: anna + ["--groups=keyturn"], in: place)
            #expect(member.status == .code(0), "\(member.errors)")
            #expect(member.output == ["Front door   locked"])
            await Self.stop(run)
        }
    }

    @Test("An upgrade keeps the names of entities, the callback's address and the tokens of the API")
    func upgraded() async throws {
        try await Self.run { stage, machine, _ in
            let place = stage.lab.namespace(of: .watcher)
            try machine.disk.write("{\"http\":{\"listen\":\"127.0.0.1:18580\"}}\n", to: "etc/keyturn/settings.json")
            let keeper = try #require(try machine.serviceUser)
            #expect(unsafe chown(machine.disk("etc/keyturn/settings.json"), keeper, keeper) == 0)
            let made = try await machine.keyturn(["token", "add", "phone", "--json", "--system"])
            let token = try #require(try made.json["token"]?.text)
            var seen: [[JSONValue]] = []
            for program in ["old", "new"] {
                if program == "new" {
                    // As a package manager does it: another file takes the place of the old one.
                    let path = machine.disk("usr/local/bin/keyturn")
                    _ = try await ChildProcess.run("cp", [KeyturnBinary.path, "\(path).new"])
                    try FileSystem.rename("\(path).new", to: path)
                }
                let run = try await Self.start(stage, machine)
                let words = machine.words(
                    ["curl", "-fsS", "-H", "Authorization: Bearer \(token)", "http://127.0.0.1:18580/v1/bridges"],
                    in: place)
                let answer = try await ChildProcess.run(
                    words[0], Array(words.dropFirst()), environment: OwnMachine.variables())
                #expect(answer.status == .code(0), "\(answer.errors)")
                let devices = try JSONValue(parsing: answer.output.joined())["bridges"]?[0]?["devices"]
                seen.append([
                    try #require(devices?[0]?["entities"]),
                    try JSONValue(
                        parsing: try #require(try machine.disk.text(of: "var/lib/keyturn/bridges/0A2B3C4D.json"))),
                ])
                await Self.stop(run)
            }
            #expect(seen[0] == seen[1])
        }
    }
}
