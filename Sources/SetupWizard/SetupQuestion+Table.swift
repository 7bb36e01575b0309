import Entries
import Guidance
import NukiDomain

extension SetupQuestion {
    /// Every question, in the order of the conversation.
    public static let all: [SetupQuestion] = place + search + signIn + ending

    /// The question of a name.
    public static subscript(id: ID) -> SetupQuestion? { all.first { $0.id == id } }

    private static let place = [
        SetupQuestion(
            .host, "the address of the bridge", fallback: "the bridge that the search finds",
            flags: ["--host ADDRESS"], variable: "KEYTURN_HOST", key: "host",
            how: ["Give it with --host 192.168.1.52."],
            help: [
                "The Nuki app shows it: Manage my devices > Bridge > HTTP API.  A name works as well, and a port may follow: 192.168.1.52:8081.",
                "An address that a router gives can change; one that is reserved there stays.",
            ],
            take: { text, request in takeHost(text, &request) }),
        SetupQuestion(
            .bridge, "the choice of the bridge", fallback: "the only one that is found",
            flags: ["--bridge ID"], key: "bridge", how: ["Give it with --bridge ID or --host ADDRESS."],
            help: [
                "A bridge is heard by DHCP when it starts or renews its address.  Others that are on are found in this machine's tables.",
                "\"answers\" means that the address refuses an unsigned request as a bridge does.",
            ],
            take: { text, request in
                guard let id = BridgeID(hex: text) else { return "\(text.safeForDisplay) is not 1 to 8 hex digits." }
                request.bridge = id
                return nil
            }),
        SetupQuestion(
            .port, "the port of the bridge", fallback: "8080", flags: ["--port NUMBER"],
            variable: "KEYTURN_PORT", key: "port",
            how: ["Give it with --port 8080."],
            help: ["Bridges listen on 8080 unless somebody changed it in the Nuki app, where it is shown."],
            take: { text, request in
                guard let port = Port(text) else { return InputWords.port }
                request.port = port
                return nil
            }),
    ]

    private static let search = [
        SetupQuestion(
            .sources, "what to search with", fallback: "dhcp, neighbours and leases",
            flags: ["--source NAME"], variable: "KEYTURN_SOURCES",
            help: [
                "dhcp listens, neighbours and leases read tables of this machine, scan asks every address of the network, cloud asks Nuki's directory, which then sees your public address."
            ]),
        SetupQuestion(
            .timeout, "how long to search", fallback: "90s", flags: ["--timeout TIME"],
            help: ["A time such as 45s or 2m."]),
        SetupQuestion(
            .interfaces, "the interface to search on", fallback: "every usable one",
            flags: ["--interface NAME"],
            help: ["Loopback, container bridges and VPNs are left out unless they are named."]),
    ]

    private static let signIn = [
        SetupQuestion(
            .token, "the token", fallback: "none", flags: ["--token-file PATH"],
            variable: "KEYTURN_TOKEN_FILE", key: "token_file",
            how: [
                "Give it with --token-file PATH, or --token-file - and a pipe,",
                "or --press-button if someone stands at the bridge.",
            ],
            help: [
                "The Nuki app shows it: Manage my devices > Bridge > HTTP API.  It has 6 to 20 characters.",
                "It is kept in a file that only you can read, and never shown or logged.",
            ],
            take: { text, request in
                guard !text.isEmpty else { return "Name a file, or - for stdin." }
                request.tokenFile = text
                return nil
            }),
        SetupQuestion(
            .button, "the way to the token", fallback: "asked", flags: ["--press-button"], key: "press_button",
            help: [
                "The button makes the bridge hand out its token.  That may switch its HTTP API on, and make a token, before the review.",
                "The answer crosses the network in clear: whoever listens has the token.  Pasting it from the Nuki app avoids that.",
            ],
            take: { text, request in
                guard let isPressed = Bool(text) else { return "It is true or false." }
                request.pressesButton = isPressed
                return nil
            }),
        SetupQuestion(
            .auth, "the sign-in", fallback: "auto: encrypted, hashed for old firmware",
            flags: ["--auth WORD", "--allow-plain"], variable: "KEYTURN_AUTH", key: "auth",
            help: [
                "Encrypted and hashed sign-ins prove the token without sending it, and carry the time.",
                "Plain sends the token itself, to everybody who listens, every time.",
            ],
            take: { text, request in
                guard let choice = SetupRequest.SignInChoice(text) else {
                    return "It is auto, encrypted, hashed or plain."
                }
                request.signIn = choice
                return nil
            }),
    ]

    private static let ending = [
        SetupQuestion(
            .name, "the name", fallback: "Bridge and its id", flags: ["--name NAME"], key: "name",
            help: ["What status, events and exports call the bridge, such as Hallway."],
            take: { text, request in
                do throws(BridgeNameError) {
                    request.name = try BridgeName.parse(text)
                    return nil
                } catch {
                    return InputWords.sentence(error)
                }
            }),
        SetupQuestion(
            .callback, "the callback", fallback: "auto: used if one of the bridge's three slots is free",
            flags: ["--callback auto|off|URL"], key: "callback",
            help: [
                "By a callback the bridge tells of each change at once; without, it is asked every 30 s.",
                "auto registers one while the control loop runs, off never does, http://… is an address of your own.",
            ],
            take: { text, request in takeCallback(text, &request) }),
        SetupQuestion(
            .replace, "the bridge that is replaced",
            fallback: "asked where a new bridge has a device of a configured one",
            flags: ["--replace BRIDGE"], key: "replace",
            help: [
                "Yes gives the new bridge the name, the settings and the entity ids of the old one, whose entry and token go.",
                "No keeps both.  A device that is paired with two bridges is listed by both.",
            ],
            take: { text, request in
                guard !text.isEmpty else { return "Name a configured bridge, or give its hardware id." }
                request.replaces = text
                return nil
            }),
        SetupQuestion(
            .handOff, "what to do at the end", fallback: "asked; without prompts, nothing",
            flags: ["--run", "--no-run"],
            help: ["The control loop watches the bridge and carries out commands, here, until Ctrl-C."]),
        SetupQuestion(
            .consent, "the consent to write", fallback: "asked", flags: ["--yes", "--dry-run"],
            how: ["Give it with --yes, or look first with --dry-run."],
            help: [
                "Nothing was written so far.  \"Show the file\" shows what entries.json will hold.",
                "\"Change something\" goes to the question of a row, and back here.",
            ]),
    ]

    /// A host, with a port behind it if need be.
    private static func takeHost(_ text: String, _ request: inout SetupRequest) -> String? {
        do throws(HostError) {
            request.host = try Host(parsing: text)
            return nil
        } catch .withPort(let word) {
            let parts = word.split(separator: ":")
            let host = word.dropLast((parts.last?.count ?? 0) + 1).filter { $0 != "[" && $0 != "]" }
            guard let host = try? Host(parsing: host), let port = parts.last.flatMap({ Port($0) }) else {
                // The one or the other: the sentence about the whole says both.
                return InputWords.port
            }
            request.host = host
            request.port = port
            return nil
        } catch {
            return InputWords.sentence(error)
        }
    }

    private static func takeCallback(_ text: String, _ request: inout SetupRequest) -> String? {
        let word = text.trimmed
        if word.lowercased().hasPrefix("https://") {
            return "The bridge cannot call https; use http://\(String(word.dropFirst(8)).safeForDisplay)"
        }
        guard let mode = CallbackMode(word) else {
            return "It is auto, off, or an address such as http://192.168.1.9/bridge."
        }
        request.callback = mode
        return nil
    }
}

extension String {
    /// Without the blanks around it.
    fileprivate var trimmed: String {
        String(drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
    }
}

extension SetupRequest.SignInChoice {
    /// Reads the word of the command line.
    init?(_ word: String) {
        if word == "auto" {
            self = .auto
        } else if let mode = AuthMode(rawValue: word) {
            self = .only(mode)
        } else {
            return nil
        }
    }
}

extension Diagnosis {
    /// An answer that nobody may be asked for.
    static func missing(_ id: SetupQuestion.ID) -> Diagnosis {
        guard let question = SetupQuestion[id] else { return .missing(id.rawValue, how: []) }
        return .missing(question.subject, how: question.how)
    }
}
