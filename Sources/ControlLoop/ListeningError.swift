import Linux
import NIOCore

/// Why something of ours cannot be listened at.
public enum ListeningError: Error, Hashable, Sendable {
    /// No socket can have a path of more than 107 bytes.
    case pathTooLong(String)
    /// Another program listens at this socket.
    case alive(path: String)
    /// The place cannot be listened at; the system's words.
    case cannotListen(place: String, reason: String)
}

extension ListeningError {
    /// Says why the system refused to listen.
    init(listeningAt place: String, _ error: IOError) {
        self = .cannotListen(place: place, reason: SystemError("bind", number: error.errnoCode).reason)
    }
}
