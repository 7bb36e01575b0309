import ArgumentParser
import Guidance
import Linux
import SetupWizard

/// Where a token comes from and how it is used, for whoever signs in.
struct SignInOptions: ParsableArguments {
    @Option(help: ArgumentHelp("File with the token; - is stdin.", valueName: "path"), completion: .file())
    var tokenFile: String?

    @Flag(help: "Get the token by the bridge's button.")
    var pressButton = false

    @Flag(help: "Accept tokens that a real bridge would not, for emulators.")
    var anyTokenLength = false

    @Option(help: ArgumentHelp("Sign-in: auto, encrypted, hashed or plain (default: auto).", valueName: "word"))
    var auth: String?

    @Flag(help: "Let auto send the token in clear where nothing signed is accepted; only to an address that is named.")
    var allowPlain = false

    func validate() throws {
        if tokenFile == "-", StandardStream.inputIsTerminal {
            throw ValidationError("--token-file - takes what is piped in; on a terminal, leave it out and type.")
        }
        if tokenFile != nil, pressButton {
            throw ValidationError("The token comes from --token-file or by --press-button, not from both.")
        }
    }

    /// The flag of a question, and what it says; nil for a question of something else.
    func flag(_ id: SetupQuestion.ID) -> (name: String, text: String?)? {
        switch id {
        case .token: ("--token-file", tokenFile)
        case .button: ("--press-button", pressButton ? "true" : nil)
        case .auth: ("--auth", auth)
        default: nil
        }
    }

    /// What the flags say, in the wizard's own types.
    func request() throws(Diagnosis) -> SetupRequest {
        var request = SetupRequest()
        for question in SetupQuestion.all {
            guard let (name, text) = flag(question.id), let text else { continue }
            try question.take(text, by: name, isFlag: true, into: &request)
        }
        request.allowsPlain = allowPlain
        request.anyTokenLength = anyTokenLength
        return request
    }
}

extension SetupQuestion {
    /// Puts an answer into the request; one that cannot be meant is an error that names what gave it.
    func take(_ text: String, by giver: String, isFlag: Bool, into request: inout SetupRequest) throws(Diagnosis) {
        guard let complaint = answer(text, in: &request) else { return }
        throw Diagnosis(
            .inputMissing, "\(giver) cannot be used", why: complaint,
            fixes: how.isEmpty ? ["Leave it out for \(fallback)."] : how,
            exit: isFlag ? .badCommandLine : .answerMissing)
    }
}
