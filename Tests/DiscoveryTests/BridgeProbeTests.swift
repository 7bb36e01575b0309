import BridgeAPI
import Discovery
import HTTPFetch
import NukiDomain
import TestKit
import Testing

@Suite("A look at an address") struct BridgeProbeTests {
    private func look(_ outcome: ScriptedFetcher.Outcome) async -> BridgeProbe.Finding {
        let endpoint = Endpoint(host: .address(.v4(.loopback)), port: .bridgeDefault)
        return await BridgeProbe.look(BridgeDialer(fetcher: ScriptedFetcher([outcome])).client(endpoint))
    }

    @Test("a refusal as bridges and their emulators refuse is a bridge's", arguments: [401, 403, 500, 503])
    func bridges(_ status: Int) async {
        #expect(await look(.status(status, "anything")) == .bridge)
    }

    @Test(
        "any other answer is somebody else's, and the finding says what it was",
        arguments: [200, 204, 301, 400, 404, 502])
    func others(_ status: Int) async {
        guard case .somethingElse(let how) = await look(.status(status)) else {
            Issue.record("taken for a bridge, or for nothing")
            return
        }
        #expect(how.contains("\(status)"))
    }

    @Test("what is not HTTP is somebody else's")
    func notHTTP() async {
        guard case .somethingElse = await look(.failure(.notHTTP("x"))) else {
            Issue.record("taken for a bridge, or for nothing")
            return
        }
    }

    @Test(
        "no answer is nothing, with its reason",
        arguments: [HTTPError.refused, .connectTimedOut, .answerTimedOut, .cancelled])
    func nothing(_ error: HTTPError) async {
        #expect(await look(.failure(error)) == .nothing(.noAnswer(error)))
    }
}
