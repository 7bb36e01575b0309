/// How a value came to be known.
public enum ValueSource: String, Hashable, Sendable, Codable {
    /// The bridge's own list, asked for.
    case poll
    /// The bridge sent it unasked; anybody on the network could have.
    case callback
    /// The answer to a command.
    case command
}
