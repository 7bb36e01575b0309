import BridgeSimulator
import FoundationEssentials
import TestKit
import Testing

@Suite("Two loops of this machine", .timeLimit(.minutes(1)))
struct TwoLoopsTests {
    /// Gives the two a `/run` of their own with the machine's folder of lock files, as packages make it.
    private static let script = """
        mount -t tmpfs tmpfs /run
        mkdir -p /run/keyturn/bridges
        "$0" run --no-probe --polls 6 --config "$1" &
        "$0" run --no-probe --polls 6 --config "$2"
        wait $!
        """

    @Test(
        "With a configuration each, they keep the pause at the bridge that both know",
        .enabled(if: NetworkLab.unavailable == nil, "\(NetworkLab.unavailable ?? "")"))
    func pace() async throws {
        try await Stage.run { stage in
            try stage.configure()
            let other = stage.keyturn.home("other")
            try FileManager.default.copyItem(atPath: stage.config, toPath: other)
            let outcome = try await ChildProcess.run(
                "unshare", ["--mount", "sh", "-euc", Self.script, KeyturnBinary.path, stage.config, other],
                environment: [
                    "HOME": stage.keyturn.home.path, "PATH": "/usr/bin:/bin", "KEYTURN_CALLBACK_PORT": "0",
                    "KEYTURN_POLL_SECONDS": "0.01", "KEYTURN_REQUEST_GAP_SECONDS": "0.1",
                ])
            #expect(outcome.status == .code(0), "\(outcome.errors)")
            let requests = await stage.bridge.truth.requests
            #expect(requests.count { $0.path == "/list" } == 12)
            #expect(requests.allSatisfy { $0.status == 200 }, "two at once get a 503")
            for (before, after) in zip(requests, requests.dropFirst()) {
                #expect(after.time.timeIntervalSince(before.time) >= 0.09, "\(before.path) \(after.path)")
            }
        }
    }
}
