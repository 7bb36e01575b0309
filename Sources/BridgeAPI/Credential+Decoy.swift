public import NukiDomain

extension Credential {
    /// One that opens nothing: signs as a bridge expects it, under twenty random characters instead of the token.
    ///
    /// Whatever accepts it would accept anything and is no bridge.
    public static func decoy(_ mode: AuthMode) -> Credential {
        while true {
            // Twenty hex digits are a token, so the first draw is taken.
            if let token = try? BridgeToken(parsing: Hex.lower(SecretBox.random(10))) {
                return Credential(token: token, mode: mode)
            }
        }
    }
}
