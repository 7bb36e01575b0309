import Glibc
import TestKit
import Testing

@Suite("The laboratory of network namespaces", .timeLimit(.minutes(1)))
struct NetworkLabTests {
    @Test(
        "A client gets an address from the server, and nothing is left of either, also after a test that failed",
        .enabled(if: NetworkLab.unavailable == nil, "\(NetworkLab.unavailable ?? "")"))
    func lease() async throws {
        struct Failed: Error {}
        var space = ""
        var server: ChildProcess?
        await #expect(throws: Failed.self) {
            try await NetworkLab.run { lab in
                space = lab.namespace(of: .client)
                server = try await lab.startServer(range: 120...130)
                let address = try await lab.requestAddress(hostName: "Nuki_Bridge_1A2B3C4D")
                #expect(address.hasPrefix("192.168.77.12") || address == "192.168.77.130")
                throw Failed()
            }
        }
        #expect(await server?.exit() == .signal(SIGKILL))
        let spaces = try await ChildProcess.run("ip", ["netns", "list"]).output
        #expect(!spaces.contains { $0.hasPrefix(space) })
    }
}
