/// Ways in which an answer can go wrong between the bridge and its client.
public enum WireFault: String, Hashable, Sendable, Codable, CaseIterable {
    /// The connection is closed in the middle of the chunk.
    case truncatedChunk = "truncated_chunk"
    /// The size of the chunk is no number (homebridge-nb #77).
    case badChunkSize = "bad_chunk_size"
    /// One byte a second.
    case drip
    /// The connection is reset before anything is done or said (ioBroker.nuki #67).
    case reset
    /// The body never ends.
    case endless
}

extension WireFault {
    /// What becomes of an answer; those without JSON come through as they are.
    ///
    /// - Parameter pause: waits for the time between two bytes of a drip.
    func transmission(of answer: BridgeAnswer, pause: @escaping @Sendable () async -> Void) -> Transmission {
        guard case .json(let json) = answer else { return answer.transmission }
        let chunk = BridgeAnswer.chunk(json.line)
        switch self {
        case .truncatedChunk: return Transmission(bytes: BridgeAnswer.head + chunk.prefix(chunk.count / 2))
        case .badChunkSize:
            return Transmission(bytes: BridgeAnswer.head + Array("z".utf8) + chunk + BridgeAnswer.lastChunk)
        case .drip: return Transmission(bytes: answer.transmission.bytes, manner: .dripping(pause: pause))
        case .reset: return BridgeAnswer.reset.transmission
        case .endless: return Transmission(bytes: BridgeAnswer.head, manner: .endless(chunk))
        }
    }
}
