import NukiDomain

/// What goes on inside a simulated bridge: a request comes in, an answer goes out.
///
/// Checks are made in this order: busy, path, sign-in, parameters, device.
actor BridgeFirmware {
    private let household: Household
    private let time: SimulatedTime
    private let report: @Sendable (ServedRequest) -> Void
    private var devices: [SimulatedDevice]
    private var signIns = SignInBook()
    private var buttonWindow: ButtonWindow?
    private var isBusy = false
    private var record = SimulatedTruth()

    /// A bridge that was just switched on.
    init(_ household: Household, time: SimulatedTime, report: @escaping @Sendable (ServedRequest) -> Void) {
        self.household = household
        self.time = time
        self.report = report
        let start = time.moment(bridgeOffset: household.clockOffset)
        devices = household.devices.map { SimulatedDevice($0, at: start) }
    }

    /// Answers one request, at once or when the device has done what it was told.
    func answer(_ request: IncomingRequest) async -> BridgeAnswer {
        let answer: BridgeAnswer
        do throws(Refusal) {
            answer = .json(try await exclusively(request))
        } catch {
            answer = .refusal(error)
        }
        let served = ServedRequest(request, status: answer.status)
        record.add(served, isLockAction: BridgePath(rawValue: request.path)?.isLockAction ?? false)
        report(served)
        return answer
    }

    /// Presses the button; false when nothing waits for it.
    func pressButton() -> Bool {
        buttonWindow?.press()
        return buttonWindow != nil
    }

    /// What really is and was asked.
    var truth: SimulatedTruth {
        let now = moment
        var truth = record
        truth.devices = devices.map { .init($0.plan, $0.condition(at: now)) }
        return truth
    }

    private func exclusively(_ request: IncomingRequest) async throws(Refusal) -> WireJSON {
        guard !isBusy else { throw .unavailable }
        isBusy = true
        defer { isBusy = false }
        guard request.method == "GET", let path = BridgePath(rawValue: request.path) else { throw .badRequest }
        if path != .auth {
            guard signIns.accepts(request.query, token: household.token, now: moment.bridgeTime) else {
                throw .unauthorized
            }
        }
        switch path {
        case .auth: return try await authorize()
        case .info: return info
        case .list:
            let now = moment
            return .array(devices.map { $0.listed(at: now) })
        case .lockState: return try await lockState(request)
        case .lockAction:
            let (action, waits) = try (request.action(), request.waits())
            return try await carryOut(.action(action), request, waits: waits)
        case .lock: return try await carryOut(.simpleLock, request, waits: true)
        case .unlock: return try await carryOut(.simpleUnlock, request, waits: true)
        }
    }

    private var moment: Moment { time.moment(bridgeOffset: household.clockOffset) }

    /// `/auth` keeps the bridge busy until the button is pressed or the window closes.
    private func authorize() async throws(Refusal) -> WireJSON {
        guard household.isAuthEnabled else { throw .forbidden }
        let window = ButtonWindow()
        buttonWindow = window
        defer { buttonWindow = nil }
        guard await window.isPressed(before: moment.advanced(by: time.scaled(ButtonWindow.length)), time) else {
            return ["success": false]
        }
        return ["success": true, "token": .text(household.tokenText)]
    }

    private var info: WireJSON {
        [
            "bridgeType": 1,
            "ids": [
                "hardwareId": .number(Int(household.id.rawValue)),
                "serverId": .number(Int(household.serverID.rawValue)),
            ],
            "versions": [
                "firmwareVersion": .text(household.firmware), "wifiFirmwareVersion": .text(household.wifiFirmware),
            ],
            "uptime": .number(Int(moment.elapsed.components.seconds)),
            "currentTime": .time(moment.bridgeTime),
            "wlanConnected": true,
            "serverConnected": true,
            "scanResults": .array(devices.enumerated().map { $1.scanned(index: $0) }),
        ]
    }

    private func lockState(_ request: IncomingRequest) async throws(Refusal) -> WireJSON {
        let index = try index(of: request.deviceKey())
        await time.wait(until: moment.advanced(by: time.scaled(Motion.connecting)))
        let now = moment
        devices[index].ask(at: now)
        return devices[index].read(at: now)
    }

    private func carryOut(_ order: Order, _ request: IncomingRequest, waits: Bool) async throws(Refusal) -> WireJSON {
        let index = try index(of: request.deviceKey())
        let now = moment
        let motion = Motion(order, of: devices[index].plan, from: devices[index].condition(at: now))
        let rest = devices[index].begin(motion, at: now, scaled: time.scaled)
        if waits { await time.wait(until: rest) }
        return ["success": true, "batteryCritical": .flag(devices[index].plan.isBatteryCritical)]
    }

    /// An id that exists under another type is as unknown as any.
    private func index(of key: DeviceKey) throws(Refusal) -> Int {
        guard let index = devices.firstIndex(where: { $0.plan.key == key }) else { throw .notFound }
        return index
    }
}
