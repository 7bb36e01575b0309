public import Linux

/// Why frames cannot be had, or came to an end.
public enum CaptureError: Error, Hashable, Sendable {
    /// The thread lacks CAP_NET_RAW.
    case noRight(interface: String)
    /// No interface was named.
    case noInterface
    /// No interface has this name; `existing` are those that could be meant.
    case noSuchInterface(String, existing: [String])
    /// The interface is there and switched off.
    case interfaceDown(String)
    /// The frames begin with something that the caller does not carry; `name` is libpcap's, such as `IEEE802_11`.
    case linkType(Int32, name: String, source: String)
    /// The interface went away while it was listened to.
    case lost(interface: String)
    /// A capture file that is missing, or may not be read.
    case notOpened(file: String, SystemError)
    /// A capture file that is empty, cut, or of no known format; the reason is libpcap's.
    case unreadable(file: String, reason: String)
    /// A capture file that was read up to a place where it makes no sense, such as its end in the middle of a frame.
    case endsEarly(file: String, afterFrames: Int, reason: String)
    /// A capture file that cannot be written; the reason is the system's.
    case unwritable(file: String, reason: String)
    /// What else libpcap or the system refused, in its words.
    case other(source: String, reason: String)
}
