import CMosquitto

/// What libmosquitto calls back, on the thread that reads: turns C into words.
final class MosquittoEar {
    /// A word of the broker.
    enum Word {
        /// The connection stands.
        case welcome
        /// It was refused, with this reason code.
        case refusal(code: Int32, String)
        /// The broker has the message of this number.
        case receipt(Int32)
        /// Somebody's message.
        case delivery(Delivery)
        /// The connection is over, for a reason of the broker or of the network.
        case end(String)
    }

    private let hear: (Word) -> Void

    init(_ hear: @escaping (Word) -> Void) {
        self.hear = hear
    }

    /// Has a client call the ear that it was made with.
    static func attach(to client: OpaquePointer) {
        unsafe libmosquitto.connect_v5_callback_set(client) { _, context, code, _, _ in
            let words = libmosquitto.reason(code)
            unsafe MosquittoEar.of(context)?.hear(code == 0 ? .welcome : .refusal(code: code, words))
        }
        unsafe libmosquitto.disconnect_v5_callback_set(client) { _, context, code, _ in
            // The library reports errors of its own and the broker's reasons by the same number.
            let words = code >= 0x80 ? libmosquitto.reason(code) : libmosquitto.words(code)
            unsafe MosquittoEar.of(context)?.hear(.end(words))
        }
        unsafe libmosquitto.publish_v5_callback_set(client) { _, context, number, _, _ in
            unsafe MosquittoEar.of(context)?.hear(.receipt(number))
        }
        unsafe libmosquitto.message_v5_callback_set(client) { _, context, message, properties in
            guard let delivery = unsafe Delivery(message, properties) else { return }
            unsafe MosquittoEar.of(context)?.hear(.delivery(delivery))
        }
    }

    private static func of(_ context: UnsafeMutableRawPointer?) -> MosquittoEar? {
        unsafe context.map { unsafe Unmanaged<MosquittoEar>.fromOpaque($0).takeUnretainedValue() }
    }
}

extension Delivery {
    /// Nil for a message that is too large for anything we understand.
    fileprivate init?(_ message: UnsafePointer<mosquitto_message>?, _ properties: OpaquePointer?) {
        guard let message = unsafe message?.pointee, let topic = unsafe message.topic,
            unsafe message.payloadlen <= Delivery.largest
        else { return nil }
        unsafe self.topic = String(cString: topic)
        unsafe payload = Array(UnsafeRawBufferPointer(start: message.payload, count: Int(message.payloadlen)))
        unsafe isRetained = message.retain
        var seconds: UInt32 = 0
        let found = unsafe libmosquitto.property_read_int32(
            properties, Int32(bitPattern: MQTT_PROP_MESSAGE_EXPIRY_INTERVAL.rawValue), &seconds, false)
        expiry = unsafe found == nil ? nil : seconds
    }

    /// A command is a word or a small object.
    private static let largest: Int32 = 1024
}
