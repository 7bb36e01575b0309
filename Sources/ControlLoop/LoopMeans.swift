import BridgeAPI
import Linux
public import NukiDomain

/// What all bridges of one loop share.
struct LoopMeans: Sendable {
    /// The folder of the bridges' lock files.
    let lanes: String
    /// The folder of what outlasts a restart; nil keeps nothing.
    let state: String?
    let dialer: BridgeDialer
    let sink: any EventSink
    let clock: any BootClock
    /// Where what bridges do by themselves runs; nil for where tasks run.
    let executor: (any TaskExecutor)?
    /// Wakes bridges when something is due.
    let alarms: AlarmClock
    let names: EntityNames
    /// Where bridges report to; nil where nobody listens.
    let callbacks: (any CallbackReceiving)?
    /// Follows bridges that change address; nil leaves them alone.
    let relocation: Relocation?
    /// Where the hardware that tokens in clear go to is looked at.
    let neighbourhood: Neighbourhood
    /// Whether something keeps this machine's clock right.
    let isClockSet: @Sendable () -> Bool

    init(
        lanes: String, state: String?, dialer: BridgeDialer, sink: any EventSink, clock: any BootClock,
        executor: (any TaskExecutor)? = nil, names: EntityNames, callbacks: (any CallbackReceiving)?,
        relocation: Relocation?, neighbourhood: Neighbourhood, isClockSet: @escaping @Sendable () -> Bool
    ) {
        self.lanes = lanes
        self.state = state
        self.dialer = dialer
        self.sink = sink
        self.clock = clock
        self.executor = executor
        alarms = AlarmClock(clock, on: executor)
        self.names = names
        self.callbacks = callbacks
        self.relocation = relocation
        self.neighbourhood = neighbourhood
        self.isClockSet = isClockSet
    }
}

/// The receiver of callbacks, as far as the loop has to know it.
public protocol CallbackReceiving: Sendable {
    /// Listens at an address of this machine, or goes on doing so; nil if that cannot be, which it tells by itself.
    func port(at address: IPAddress) async -> Port?
}
