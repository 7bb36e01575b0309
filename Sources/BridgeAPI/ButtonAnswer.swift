public import NukiDomain

/// What came of waiting for the button (Bridge API 1.13.2, `/auth`).
public enum ButtonAnswer: Sendable {
    /// Somebody pressed: the bridge's token, which crossed the network in clear.
    case token(BridgeToken)
    /// Nobody pressed in 30 s.
    case notPressed
    /// A token that no bridge should have, and why; never cut, never used unasked. Nil where it cannot be a token at all:
    /// empty, with a character that none has, or a hash.
    case oddToken(TokenError, BridgeToken?)
}

extension ButtonAnswer {
    /// Reads `success` and `token`; an answer without the first, or a success without the second, is not
    /// from a bridge.
    init?(_ fields: OutsideValue) {
        guard let isSuccess = fields["success"]?.flag else { return nil }
        guard isSuccess else {
            self = .notPressed
            return
        }
        guard let text = fields["token"]?.text else { return nil }
        do throws(TokenError) {
            self = .token(try BridgeToken(parsing: text))
        } catch {
            // The reason is known already; a second one would be the same.
            self = .oddToken(error, try? BridgeToken(parsing: text, anyLength: true))
        }
    }
}
