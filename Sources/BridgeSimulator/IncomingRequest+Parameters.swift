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

    /// A number from a range.
    ///
    /// - Parameter name: in lower case.
    /// - Parameter missing: what it is when it is left out; nil refuses that.
    func number(_ name: String, in range: ClosedRange<Int> = 0...Int.max, missing: Int? = nil) throws(Refusal) -> Int {
        guard let text = self[name] else {
            guard let missing else { throw .badRequest }
            return missing
        }
        guard let number = text.decimal, range.contains(number) else { throw .badRequest }
        return number
    }

    /// `url`.
    func callbackURL() throws(Refusal) -> CallbackURL {
        guard let url = self["url"].flatMap(CallbackURL.init) else { throw .badRequest }
        return url
    }
}

extension String {
    /// A number of digits alone, without a sign.
    fileprivate var decimal: Int? {
        utf8.allSatisfy { (0x30...0x39).contains($0) } ? Int(self) : nil
    }
}
