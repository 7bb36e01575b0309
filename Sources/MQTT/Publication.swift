/// One message on its way to the broker.
struct Publication: Hashable, Sendable {
    /// The whole topic.
    let topic: String
    /// The message; an empty one that is retained takes the retained one away.
    let payload: [UInt8]
    /// The broker keeps it for whoever subscribes later.
    let isRetained: Bool
    /// After how many seconds nobody shall get it any more (MQTT 5 section 3.3.2.3.3); nil keeps it.
    let expiry: UInt32?

    /// A value that stands until the next.
    static func state(_ topic: String, _ payload: [UInt8]) -> Publication {
        Publication(topic: topic, payload: payload, isRetained: true, expiry: nil)
    }

    /// Takes a retained value away.
    static func removal(_ topic: String) -> Publication { state(topic, []) }

    /// Something that happened: for those who listen now.
    static func event(_ topic: String, _ payload: [UInt8], lifetime: UInt32) -> Publication {
        Publication(topic: topic, payload: payload, isRetained: false, expiry: lifetime)
    }
}

/// One message that the broker brought.
struct Delivery: Hashable, Sendable {
    let topic: String
    let payload: [UInt8]
    /// It lay there before we came: nobody sent it now.
    let isRetained: Bool
    /// Seconds that it may still wait, where its sender said so.
    let expiry: UInt32?
}
