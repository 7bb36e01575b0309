/// One server-sent event (WHATWG HTML section 9.2).
public struct ServerEvent: Hashable, Sendable {
    /// Where a reader goes on behind it; empty where it has none.
    public let id: String
    /// What kind it is; `message` where it does not say.
    public let name: String
    /// Its lines, joined.
    public let data: String
}

/// Takes the body of an event stream apart, whatever the pieces it comes in.
public struct ServerEventParser: Sendable {
    private var line: [UInt8] = []
    private var id = ""
    private var name = ""
    private var data: [String] = []

    /// Before the first byte.
    public init() {}

    /// Takes a piece of the body; returns the events that it completes.
    public mutating func take(_ piece: [UInt8]) -> [ServerEvent] {
        var events: [ServerEvent] = []
        for byte in piece {
            guard byte == UInt8(ascii: "\n") else {
                line.append(byte)
                continue
            }
            if line.last == UInt8(ascii: "\r") { line.removeLast() }
            if let event = takeLine(String(decoding: line, as: UTF8.self)) { events.append(event) }
            line.removeAll(keepingCapacity: true)
        }
        return events
    }

    private mutating func takeLine(_ line: String) -> ServerEvent? {
        guard !line.isEmpty else {
            defer {
                name = ""
                data = []
            }
            guard !data.isEmpty else { return nil }
            return ServerEvent(id: id, name: name.isEmpty ? "message" : name, data: data.joined(separator: "\n"))
        }
        let parts = line.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        let value = parts.count == 2 ? String(parts[1].hasPrefix(" ") ? parts[1].dropFirst() : parts[1]) : ""
        switch parts[0] {
        case "id": id = value
        case "event": name = value
        case "data": data.append(value)
        default: break  // a comment, or nothing that matters here
        }
        return nil
    }
}
