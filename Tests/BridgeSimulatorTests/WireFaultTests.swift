import Glibc
import HTTPFetch
import Linux
import NukiDomain
import TestKit
import Testing

@testable import BridgeSimulator

@Suite("Bytes that go wrong", .timeLimit(.minutes(1)))
struct WireFaultTests {
    private let line = "GET /list?token=SimulatedBridge1 HTTP/1.1\r\n\r\n"
    private let head =
        "HTTP/1.1 200 OK\r\nConnection: Close\r\nContent-Type: application/json;charset=utf-8\r\n"
        + "Transfer-Encoding: chunked\r\n\r\n"

    /// Checks all that comes in answer to `/list`, where there is nothing to list.
    private func expect(_ fault: WireFault, _ bytes: String) async throws {
        var household = try Household.builtIn()
        household.faults.wire = fault
        household.devices = []
        try await Stage.play(household) { stage throws in
            let answer = try await RawConnection.exchange(line, with: stage.bridge.endpoint.port)
            #expect(String(decoding: answer, as: UTF8.self) == bytes)
        }
    }

    @Test("A chunk is cut off in its middle")
    func truncated() async throws {
        try await expect(.truncatedChunk, head + "2\r\n")
        let json = WireFault.truncatedChunk.transmission(of: .json("0123456789")) {}
        #expect(String(decoding: json.bytes, as: UTF8.self) == head + "c\r\n\"0123")
    }

    @Test("The size of a chunk is no number")
    func badSize() async throws {
        try await expect(.badChunkSize, head + "z2\r\n[]\r\n0\r\n\r\n")
    }

    @Test("A drip brings the whole answer, byte by byte, one a second")
    func drip() async throws {
        var household = try Household.builtIn()
        household.faults.wire = .drip
        try await Stage.play(household) { stage throws in
            async let answer = stage.ask("/callback/list")
            let size = BridgeAnswer.json(CallbackBook().listed).transmission.bytes.count
            for _ in 0..<size {
                await stage.clock.sleepers(1)
                stage.clock.advance(by: .seconds(1))
            }
            #expect(try await answer.body == #"{"callbacks": []}"#)
            #expect(stage.clock.elapsed == .seconds(size))
        }
    }

    @Test("A reset comes before anything is done, and is remembered without a status")
    func reset() async throws {
        var household = try Household.builtIn()
        household.faults.wire = .reset
        try await Stage.play(household) { stage throws in
            await #expect(throws: SystemError("read", number: ECONNRESET)) {
                try await stage.ask("/lockAction?nukiId=568300604&action=1&nowait=1")
            }
            stage.clock.advance(by: .seconds(60))
            #expect(await stage.frontDoor() == 1)
            #expect(await stage.bridge.truth.requests.map(\.status) == [0])
        }
    }

    @Test("An action is done although the connection is reset")
    func doneButReset() async throws {
        var household = try Household.builtIn()
        household.faults.doneBut = .reset
        try await Stage.play(household) { stage throws in
            await #expect(throws: SystemError("read", number: ECONNRESET)) {
                try await stage.ask("/lockAction?nukiId=568300604&action=1&nowait=1")
            }
            stage.clock.advance(by: .seconds(3))
            #expect(await stage.frontDoor() == 3)
        }
    }

    @Test("A body without end goes on for as long as somebody reads, and does not keep the bridge busy afterwards")
    func endless() async throws {
        var household = try Household.builtIn()
        household.faults.wire = .endless
        household.faults.requests = 1
        try await Stage.play(household) { stage throws in
            await #expect(throws: HTTPError.self) {
                try await CurlFetcher().fetch(
                    HTTPRequest(endpoint: stage.bridge.endpoint, path: "/list", query: stage.signature(.plain)))
            }
            #expect(try await stage.ask("/info").statusLine == "HTTP/1.1 200 OK")
        }
    }

    @Test("Plain text comes through as it is", arguments: [WireFault.truncatedChunk, .badChunkSize, .drip, .endless])
    func plainText(fault: WireFault) {
        let answer = fault.transmission(of: .refusal(.notFound)) {}
        #expect(answer.bytes == BridgeAnswer.refusal(.notFound).transmission.bytes)
        guard case .atOnce = answer.manner else {
            Issue.record("not as it is")
            return
        }
    }
}
