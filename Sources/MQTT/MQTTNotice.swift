/// Something that whoever keeps the log should know; the executable makes sentences of it.
public enum MQTTNotice: Hashable, Sendable {
    /// The connection stands.
    case connected
    /// There is none, or none any more; tries follow by themselves. Told once until it stands again.
    case disconnected(BrokerError)
    /// A command was refused, and why.
    case refused(topic: String, Reason)
    /// So many more were refused within a minute, beside those that were told singly.
    case refusedMore(Int)
    /// Events that nobody got while the broker was away, since this was last told.
    case history(Int)
    /// A broker without login or client certificate: nobody may command anything by it.
    case commandsOff

    /// Why a command was not carried out.
    public enum Reason: Hashable, Sendable {
        /// It lay at the broker before we came: nobody wants it now.
        case retained
        /// None of the words.
        case notUnderstood
        /// No such device, or two of that id.
        case unknownDevice
        /// The settings do not allow it.
        case notAllowed
        /// Too many others are under way.
        case tooMany
    }
}
