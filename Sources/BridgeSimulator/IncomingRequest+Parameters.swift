import NukiDomain

extension IncomingRequest {
    /// `nukiId` in decimal, and `deviceType`, which is 0 when it is missing.
    func deviceKey() throws(Refusal) -> DeviceKey {
        guard let id = self["nukiid"]?.decimal.flatMap({ UInt32(exactly: $0) }),
            let type = (self["devicetype"] ?? "0").decimal
        else { throw .badRequest }
        return DeviceKey(type: DeviceType(rawValue: type), id: NukiID(rawValue: id))
    }

    /// `action`, 1 to 5.
    func action() throws(Refusal) -> LockAction {
        guard let action = self["action"]?.decimal.flatMap(LockAction.init) else { throw .badRequest }
        return action
    }

    /// `nowait` turned round: true unless it is 1 or true. Clients write it in several ways (pynuki `noWait=1`,
    /// go-nukibridgeapi `nowait=true`).
    func waits() throws(Refusal) -> Bool {
        switch (self["nowait"] ?? "0").lowercased() {
        case "0", "false": true
        case "1", "true": false
        default: throw .badRequest
        }
    }
}

extension String {
    /// A number of digits alone, without a sign.
    fileprivate var decimal: Int? {
        utf8.allSatisfy { (0x30...0x39).contains($0) } ? Int(self) : nil
    }
}
