public import Entries

/// Where the API is served.
public enum ControlPlace: Sendable {
    /// A unix socket, whose file's permission is the login.
    case socket(path: String)
    /// TCP, always with a token out of a file.
    case tcp(LoopSettings.ListenPlace, tokens: APITokenFile)
}
