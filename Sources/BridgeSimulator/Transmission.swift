/// What goes over a connection in answer to one request, and how it ends.
struct Transmission: Sendable {
    /// The bytes, status line and headers included.
    let bytes: [UInt8]
    /// How they are sent.
    var manner = Manner.atOnce
    /// What happens once they are sent.
    var afterwards: (@Sendable () async -> Void)?

    /// Ways to send bytes.
    enum Manner: Sendable {
        /// All together, then the connection is closed.
        case atOnce
        /// One by one with a pause after each, then the connection is closed.
        case dripping(pause: @Sendable () async -> Void)
        /// All together, then these again and again until the other side has had enough.
        case endless([UInt8])
        /// The connection is broken off with a reset once they are sent.
        case reset
    }
}
