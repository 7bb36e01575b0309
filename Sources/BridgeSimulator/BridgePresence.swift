import NukiDomain

/// Where a bridge is reached, and whether: it may restart, move, or have its API switched off.
actor BridgePresence {
    /// How long a restart takes; how long a real one does is not known.
    static let restarting = Duration.seconds(30)

    private let firmware: BridgeFirmware
    private let time: SimulatedTime
    private let appear: @Sendable (Endpoint) -> Void
    private var host: Host
    /// 0 until one is given.
    private var port: UInt16
    private var listener: HTTPListener?
    private var isAPIOff = false
    private var isAway = false
    private var isStopped = false
    /// Opens or closes the port until it is as it should be.
    private var settling: Task<Void, Never>?
    private var leaving: Task<Void, Never>?
    private var returning: Task<Void, Never>?

    /// A bridge that nobody can reach yet.
    ///
    /// - Parameter appear: is told where it is whenever it joins the network again, after a restart or a move.
    init(
        _ firmware: BridgeFirmware, host: Host, port: UInt16, time: SimulatedTime,
        appear: @escaping @Sendable (Endpoint) -> Void
    ) {
        self.firmware = firmware
        self.appear = appear
        self.host = host
        self.port = port
        self.time = time
    }

    /// Begins to listen.
    ///
    /// - Returns: where.
    func begin(_ faults: Faults) async throws(SimulatorError) -> Endpoint {
        let first = try await listen(host, port)
        listener = first
        port = first.port.rawValue
        await suffer(faults)
        return Endpoint(host: host, port: first.port)
    }

    /// Where it is reached, or was and will be; nil until it has begun.
    var endpoint: Endpoint? {
        Port(rawValue: port).map { Endpoint(host: host, port: $0) }
    }

    /// Takes these faults in place of all others.
    func suffer(_ faults: Faults) async {
        await firmware.suffer(faults)
        isAPIOff = faults.isAPIOff
        await settle()
    }

    /// Breaks off every connection, is away for a while, and comes back.
    func restart() async {
        isAway = true
        await firmware.switchOff()
        await settle()
        guard !isStopped else { return }  // it was while the port closed
        let back = time.moment(bridgeOffset: 0).advanced(by: time.scaled(Self.restarting))
        returning?.cancel()
        returning = Task {
            await time.wait(until: back)
            guard !Task.isCancelled else { return }
            await firmware.switchOn()
            isAway = false
            await settle()
            if let endpoint { appear(endpoint) }
        }
    }

    /// Listens elsewhere, and no longer where it did.
    ///
    /// - Parameter host: nil to stay at this address.
    /// - Parameter port: 0 for any that is free, nil for the same.
    func move(host: Host?, port: UInt16?) async throws(SimulatorError) -> Endpoint {
        let (host, port) = (host ?? self.host, port ?? self.port)
        if host == self.host, port == self.port, let endpoint { return endpoint }
        let next = try await listen(host, port)
        let last = listener
        (self.host, self.port, listener) = (host, next.port.rawValue, next)
        await last?.stop()
        await settle()
        let endpoint = Endpoint(host: host, port: next.port)
        appear(endpoint)
        return endpoint
    }

    /// Closes the port and every connection, and ends whatever else goes on.
    func stop() async {
        isStopped = true
        leaving?.cancel()
        returning?.cancel()
        await firmware.switchOff()
        await settle()
    }

    /// Returns when the port is open or closed as it should be.
    private func settle() async {
        let task = settling ?? Task { await openOrClose() }
        settling = task
        await task.value
    }

    private func openOrClose() async {
        while true {
            let isWanted = !isAPIOff && !isAway && !isStopped
            if isWanted, listener == nil {
                await reopen()
            } else if !isWanted, let open = listener {
                listener = nil
                await open.stop()
            } else {
                settling = nil
                return
            }
        }
    }

    /// Another program may have taken the port meanwhile: it is waited for, 50 ms at a time.
    private func reopen() async {
        let (host, port) = (host, port)
        do throws(SimulatorError) {
            let next = try await listen(host, port)
            if listener == nil, (host, port) == (self.host, self.port) {
                listener = next
            } else {
                await next.stop()
            }
        } catch {
            // Other programs live by this machine's time, not by the simulation's; nobody cancels this wait.
            try? await Task.sleep(for: .milliseconds(50))
        }
    }

    private func listen(_ host: Host, _ port: UInt16) async throws(SimulatorError) -> HTTPListener {
        try await HTTPListener(host: host, port: port) { [self] request in
            await firmware.answer(request) { [self] in await restartSoon() }
        }
    }

    /// The connection over which a restart was asked for must have ended before the restart can end it.
    private func restartSoon() {
        leaving = Task { await restart() }
    }
}
