/// How a request is signed (Bridge API 1.13.2, "Authentication").
public enum AuthMode: String, Codable, Hashable, Sendable, CaseIterable {
    /// `ctoken` and `nonce`: a box that holds the time; needs firmware 1.22.1 or 2.14.0.
    case encrypted
    /// `ts`, `rnr` and `hash`: for older firmware.
    case hashed
    /// `token`, in clear: only with a person's consent.
    case plain
}
