/// What is wrong with the callbacks of a simulated bridge; part of ``Faults``.
public struct CallbackFaults: Hashable, Sendable, Encodable {
    /// `drop_every`: every such event is told to nobody, counted from the first; 1 is all of them.
    public var dropEvery: Int?
    /// `duplicate`: every callback is posted twice.
    public var isDoubled = false
    /// `delay`: events are told so many seconds late (homebridge-nb #153).
    public var delay = 0.0
    /// `reorder`: of every two events the second is told first; the first waits until there is a second.
    public var isReordered = false
    /// `first_blocks`: when the first address fails, the others are told nothing of that event (homebridge-nb #51).
    public var firstBlocks = false

    /// Nothing is wrong.
    public init() {}

    enum CodingKeys: String, CodingKey, CaseIterable {
        case delay
        case dropEvery = "drop_every"
        case isDoubled = "duplicate"
        case isReordered = "reorder"
        case firstBlocks = "first_blocks"
    }
}
