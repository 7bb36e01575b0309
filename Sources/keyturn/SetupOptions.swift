import ArgumentParser
import Guidance
import NukiDomain
import SetupWizard

/// The answers of the wizard that flags give.
struct SetupOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Address or name of the bridge.", valueName: "address"))
    var host: String?

    @Option(help: ArgumentHelp("The bridge to choose among those found, by its hardware id.", valueName: "id"))
    var bridge: String?

    @Option(help: "TCP port of the bridge (default: 8080).")
    var port: String?

    @Option(help: ArgumentHelp("File with the token; - is stdin.", valueName: "path"))
    var tokenFile: String?

    @Flag(help: "Get the token by the bridge's button.")
    var pressButton = false

    @Flag(help: "Accept tokens that a real bridge would not, for emulators.")
    var anyTokenLength = false

    @Option(help: "Sign-in: auto, encrypted, hashed or plain (default: auto).")
    var auth: SignInWord?

    @Flag(help: "Let auto send the token in clear where nothing signed is accepted; only with --host.")
    var allowPlain = false

    @Option(help: "Name of the bridge.")
    var name: String?

    @Flag(help: "Write without asking.")
    var yes = false

    @Flag(help: "Show what would be written, and write nothing.")
    var dryRun = false

    @Flag(inversion: .prefixedNo, help: "Start the control loop at the end.")
    var run: Bool?

    /// The answers in the wizard's own types, from flags and, where there is none, from variables; a value that cannot
    /// be meant is an error with a sentence.
    func request(_ environment: [String: String]) throws(Diagnosis) -> SetupRequest {
        func variable(_ name: String) -> String? { environment[name].flatMap { $0.isEmpty ? nil : $0 } }
        var request = SetupRequest()
        if let text = host ?? variable("KEYTURN_HOST") {
            do throws(HostError) {
                request.host = try Host(parsing: text)
            } catch {
                throw .unusable(
                    host == nil ? "KEYTURN_HOST" : "--host", InputWords.sentence(error),
                    fix: "Give the address that the Nuki app shows: --host 192.168.1.52")
            }
        }
        if let bridge {
            guard let id = BridgeID(hex: bridge) else {
                throw .unusable(
                    "--bridge", "\(bridge.safeForDisplay) is not 1 to 8 hex digits.",
                    fix: "See which bridges there are: keyturn discover")
            }
            request.bridge = id
        }
        if let port {
            guard let number = Port(port) else {
                throw .unusable("--port", InputWords.port, fix: "Leave it out for 8080.")
            }
            request.port = number
        }
        if let auth {
            request.signIn = auth.choice
        } else if let word = variable("KEYTURN_AUTH") {
            guard let auth = SignInWord(argument: word) else {
                throw .unusable(
                    "KEYTURN_AUTH", "It is auto, encrypted, hashed or plain.", fix: "Leave it out for auto.")
            }
            request.signIn = auth.choice
        }
        request.tokenFile = tokenFile ?? (pressButton ? nil : variable("KEYTURN_TOKEN_FILE"))
        request.pressesButton = pressButton
        request.allowsPlain = allowPlain
        request.anyTokenLength = anyTokenLength
        request.name = name
        request.accepts = yes
        request.isDryRun = dryRun
        request.handsOff = run
        return request
    }
}

/// `auto`, `encrypted`, `hashed` or `plain`.
struct SignInWord: ExpressibleByArgument {
    let choice: SetupRequest.SignInChoice

    init?(argument: String) {
        if argument == "auto" {
            choice = .auto
        } else if let mode = AuthMode(rawValue: argument) {
            choice = .only(mode)
        } else {
            return nil
        }
    }

    static var allValueStrings: [String] { ["auto"] + AuthMode.allCases.map(\.rawValue) }
}
