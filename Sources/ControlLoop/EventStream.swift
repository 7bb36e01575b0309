import Hummingbird
import NIOCore
import NukiDomain

/// The body of `GET /v1/events`: server-sent events (WHATWG HTML section 9.2) until somebody hangs up or the loop ends.
struct EventStream: Sendable {
    /// Silence after which a comment is sent: whoever is gone is noticed by it, and proxies keep the connection.
    private static let silence = Duration.seconds(15)

    let bus: EventBus
    let start: EventBus.Start

    @concurrent func write(to writer: inout any ResponseBodyWriter) async throws {
        var position = start.number
        // The first bytes tell that the stream stands; 3 s is how long a browser waits before it asks again.
        var text = ": keyturn\nretry: 3000\n\n"
        if start.isUnknown { text += Self.lost(nil, at: EventPosition(life: bus.life, number: position)) }
        var isOver = false
        repeat {
            try await writer.write(ByteBuffer(string: text))
            let batch = await bus.batch(after: position, patience: Self.silence)
            isOver = batch.isOver || Task.isCancelled
            text = batch.events.isEmpty ? ":\n\n" : ""
            if batch.lost > 0 {
                text += Self.lost(batch.lost, at: EventPosition(life: bus.life, number: position + batch.lost))
            }
            for event in batch.events {
                text += Self.event(event.name, event.json, at: EventPosition(life: bus.life, number: event.number))
            }
            position = batch.end
        } while !isOver
        // What came before the end is told; of nothing, one comment more.
        try await writer.write(ByteBuffer(string: text))
        try await writer.finish(nil)
    }

    private static func event(_ name: String, _ json: String, at position: EventPosition) -> String {
        "id: \(position)\nevent: \(name)\ndata: \(json)\n\n"
    }

    /// Says that events are missing, and how many where that is known.
    private static func lost(_ count: Int?, at position: EventPosition) -> String {
        event("lost", count.map { "{\"count\":\($0),\"event\":\"lost\"}" } ?? "{\"event\":\"lost\"}", at: position)
    }
}
