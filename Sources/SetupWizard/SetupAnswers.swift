import NukiDomain

/// The answers of a finished setup, under the names that `--answers` reads them by.
public struct SetupAnswers: Hashable, Sendable, Encodable {
    let host: String
    let port: UInt16
    let auth: String
    let name: String
    let tokenFile: String?
    let pressButton: Bool?
    let callback: String

    private enum CodingKeys: String, CodingKey {
        case host, port, auth, name, callback
        case tokenFile = "token_file"
        case pressButton = "press_button"
    }

    init(
        _ request: SetupRequest, endpoint: Endpoint, name: String, mode: AuthMode, token: TokenOrigin, callback: String
    ) {
        host = endpoint.host.description
        port = endpoint.port.rawValue
        // A token in clear was agreed to in one way or another; a replay has to say so by itself.
        auth = mode == .plain ? mode.rawValue : request.signIn.word
        self.name = name
        tokenFile = token == .file ? request.tokenFile : nil
        pressButton = token == .button ? true : nil
        self.callback = callback
    }
}
