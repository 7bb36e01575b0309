import FoundationEssentials
import NukiDomain
import Testing

@testable import BridgeAPI
@testable import HTTPFetch

@Suite("Stamps") struct RequestStampTests {
    private let noon = Date(timeIntervalSince1970: 1_655_467_200)

    @Test("a stamp carries the time in whole seconds and the number without padding")
    func spelling() {
        #expect(RequestStamp(noon.addingTimeInterval(0.9), number: 7).text == "2022-06-17T12:00:00Z,7")
        #expect(RequestStamp(noon, number: 65535).text == "2022-06-17T12:00:00Z,65535")
    }

    @Test(
        "the bridge's offset moves the time, forward and back",
        arguments: [(0, "12:00:00"), (90, "12:01:30"), (-430, "11:52:50")])
    func offset(_ seconds: Int, _ time: String) {
        let source = StampSource(bridgeOffset: seconds, now: { [noon] in noon })
        #expect(source.next().time == "2022-06-17T\(time)Z")
    }

    @Test("every stamp has a number of its own, from the whole range")
    func numbers() {
        let source = StampSource(bridgeOffset: 0, now: { [noon] in noon })
        let numbers = (0..<200).map { _ in source.next().number }
        #expect(Set(numbers).count > 190)
        #expect(numbers.contains { $0 > 255 } && numbers.contains { $0 & 0xFF != 0 })
    }

    @Test("every signature has a nonce of its own")
    func nonces() throws {
        let credential = Credential(token: try BridgeToken(parsing: "s3cr3t"), mode: .encrypted)
        let source = StampSource(bridgeOffset: 0, now: { [noon] in noon })
        let nonces = (0..<100).map { _ in credential.signature(source).last?.encodedValue ?? "" }
        #expect(Set(nonces).count == 100)
        #expect(nonces.allSatisfy { $0.count == 48 })
    }

    @Test("a stamp is read back from its text, and only from such a text")
    func reading() {
        #expect(RequestStamp("2022-06-17T12:00:00Z,42") == RequestStamp(noon, number: 42))
        for text in [
            "", ",", "2022-06-17T12:00:00Z", "2022-06-17T12:00:00Z,", "2022-06-17T12:00:00Z,+1", "x,1",
            "2022-06-17T12:00:00Z,1,1", "2022-06-17T12:00:00Z,042", "2022-06-17T12:00:00Z,65536",
            "2022-06-17T12:00:00+00:00,1", "2022-06-17T14:00:00+02:00,1", "2022-06-17 T12:00:00Z,1",
        ] {
            #expect(RequestStamp(text) == nil, "\(text)")
        }
    }
}
