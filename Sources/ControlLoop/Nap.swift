/// A wait that somebody else can end; it belongs to the actor that holds it.
final class Nap {
    private let alarms: AlarmClock
    private var ticket: Int?

    /// Nobody sleeps yet.
    ///
    /// - Parameter alarms: what wakes it in time.
    init(by alarms: AlarmClock) {
        self.alarms = alarms
    }

    /// Waits so long, or with nil until ``end()``; ends early when the task is cancelled.
    func sleep(_ time: Duration?) async {
        let ticket = alarms.ticket()
        self.ticket = ticket
        await alarms.sleep(ticket, for: time)
    }

    /// Wakes who sleeps; nobody who comes later.
    func end() {
        if let ticket { alarms.wake(ticket) }
        ticket = nil
    }
}
