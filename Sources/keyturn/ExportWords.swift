import Entries
import Guidance
import NukiDomain

/// Sentences about what an export does not say, and what its receiver does otherwise.
enum ExportWords {
    /// What a merge changes in Home Assistant's file; without any token.
    static func difference(_ merge: HomeAssistantMerge, _ entries: [BridgeEntry]) -> [String] {
        let kept = merge.kept == 1 ? "1 entry stays as it is" : "\(merge.kept) entries stay as they are"
        return ["  \(kept)"]
            + entries.map { "+ nuki \($0.id.unpaddedHex) at \($0.endpoint.description.safeForDisplay)" }
            + [
                "Stop Home Assistant before its file is changed: it writes it anew from memory. Keep the old file "
                    + "until it has started."
            ]
    }

    static func sentence(_ note: ExportNote, for receiver: String) -> String {
        switch note {
        case .tokenRedacted(let id):
            "note: bridge \(id): REDACTED stands for the token; --include-token writes it."
        case .tokenMissing(let id):
            "warning: bridge \(id): no token is stored; REDACTED stands in its place."
        case .buttonNeeded(let id):
            "note: bridge \(id): \(receiver) has no place for a token. Start it, then press the button on the bridge "
                + "once."
        case .tokenToType(let id):
            "note: bridge \(id): ioBroker encrypts the token of its adapter nuki itself; type it into its settings."
        case .driftedClock(let id, let seconds):
            "warning: bridge \(id): its clock is \(InputWords.clockError(seconds)); \(receiver) cannot sign in by it. "
                + "Let the bridge reach the internet first."
        case .otherSignIn(let id, let own, let theirs):
            "\(theirs == .plain ? "warning" : "note"): bridge \(id): its entry signs in \(how(own)); "
                + "\(receiver) signs in \(how(theirs))."
        case .callbackTaken(let id):
            "note: bridge \(id): if all three callbacks of the bridge are taken, \(receiver) deletes the first. "
                + "See whose it is: keyturn bridge callbacks \(id)"
        case .serverIDMissing(let id):
            "warning: bridge \(id): its id at Nuki's servers is not known, by which \(receiver) knows bridges. "
                + "keyturn setup reads it from the bridge."
        case .serverIDTooSmall(let id):
            "warning: bridge \(id): \(receiver) changes a server id below 0x10000000. No bridge is written, and it "
                + "finds them by Nuki's cloud."
        case .addressFixed(let id):
            "note: bridge \(id): \(receiver) does not follow it to another address. Give it a fixed one in the router."
        case .deviceLeftOut(let id, let device):
            "warning: bridge \(id): \(receiver) knows no device of type \(device.key.type.rawValue); "
                + "\(device.name.safeForDisplay) (\(device.key.id)) is left out."
        case .ownAddressMissing(let id):
            "note: bridge \(id): write FHEM's own address for ADDRESS and take away the #, so that the bridge can call it."
        case .otherPort(let id, let port):
            "warning: bridge \(id): it answers at port \(port); \(receiver) asks at port 8080 alone, and cannot reach it."
        case .notCarried(let id, let keys):
            "note: bridge \(id): \(receiver) is not told: \(keys.joined(separator: ", "))."
        }
    }

    /// The values that a person may type instead.
    ///
    /// - Parameter showsToken: false where a file was asked for, in which the token stands.
    static func lines(_ form: HomeAssistantForm, showsToken: Bool) -> [String] {
        [
            "To type into Home Assistant for bridge \(form.bridge) (Settings > Devices & services > Add integration > "
                + "Nuki Bridge):",
            "  Host           \(form.host)", "  Port           \(form.port)",
            "  Access token   \(showsToken ? form.token : "as in the file")",
            "  Encrypt token  \(form.encryptsToken ? "on" : "off")",
        ]
    }

    private static func how(_ mode: AuthMode) -> String {
        switch mode {
        case .encrypted: "encrypted"
        case .hashed: "by hash"
        case .plain: "with the token in clear"
        }
    }
}

extension ExportFormat {
    /// Whom it is for.
    var receiver: String {
        switch self {
        case .json: "keyturn"
        case .homeAssistant: "Home Assistant"
        case .openHAB: "openHAB"
        case .homebridge: "homebridge-nb"
        case .ioBroker: "ioBroker"
        case .fhem: "FHEM"
        case .env: "the shell"
        }
    }
}
