public import NukiDomain

/// What a request wants, by its method and its path.
enum ControlRoute: Hashable, Sendable {
    case bridges
    case devices
    case device(DeviceKey)
    case action(DeviceKey, name: String)
    case events
    case health
    case metrics
    case description

    /// Why a request wants nothing that there is.
    enum Fault: Error, Hashable, Sendable {
        /// No such path.
        case unknownPath
        /// The path is there for another method.
        case method(allowed: String)
    }

    /// - Parameter path: without its query.
    init(method: String, path: String) throws(Fault) {
        let (route, allowed) = try Self.route(path.split(separator: "/", omittingEmptySubsequences: false).dropFirst())
        guard method == allowed else { throw .method(allowed: allowed) }
        self = route
    }

    private static func route(
        _ parts: ArraySlice<Substring>
    ) throws(Fault) -> (ControlRoute, method: String) {
        switch Array(parts) {
        case ["healthz"]: return (.health, "GET")
        case ["metrics"]: return (.metrics, "GET")
        case ["openapi.json"]: return (.description, "GET")
        case ["v1", "bridges"]: return (.bridges, "GET")
        case ["v1", "devices"]: return (.devices, "GET")
        case ["v1", "events"]: return (.events, "GET")
        default: break
        }
        guard parts.count == 3 || parts.count == 5, parts.starts(with: ["v1", "devices"]),
            let key = DeviceKey(typeAndHex: parts[parts.startIndex + 2])
        else { throw .unknownPath }
        guard parts.count == 5 else { return (.device(key), "GET") }
        let name = parts[parts.startIndex + 4]
        guard parts[parts.startIndex + 3] == "actions", ActionOrder.names.contains(String(name)) else {
            throw .unknownPath
        }
        return (.action(key, name: String(name)), "POST")
    }
}

extension DeviceKey {
    /// Reads `0-21DF943C`: the type, and the id in eight hex digits of either case.
    init?(typeAndHex text: some StringProtocol) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 2, (1...3).contains(parts[0].utf8.count), parts[0].utf8.allSatisfy(Self.isDigit),
            let type = Int(parts[0]), parts[1].utf8.count == 8, let id = BridgeID(hex: parts[1])
        else { return nil }
        self.init(type: DeviceType(rawValue: type), id: NukiID(rawValue: id.rawValue))
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

    /// The same two, as the API names a device.
    public var typeAndHex: String { "\(type.rawValue)-\(id)" }
}
