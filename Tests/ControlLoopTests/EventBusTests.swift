import FoundationEssentials
import HTTPFetch
import NukiDomain
import Synchronization
import TestKit
import Testing

@testable import ControlLoop

@Suite("Events of the API", .timeLimit(.minutes(1)))
struct EventBusTests {
    private static func event(_ reason: String) -> LoopEvent {
        LoopEvent(
            at: Date(timeIntervalSince1970: 1_787_391_082), bridge: BridgeID(rawValue: 0x1A2B_3C4D),
            bridgeName: "Hallway", kind: .bridgeUnreachable(at: .name("it"), reason: reason))
    }

    /// Reads a stream into events until so many are there.
    private static func read(_ stage: ControlStage, _ count: Int, after id: String? = nil) async -> [ServerEvent] {
        let (pieces, input) = AsyncStream.makeStream(of: [UInt8].self)
        return await withTaskGroup(of: Void.self) { group in
            group.addTask {
                _ = try? await stage.fetcher.stream(
                    .local(stage.socket, .get(after: id), path: "/v1/events", limits: .init(total: .zero))
                ) { piece in
                    input.yield(piece)
                    return true
                }
                input.finish()
            }
            var parser = ServerEventParser()
            var events: [ServerEvent] = []
            for await piece in pieces {
                events += parser.take(piece)
                if events.count >= count { break }
            }
            group.cancelAll()
            return events
        }
    }

    @Test("They are numbered, and a reader that comes back misses none")
    func resume() async throws {
        try await ControlStage.run { stage in
            for reason in ["one", "two", "three"] { await stage.bus.take(Self.event(reason)) }
            let events = await Self.read(stage, 2, after: "a1-1")
            #expect(events.map(\.id) == ["a1-2", "a1-3"])
            #expect(events.map(\.name) == ["bridge.unreachable", "bridge.unreachable"])
            #expect(events.map(\.data.reason) == ["two", "three"])
        }
    }

    @Test("A reader without an id gets what comes, at once")
    func live() async throws {
        try await ControlStage.run { stage in
            await stage.bus.take(Self.event("before"))
            async let events = Self.read(stage, 1)
            // The reader may come late: the loop goes on meanwhile.
            let talking = Task {
                while !Task.isCancelled {
                    await stage.bus.take(Self.event("after"))
                    try await Task.sleep(for: .milliseconds(20))
                }
            }
            #expect(await events.allSatisfy { $0.data.contains("after") })
            talking.cancel()
        }
    }

    @Test("A reader that was away for too long is told how much it missed")
    func lost() async throws {
        try await ControlStage.run(capacity: 4) { stage in
            for number in 1...10 { await stage.bus.take(Self.event("\(number)")) }
            let events = await Self.read(stage, 5, after: "a1-2")
            try #require(events.map(\.name) == ["lost"] + Array(repeating: "bridge.unreachable", count: 4))
            let lost = try JSONValue(parsing: events[0].data)
            #expect(lost["count"] == 4)
            #expect(events.map(\.id) == ["a1-6", "a1-7", "a1-8", "a1-9", "a1-10"])
        }
    }

    @Test("A reader of another loop gets all that is kept, and is told that something may be missing")
    func otherLife() async throws {
        try await ControlStage.run { stage in
            await stage.bus.take(Self.event("one"))
            let events = await Self.read(stage, 2, after: "b7-99")
            try #require(events.map(\.name) == ["lost", "bridge.unreachable"])
            let lost = try JSONValue(parsing: events[0].data)
            #expect(lost["event"] == "lost")
            #expect(lost["count"] == nil)
        }
    }

    @Test("A reader that does not read loses the oldest and not the newest, and holds up nobody")
    func slowReader() async throws {
        try await ControlStage.run(overTCP: true, capacity: 16) { stage in
            let reader = try SlowReader(
                "GET /v1/events HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer reader-secret\r\n\r\n",
                of: try #require(stage.port))
            try await reader.text(until: "retry: 3000")
            // Far more than the sockets hold.
            let long = String(repeating: "x", count: 4096)
            for number in 1...4000 { await stage.bus.take(Self.event("\(number) \(long)")) }
            await stage.bus.take(Self.event("the newest"))
            let text = try await reader.text(until: "the newest")
            #expect(text.contains("event: lost"))
        }
    }

    @Test("Waiting ends with its patience, with a cancelled task, and with the bus")
    func waiting() async throws {
        let bus = EventBus(life: "a")
        #expect(await bus.batch(after: 0, patience: .milliseconds(1)) == EventBus.Batch(end: 0))
        let cancelled = Task { await bus.batch(after: 0, patience: .seconds(600)) }
        cancelled.cancel()
        #expect(await cancelled.value.events.isEmpty)
        let waiting = Task { await bus.batch(after: 0, patience: .seconds(600)) }
        await bus.close()
        #expect(await waiting.value.isOver)
    }

    @Test("Every sink gets every event as it is")
    func sinks() async throws {
        let log = EventLog()
        let bus = EventBus(to: [log, log], life: "a")
        await bus.take(Self.event("one"))
        #expect(await log.events == [Self.event("one"), Self.event("one")])
    }
}

extension String {
    /// The reason that an event gives; nil for what is none.
    fileprivate var reason: String? { (try? JSONValue(parsing: self))?["reason"]?.text }
}
