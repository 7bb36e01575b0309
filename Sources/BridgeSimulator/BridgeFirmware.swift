import BridgeAPI
import FoundationEssentials
import NukiDomain

/// What goes on inside a simulated bridge: a request comes in, an answer goes out.
///
/// Checks are made in this order: busy, path, sign-in, parameters, device.
actor BridgeFirmware {
    /// What it began with.
    let household: Household
    /// The clocks.
    let time: SimulatedTime
    private let report: @Sendable (ServedRequest) -> Void

    /// Locks and openers that are paired.
    var devices: [SimulatedDevice]
    /// The secret; nil after a factory reset, until `/auth` makes a new one.
    var token: BridgeToken?
    /// `/auth` gives the token away.
    var isAuthEnabled: Bool
    /// Seconds by which the bridge's clock is ahead.
    var clockOffset: Int
    /// What it wrote down.
    var log = BridgeLog()
    /// Where changes are posted to.
    var callbackBook = CallbackBook()
    /// Changes that are still to be told.
    var callbackQueue = CallbackQueue()
    /// Tells what is in the queue, while there is anything.
    var delivery: Task<Void, Never>?
    /// What became of callbacks; its addresses are filled in by ``truth``.
    var callbackCounts = SimulatedTruth.CallbackTruth()
    /// Those that wait for a device to come to rest, or for the bridge to hear of a change.
    var watches: [DeviceKey: Task<Void, Never>] = [:]
    /// What is wrong.
    var faultCourse: FaultCourse
    /// Waits for the button.
    var buttonWindow: ButtonWindow?
    /// Nothing is answered before.
    var frozenUntil: Duration?
    /// False while it restarts.
    var isOn = true
    /// When it was switched on.
    var switchedOn: Duration

    private var signIns = SignInBook()
    private var isBusy = false
    private var requests = LatestItems<ServedRequest>(limit: SimulatedTruth.kept)
    private var requestCount = 0
    private var lockActions = 0

    /// A bridge that was just switched on.
    init(_ household: Household, time: SimulatedTime, report: @escaping @Sendable (ServedRequest) -> Void) {
        self.household = household
        self.time = time
        self.report = report
        token = household.token
        isAuthEnabled = household.isAuthEnabled
        clockOffset = household.clockOffset
        faultCourse = FaultCourse(Faults())
        let start = time.moment(bridgeOffset: household.clockOffset)
        devices = household.devices.map { SimulatedDevice($0, at: start) }
        switchedOn = start.elapsed
    }

    /// Now, by both clocks.
    var moment: Moment { time.moment(bridgeOffset: clockOffset) }

    /// Answers one request, at once or when the device has done what it was told.
    ///
    /// - Parameter restart: is called once an answer is sent after which the bridge restarts.
    func answer(_ request: IncomingRequest, restart: @escaping @Sendable () async -> Void) async -> Transmission {
        let came = moment
        let rightTime = came.bridgeTime.addingTimeInterval(-Double(clockOffset))
        await thaw()
        let strike = faultCourse.strike(path: request.path)
        let claim = signInClaim(request, strike.faults)
        let answer: BridgeAnswer
        do throws(Refusal) {
            answer = try await exclusively(request, claim, strike)
        } catch {
            answer = .refusal(error)
        }
        if strike.isLast { suffer(Faults()) }
        add(
            ServedRequest(
                request, status: answer.status, time: rightTime,
                stampAhead: claim?.time.map { Int($0.timeIntervalSince(came.bridgeTime).rounded(.up)) }),
            isLockAction: BridgePath(rawValue: request.path)?.isLockAction ?? false)
        let late = strike.faults.late
        if late > 0 { await time.wait(until: moment.advanced(by: time.scaled(.seconds(late)))) }
        var transmission = answer.transmission
        if let wire = strike.faults.wire {
            transmission = wire.transmission(of: answer) { [self] in
                await time.wait(until: moment.advanced(by: time.scaled(.seconds(1))))
            }
        }
        if case .farewell = answer { transmission.afterwards = restart }
        return transmission
    }

    /// What really is and was asked.
    var truth: SimulatedTruth {
        let now = moment
        var callbacks = callbackCounts
        callbacks.urls = callbackBook.urls.map(\.text)
        return SimulatedTruth(
            requests: Array(requests.items), requestCount: requestCount, lockActions: lockActions,
            clockOffset: clockOffset, callbacks: callbacks,
            devices: devices.map { .init($0.plan, $0.condition(at: now)) })
    }

    private func add(_ served: ServedRequest, isLockAction: Bool) {
        requests.append(served)
        requestCount += 1
        if isLockAction { lockActions += 1 }
        report(served)
    }

    /// A frozen bridge lets everybody wait.
    private func thaw() async {
        while let frozenUntil, !Task.isCancelled {
            let now = moment
            guard frozenUntil > now.elapsed else {
                self.frozenUntil = nil
                return
            }
            await time.wait(until: now.advanced(by: frozenUntil - now.elapsed))
        }
    }

    private func exclusively(
        _ request: IncomingRequest, _ claim: SignInClaim?, _ strike: FaultCourse.Strike
    ) async throws(Refusal) -> BridgeAnswer {
        guard !isBusy, !strike.isBusy else { throw .unavailable }
        isBusy = true
        defer { isBusy = false }
        let faults = strike.faults
        if faults.delay > 0 { await time.wait(until: moment.advanced(by: time.scaled(.seconds(faults.delay)))) }
        if faults.wire == .reset { return .reset }
        guard request.method == "GET", let path = BridgePath(rawValue: request.path) else { throw .badRequest }
        if path != .auth {
            guard signIns.accepts(claim, now: moment.bridgeTime, takesFuture: faults.takesFutureStamps) else {
                throw faults.badTokenStatus.flatMap(Refusal.init) ?? .unauthorized
            }
        }
        return try await serve(path, request, faults)
    }

    /// Old firmware takes no notice of the parameters of an encrypted sign-in.
    private func signInClaim(_ request: IncomingRequest, _ faults: Faults) -> SignInClaim? {
        guard let token else { return nil }
        let query =
            Household.takesEncrypted(firmware: shownFirmware(faults))
            ? request.query : request.query.filter { $0.name != "ctoken" }
        return SignInClaim(query: query, token: token)
    }

    private func serve(
        _ path: BridgePath, _ request: IncomingRequest, _ faults: Faults
    ) async throws(Refusal) -> BridgeAnswer {
        switch path {
        case .auth: .json(try await authorize(faults))
        case .configAuth: .json(try configureAuth(request))
        case .info: .json(info(faults))
        case .list: .json(list(faults))
        case .lockState: .json(try await lockState(request, faults))
        case .lockAction: try await carryOut(.action(try request.action()), request, waits: try request.waits(), faults)
        case .lock: try await carryOut(.simpleLock, request, waits: true, faults)
        case .unlock: try await carryOut(.simpleUnlock, request, waits: true, faults)
        case .callbackAdd: .json(try addCallback(request))
        case .callbackList: .json(callbackBook.listed)
        case .callbackRemove: .json(try removeCallback(request))
        case .unpair: .json(try unpair(request, faults))
        case .log: .json(try showLog(request))
        case .clearLog: clearLog()
        case .firmwareUpdate: try updateFirmware(request)
        case .reboot: .farewell
        case .factoryReset: forgetEverything()
        }
    }
}
