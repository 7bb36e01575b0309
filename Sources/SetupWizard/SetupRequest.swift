import Discovery
public import Entries
public import NukiDomain

/// What flags and environment already answered, and what nobody may be asked.
public struct SetupRequest: Sendable {
    /// `--host`: where the bridge is; nil searches.
    public var host: Host?
    /// `--bridge`: the one to choose among those found, and the only one to accept.
    public var bridge: BridgeID?
    /// `--port`.
    public var port: Port = .bridgeDefault
    /// `--token-file`; `-` is stdin.
    public var tokenFile: String?
    /// `--press-button`.
    public var pressesButton = false
    /// `--auth`.
    public var signIn: SignInChoice = .auto
    /// `--allow-plain`: lets `auto` fall back to a token in clear, at a typed host.
    public var allowsPlain = false
    /// `--any-token-length`: tokens that no real bridge accepts count, for emulators.
    public var anyTokenLength = false
    /// `--name`.
    public var name: String?
    /// `--callback`.
    public var callback: CallbackMode?
    /// `--replace`: the configured bridge that the new one takes the place of, by name or hardware id.
    public var replaces: String?
    /// `reauth`: the configured bridge that is signed in to anew; nothing else is asked.
    public var renewal: Renewal?
    /// `--yes`: the review is accepted unseen.
    public var accepts = false
    /// `--dry-run`: shows what would be written, and writes nothing.
    public var isDryRun = false
    /// `--run` or `--no-run`; nil asks, and without a person does not run.
    public var handsOff: Bool?
    /// A person is there to answer.
    public var canAsk = false

    /// Begins with the defaults of every question.
    public init() {}

    /// `--auth`.
    public enum SignInChoice: Hashable, Sendable {
        /// Encrypted, hashed for old firmware.
        case auto
        /// This one and no other.
        case only(AuthMode)

        /// The word on the command line.
        public var word: String {
            switch self {
            case .auto: "auto"
            case .only(let mode): mode.rawValue
            }
        }
    }

    /// A configured bridge that is signed in to anew.
    public struct Renewal: Hashable, Sendable {
        let entry: BridgeEntry
        let hardwareMatches: Bool

        /// - Parameter hardwareMatches: the kernel knows the entry's own hardware behind its address.
        public init(_ entry: BridgeEntry, hardwareMatches: Bool) {
            self.entry = entry
            self.hardwareMatches = hardwareMatches
        }
    }

    /// A sign-in was named, so that the token need not be another one.
    var namesSignIn: Bool { signIn != .auto || allowsPlain }

    /// Some flag is an answer about a bridge, so that there is no need to ask what to do.
    var isDirected: Bool {
        host != nil || bridge != nil || tokenFile != nil || pressesButton || name != nil || callback != nil
            || replaces != nil || signIn != .auto || isDryRun || accepts
    }

    /// What holds for a further bridge: nothing that was said about the first one.
    var withoutBridge: SetupRequest {
        var request = SetupRequest()
        request.anyTokenLength = anyTokenLength
        request.isDryRun = isDryRun
        request.canAsk = canAsk
        return request
    }

    /// The sign-ins that may be tried without further consent.
    var plan: SignInPlan {
        signIn == .auto ? .auto(allowPlain: allowsPlain && host != nil) : planWithoutPlain
    }

    /// The same, and nothing in clear unless that is all that was asked for.
    var planWithoutPlain: SignInPlan {
        switch signIn {
        case .auto: .auto(allowPlain: false)
        case .only(let mode): .only(mode)
        }
    }
}
