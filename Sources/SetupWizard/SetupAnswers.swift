import Entries
import NukiDomain

/// The answers of a finished setup, under the names that `--answers` reads them by.
public struct SetupAnswers: Hashable, Sendable, Encodable {
    let host: String
    /// Only for a bridge without a hardware id: a replay has to name the id that it is known by.
    let bridge: String?
    let port: UInt16
    let auth: String
    let name: String
    let tokenFile: String?
    let pressButton: Bool?
    let callback: String
    /// The bridge whose place it took.
    let replace: String?

    private enum CodingKeys: String, CodingKey {
        case host, bridge, port, auth, name, callback, replace
        case tokenFile = "token_file"
        case pressButton = "press_button"
    }

    init(_ draft: BridgeDraft, _ entry: BridgeEntry) {
        let origin = draft.token?.origin
        host = entry.endpoint.host.description
        bridge = entry.id.rawValue == entry.serverID ? entry.id.description : nil
        port = entry.endpoint.port.rawValue
        // A token in clear was agreed to in one way or another; a replay has to say so by itself.
        auth = entry.auth == .plain ? entry.auth.rawValue : draft.request.signIn.word
        name = entry.name
        tokenFile = origin == .file ? draft.request.tokenFile : nil
        pressButton = origin == .button ? true : nil
        callback = entry.callback.description
        replace = draft.replaces?.id.description
    }
}
