import NukiDomain

/// Sign-in, callbacks, and what keeps a bridge going.
extension BridgeFirmware {
    /// `/auth` keeps the bridge busy until the button is pressed or the window closes.
    func authorize(_ faults: Faults) async throws(Refusal) -> WireJSON {
        guard isAuthEnabled else { throw .forbidden }
        let window = ButtonWindow()
        buttonWindow = window
        defer { buttonWindow = nil }
        guard await window.isPressed(before: moment.advanced(by: time.scaled(ButtonWindow.length)), time) else {
            return ["success": false]
        }
        guard let token = token ?? BridgeToken.random() else { return ["success": false] }
        self.token = token
        return ["success": true, "token": .text(token.text + (faults.authAppendsWifi ? "NeighbourhoodWLAN" : ""))]
    }

    /// `/configAuth`.
    func configureAuth(_ request: IncomingRequest) throws(Refusal) -> WireJSON {
        isAuthEnabled = try request.number("enable", in: 0...1) == 1
        return ["success": true]
    }

    /// `/callback/add`.
    func addCallback(_ request: IncomingRequest) throws(Refusal) -> WireJSON {
        let url = try request.callbackURL()
        guard callbackBook.add(url) else { return ["success": false, "message": "too many callbacks registered"] }
        watchWhatMoves()
        return ["success": true]
    }

    /// `/callback/remove`; what real bridges say of a free slot is not known.
    func removeCallback(_ request: IncomingRequest) throws(Refusal) -> WireJSON {
        let id = try request.number("id", in: 0...CallbackBook.slotCount - 1)
        guard callbackBook.remove(id: id) else { return ["success": false, "message": "no such callback"] }
        return ["success": true]
    }

    /// `/log`.
    func showLog(_ request: IncomingRequest) throws(Refusal) -> WireJSON {
        let offset = try request.number("offset", missing: 0)
        let count = try request.number("count", missing: 100)
        log.write(.log, at: moment.bridgeTime)
        return log.listed(offset: offset, count: count)
    }

    /// `/clearlog`.
    func clearLog() -> BridgeAnswer {
        log.clear()
        return .nothing
    }

    /// `/fwupdate`: there never is a newer firmware.
    func updateFirmware(_ request: IncomingRequest) throws(Refusal) -> BridgeAnswer {
        _ = try request.number("scope", in: 0...2, missing: 0)
        if request["nukiid"] != nil, index(of: try request.deviceKey()) == nil { throw .notFound }
        return .nothing
    }

    /// `/factoryReset`. A real bridge would also forget its Wi-Fi and stay away; this one comes back with nothing but
    /// its ids.
    func forgetEverything() -> BridgeAnswer {
        for watch in watches.values { watch.cancel() }
        watches = [:]
        devices = []
        callbackBook = CallbackBook()
        log.clear()
        token = nil
        isAuthEnabled = true
        return .farewell
    }

    /// It loses its power: what it waited for and what it still had to tell is forgotten. Devices go on by themselves.
    func switchOff() {
        isOn = false
        for watch in watches.values { watch.cancel() }
        watches = [:]
        delivery?.cancel()
        delivery = nil
        callbackQueue = CallbackQueue()
    }

    /// It has its power again: what it has stored is still there, its uptime begins anew.
    func switchOn() {
        isOn = true
        switchedOn = moment.elapsed
        frozenUntil = nil
        watchWhatMoves()
    }
}
