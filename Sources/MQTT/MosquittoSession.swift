import CMosquitto
import Glibc
import Linux
import NukiDomain

/// One connection to a broker, from the first byte to the last: libmosquitto's client, used on one thread.
///
/// It is made anew for each connection, so that nothing waits inside of the library: what was not acknowledged is known
/// to whoever handed it over. The session at the broker is a clean one: commands that somebody left for an earlier
/// session never arrive.
@safe
struct MosquittoSession: ~Copyable {
    /// Seconds without a word before the broker is asked whether it lives.
    private static let keepAlive: Int32 = 30
    /// What the library does once in a process.
    private static let beginning: Int32 = libmosquitto.lib_init()

    private let client: OpaquePointer
    private let ear: Unmanaged<MosquittoEar>

    /// - Parameters:
    ///   - will: what the broker publishes once it hears no more of us.
    ///   - hear: called for every word of the broker, within ``read()`` and ``upkeep()``.
    init(
        _ broker: Broker, version: MQTTVersion, will: Publication, hear: @escaping (MosquittoEar.Word) -> Void
    ) throws(BrokerError) {
        do throws(LibraryError) {
            try MosquittoLibrary.open()
        } catch {
            throw .noLibrary(error)
        }
        _ = Self.beginning
        let ear = unsafe Unmanaged.passRetained(MosquittoEar(hear))
        guard let client = unsafe libmosquitto.new(broker.clientID, true, ear.toOpaque()) else {
            unsafe ear.release()
            throw .unusable("client id \(broker.clientID)")
        }
        do throws(BrokerError) {
            try unsafe Self.prepare(client, for: broker, version, will)
        } catch {
            unsafe libmosquitto.destroy(client)
            unsafe ear.release()
            throw error
        }
        unsafe self.client = client
        unsafe self.ear = ear
    }

    deinit {
        unsafe libmosquitto.destroy(client)
        unsafe ear.release()
    }

    /// Waits for the connection to be made; the broker's welcome, or its refusal, is a word of its own.
    func connect(to broker: Broker) throws(BrokerError) {
        let result = unsafe libmosquitto.connect(client, broker.host, Int32(broker.port.rawValue), Self.keepAlive)
        guard result != MOSQ_ERR_SUCCESS.number else { return }
        let isTLS = result == MOSQ_ERR_TLS.number || result == MOSQ_ERR_TLS_HANDSHAKE.number
        throw isTLS ? .encryption(Self.words(result)) : .unreachable(Self.words(result))
    }

    /// What to wait on; -1 while there is no connection.
    var descriptor: Int32 { unsafe libmosquitto.socket(client) }
    /// Something is left to be written.
    var wantsToWrite: Bool { unsafe libmosquitto.want_write(client) }

    /// Takes in what has arrived.
    func read() throws(BrokerError) { try Self.ensure(unsafe libmosquitto.loop_read(client, 1)) }
    /// Writes what is left.
    func write() throws(BrokerError) { try Self.ensure(unsafe libmosquitto.loop_write(client, 1)) }
    /// Asks the broker whether it lives, when it is time; wanted about once a second.
    func upkeep() throws(BrokerError) { try Self.ensure(unsafe libmosquitto.loop_misc(client)) }

    /// Hands a message over; the broker's receipt names the returned number.
    func publish(_ publication: Publication) throws(BrokerError) -> Int32 {
        var number: Int32 = 0
        var properties: OpaquePointer?
        defer { unsafe libmosquitto.property_free_all(&properties) }
        if let expiry = publication.expiry {
            try Self.ensure(
                unsafe libmosquitto.property_add_int32(
                    &properties, Int32(bitPattern: MQTT_PROP_MESSAGE_EXPIRY_INTERVAL.rawValue), expiry))
        }
        let result = unsafe publication.payload.withUnsafeBytes { bytes in
            unsafe libmosquitto.publish_v5(
                client, &number, publication.topic, Int32(bytes.count), bytes.baseAddress, 1, publication.isRetained,
                properties)
        }
        try Self.ensure(result, of: publication.topic)
        return number
    }

    /// Asks for the messages of a topic filter, but for those that lie there already.
    func subscribe(to filter: String) throws(BrokerError) {
        let options = Int32(bitPattern: MQTT_SUB_OPT_SEND_RETAIN_NEVER.rawValue)
        try Self.ensure(unsafe libmosquitto.subscribe_v5(client, nil, filter, 1, options, nil), of: filter)
    }

    /// Says goodbye, so that the will stays unsaid.
    func disconnect() {
        // Without a connection there is nobody to take leave of.
        _ = unsafe libmosquitto.disconnect(client)
    }
}

extension MosquittoSession {
    private static func prepare(
        _ client: OpaquePointer, for broker: Broker, _ version: MQTTVersion, _ will: Publication
    ) throws(BrokerError) {
        unsafe MosquittoEar.attach(to: client)
        try ensure(unsafe libmosquitto.int_option(client, MOSQ_OPT_PROTOCOL_VERSION, version.rawValue))
        let result = unsafe will.payload.withUnsafeBytes { bytes in
            unsafe libmosquitto.will_set(client, will.topic, Int32(bytes.count), bytes.baseAddress, 1, will.isRetained)
        }
        try ensure(result, of: will.topic)
        if let login = broker.login {
            try ensure(
                unsafe libmosquitto.username_pw_set(client, login.user, login.password), of: "user \(login.user)")
        }
        if let encryption = broker.encryption { try unsafe prepare(client, encryption) }
    }

    private static func prepare(_ client: OpaquePointer, _ encryption: Broker.Encryption) throws(BrokerError) {
        var result: Int32
        if encryption.authorities == nil {
            result = unsafe libmosquitto.int_option(client, MOSQ_OPT_TLS_USE_OS_CERTS, 1)
            guard result == MOSQ_ERR_SUCCESS.number else { throw .encryption(words(result)) }
        }
        result = unsafe libmosquitto.tls_set(
            client, encryption.authorities, nil, encryption.certificate, encryption.key, nil)
        guard result == MOSQ_ERR_SUCCESS.number else {
            let files = [encryption.authorities, encryption.certificate, encryption.key].compactMap(\.self)
            throw .encryption("cannot use \(files.joined(separator: ", "))")
        }
    }

    private static func ensure(_ result: Int32, of what: String? = nil) throws(BrokerError) {
        switch result {
        case MOSQ_ERR_SUCCESS.number: return
        case MOSQ_ERR_TLS.number, MOSQ_ERR_TLS_HANDSHAKE.number: throw .encryption(words(result))
        default:
            if let what { throw .unusable(what) }
            throw .ended(words(result))
        }
    }

    private static func words(_ result: Int32) -> String {
        if result == MOSQ_ERR_ERRNO.number { return unsafe String(cString: strerror(errno)) }
        return libmosquitto.words(result)
    }
}

/// The version that is spoken; the broker may know the older one alone.
enum MQTTVersion: Int32 {
    case v311 = 4
    case v5 = 5
}

extension mosq_err_t {
    var number: Int32 { rawValue }
}
