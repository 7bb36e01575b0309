public import Linux

/// Why there is no connection to the broker, or no longer one.
public enum BrokerError: Error, Hashable, Sendable {
    /// It could not be reached, in libmosquitto's words.
    case unreachable(String)
    /// It answered and turned us away: the reason code of MQTT 5 section 3.2.2.2, in words.
    case refused(String)
    /// A file of the TLS settings cannot be used, or the broker's certificate cannot be trusted.
    case encryption(String)
    /// The broker, or the way to it, ended a connection that stood.
    case ended(String)
    /// A value that MQTT cannot carry: a topic, a client id, a text that is too long.
    case unusable(String)
    /// libmosquitto is not there.
    case noLibrary(LibraryError)
}
