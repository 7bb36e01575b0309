import CBenchmarkPeers
import PacketWire

/// What a reading of a capture finds; every contender has to find the same.
struct DHCPCounts: Equatable {
    /// Frames, whatever is in them, up to the last message.
    var frames = 0
    /// DHCP messages.
    var messages = 0
    /// Those of type REQUEST.
    var requests = 0
    /// Those with a host name, in option 12 or 81.
    var hostNames = 0
    /// REQUESTs whose host name is a bridge's.
    var bridges = 0
    /// Those with option 50.
    var addresses = 0
    /// Those with option 54.
    var servers = 0
    /// Those with option 61.
    var clients = 0
    /// Those that are not well formed.
    var malformed = 0
}

extension DHCPCounts {
    /// What the C parser found.
    init(_ counts: peer_counts) {
        self.init(
            frames: Int(counts.frames), messages: Int(counts.messages), requests: Int(counts.requests),
            hostNames: Int(counts.host_names), bridges: Int(counts.bridges), addresses: Int(counts.addresses),
            servers: Int(counts.servers), clients: Int(counts.clients), malformed: Int(counts.malformed))
    }

    /// Counts one message.
    mutating func add(_ message: DHCPMessage, frame: Int) {
        let options = message.options
        let name = options.hostName ?? options.fullName
        let isRequest = message.type == .request
        frames = frame
        messages += 1
        requests += isRequest ? 1 : 0
        hostNames += name == nil ? 0 : 1
        bridges += isRequest && name?.text.lowercased().hasPrefix("nuki_bridge_") == true ? 1 : 0
        addresses += options.requestedAddress == nil ? 0 : 1
        servers += options.serverIdentifier == nil ? 0 : 1
        clients += options.clientIdentifier == nil ? 0 : 1
        malformed += message.malformed == nil ? 0 : 1
    }
}
