import FoundationEssentials
import HTTPFetch
import NukiDomain
import Sightings
import Synchronization
import TestKit
import Testing

@Suite("Nuki's directory") struct CloudDirectoryTests {
    private static let time = Date(timeIntervalSince1970: 1_787_000_000)

    /// What an answer of the directory becomes.
    private func ask(_ outcome: ScriptedFetcher.Outcome) async throws -> (seen: [Sighting], remarks: [SourceRemark]) {
        let remarks = Mutex<[SourceRemark]>([])
        let request = HTTPRequest(
            endpoint: Endpoint(host: .name("directory.example"), port: .bridgeDefault), path: "/discover/bridges")
        let directory = CloudDirectory(request, fetcher: ScriptedFetcher([outcome]), now: { Self.time }) { remark in
            remarks.withLock { $0.append(remark) }
        }
        let seen = try await directory.sightings().reduce(into: []) { $0.append($1) }
        return (seen, remarks.withLock { $0 })
    }

    @Test("A bridge comes with address, port and server id, and without hardware id, name or hardware address")
    func listed() async throws {
        let answer = try await ask(
            .json(
                #"{"bridges":[{"bridgeId":448942400,"ip":"192.168.1.50","port":9090,"dateUpdated":"2020-10-24T17: 47:13Z"}],"errorCode":0}"#
            ))
        #expect(answer.remarks == [])
        #expect(
            answer.seen == [
                Sighting(
                    source: .cloud, claim: .granted, hostNames: [], mac: nil, address: IPv4Address(192, 168, 1, 50),
                    port: Port(rawValue: 9090), serverID: BridgeID(rawValue: 448_942_400), seen: Self.time)
            ])
    }

    @Test(
        "A bridge that hides is a remark and no sighting",
        arguments: [
            #""ip":"0.0.0.0","port":0"#, #""ip":"0.0.0.0","port":8080"#, #""ip":"","port":8080"#,
            #""ip":"192.168.1.50","port":0"#, #""port":8080"#, #""ip":"192.168.1.50""#,
            #""ip":"localhost","port":8080"#,
        ])
    func hidden(_ fields: String) async throws {
        let answer = try await ask(.json("{\"bridges\":[{\"bridgeId\":7,\(fields)}]}"))
        #expect(answer.seen == [])
        #expect(answer.remarks == [.cloudHides(serverID: BridgeID(rawValue: 7))])
    }

    @Test("A software bridge, an entry without an id and an address that is nobody's are passed over")
    func passedOver() async throws {
        let answer = try await ask(
            .json(
                #"{"bridges":[{"bridgeId":7,"dateUpdated":"x"},{"ip":"192.168.1.50","port":8080},{"bridgeId":8,"ip":"224.0.0.1","port":80},{"bridgeId":"x","ip":"1.2.3.4","port":80}]}"#
            ))
        #expect(answer.seen == [])
        #expect(answer.remarks == [])
    }

    @Test("A list without end is cut")
    func long() async throws {
        let entry = #"{"bridgeId":7,"ip":"192.168.1.50","port":8080}"#
        let answer = try await ask(
            .json("{\"bridges\":[\(Array(repeating: entry, count: 5000).joined(separator: ","))]}"))
        #expect(answer.seen.count == 64)
    }

    @Test("What is no list is a remark", arguments: [(403, "{}"), (500, ""), (200, "<html>"), (200, "{}")])
    func refused(_ status: Int, _ body: String) async throws {
        let answer = try await ask(.status(status, body))
        #expect(answer.seen == [])
        #expect(answer.remarks == [.cloudRefused(status: status)])
    }

    @Test("No answer is a remark with its reason")
    func silent() async throws {
        let answer = try await ask(.failure(.nameNotResolved))
        #expect(answer.remarks == [.cloudSilent(.nameNotResolved)])
    }
}
