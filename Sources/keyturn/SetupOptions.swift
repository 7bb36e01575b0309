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

    @Option(help: ArgumentHelp("TCP port of the bridge (default: 8080).", valueName: "number"))
    var port: String?

    @OptionGroup(title: "Sign-in") var signIn: SignInOptions

    @Option(help: "Name of the bridge.")
    var name: String?

    @Option(
        help: ArgumentHelp(
            "How the bridge tells of changes: auto, off, or an address of your own (default: auto).",
            valueName: "auto|off|url"))
    var callback: String?

    @Option(
        help: ArgumentHelp(
            "The configured bridge whose place a new one takes, by its name or hardware id.", valueName: "bridge"),
        completion: NameCompletion.bridges)
    var replace: String?

    @Option(
        help: ArgumentHelp("JSON object of answers, as --json prints it; - is stdin.", valueName: "path"),
        completion: .file())
    var answers: String?

    @Flag(help: "Write without asking.")
    var yes = false

    @Flag(help: "Show what would be written, and write nothing.")
    var dryRun = false

    @Flag(inversion: .prefixedNo, help: "Start the control loop at the end.")
    var run: Bool?

    /// The answers in the wizard's own types: those of flags, then recorded ones, then those of variables. A value that
    /// cannot be meant is an error with a sentence.
    func request(_ environment: [String: String]) throws(Diagnosis) -> SetupRequest {
        let recorded = try answers.map { path throws(Diagnosis) in try RecordedAnswers(reading: path) }
        var request = SetupRequest()
        for question in SetupQuestion.all {
            guard let given = given(question, recorded, environment) else { continue }
            try question.take(given.text, by: given.by, isFlag: given.isFlag, into: &request)
        }
        // A token that was put into a variable once gives way to the button that is meant now.
        if request.pressesButton, signIn.tokenFile == nil { request.tokenFile = nil }
        request.allowsPlain = signIn.allowPlain
        request.anyTokenLength = signIn.anyTokenLength
        request.accepts = yes
        request.isDryRun = dryRun
        request.handsOff = run
        return request
    }

    /// The text that answers a question, and what gave it.
    private func given(
        _ question: SetupQuestion, _ recorded: RecordedAnswers?, _ environment: [String: String]
    ) -> (text: String, by: String, isFlag: Bool)? {
        if let (flag, text) = flag(question.id), let text { return (text, flag, true) }
        if let text = recorded?.answer(to: question) {
            return (text, "The answer \(question.key ?? "") of --answers", false)
        }
        if let name = question.variable, let text = environment[name], !text.isEmpty { return (text, name, false) }
        return nil
    }

    /// The flag of a question, and what it says; nil for those that are no answers about a bridge.
    private func flag(_ id: SetupQuestion.ID) -> (name: String, text: String?)? {
        switch id {
        case .host: ("--host", host)
        case .bridge: ("--bridge", bridge)
        case .port: ("--port", port)
        case .token, .button, .auth: signIn.flag(id)
        case .name: ("--name", name)
        case .callback: ("--callback", callback)
        case .replace: ("--replace", replace)
        case .sources, .timeout, .interfaces, .handOff, .consent: nil
        }
    }
}
