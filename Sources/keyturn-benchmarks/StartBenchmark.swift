import BridgeSimulator
import Entries
import Linux

/// How soon a command is of use: `status` from its start to its end, beside curl with the same request to the same
/// socket; `listen` and `discover` from their start to the line about the first frame.
struct StartBenchmark {
    /// How often each is started.
    let rounds: Int

    /// Measures and prints, or prints why it cannot.
    func run() async throws {
        Report.line(
            "Start: \(rounds) times each; wanted: status at most 3 x curl, the first frame within 50 ms of the start")
        guard let keyturn = CommandRun.sibling("keyturn") else {
            return Report.line("  not measured: no keyturn lies beside this program")
        }
        if let curl = CommandRun.existing("/usr/bin/curl") {
            try await MemoryFolder.lend { try await status(keyturn, curl, $0) }
        } else {
            Report.line("  status: skipped, curl is not installed")
        }
        try EmptyNetwork.run(["start", keyturn, "\(rounds)"])
    }

    /// Asks a real loop that has one bridge.
    private func status(_ keyturn: String, _ curl: String, _ folder: String) async throws {
        let bridge = try BridgeProcess.start()
        let loop = try await LoopProcess.start(
            keyturn, [try Household.builtIn()], at: bridge.endpoints, pollSeconds: 30, folder: folder, broker: nil)
        let socket = try Locations(.gathered(configFlag: folder, isSystem: false, environment: [:])).controlSocket
        // The bridge is looked at, and told where to report, before all is quiet.
        try loop.go(on: .seconds(5))
        let race = Race(
            unit: "runs", work: 1, compared: \.elapsed,
            peers: [
                Race.Contender(name: "curl") {
                    try CommandRun([curl, "--silent", "--unix-socket", socket, "http://localhost/v1/bridges"]).lap
                }
            ],
            ours: [
                Race.Contender(name: "status") { try CommandRun([keyturn, "status", "--config", folder]).lap }
            ])
        try await race.run(rounds: rounds)
        loop.end()
        _ = bridge.end()
    }
}
