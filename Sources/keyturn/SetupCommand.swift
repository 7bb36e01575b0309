import ArgumentParser
import BridgeSimulator
import ControlLoop
import Discovery
import Entries
import FoundationEssentials
import Guidance
import Linux
import NukiDomain
import SetupWizard
import TerminalUI

/// `keyturn setup`: the guided wizard, then the control loop.
struct SetupCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "setup", abstract: "Find a bridge, sign in, and write it down; then watch it.")

    @OptionGroup(title: "Answers") var answers: SetupOptions
    @OptionGroup(title: "Discovery") var discovery: DiscoveryOptions

    @Flag(help: "Play it with a simulated bridge and a temporary configuration.")
    var demo = false

    @Option(help: ArgumentHelp("JSON file with the demo's bridge and devices.", valueName: "file"))
    var household: String?

    @OptionGroup(title: "Shared") var shared: SharedOptions

    func validate() throws {
        if answers.tokenFile == "-", StandardStream.inputIsTerminal {
            throw ValidationError("--token-file - takes what is piped in; on a terminal, leave it out and type.")
        }
        if answers.tokenFile != nil, answers.pressButton {
            throw ValidationError("The token comes from --token-file or by --press-button, not from both.")
        }
        if answers.host != nil, discovery.read != nil || !discovery.interfaces.isEmpty || discovery.namesSources {
            throw ValidationError("--host says where the bridge is: leave out --read, --interface and --source.")
        }
        if household != nil, !demo { throw ValidationError("--household is for --demo.") }
        if demo, answers.host != nil || discovery.read != nil || !discovery.interfaces.isEmpty || discovery.namesSources
        {
            throw ValidationError("--demo brings its own bridge: leave out --host, --read, --interface and --source.")
        }
        if answers.tokenFile == "-", discovery.read == "-" {
            throw ValidationError("Only one of --token-file - and --read - can have stdin.")
        }
    }

    func run() async throws {
        try await shared.run {
            guard demo else {
                let request = try answers.request(ProcessInfo.processInfo.environment)
                return try await setUp(try shared.locations(), request)
            }
            let house = try await DemoHouse.open(household: household)
            let ending: Result<Void, any Error>
            do {
                ending = .success(try await play(house))
            } catch {
                ending = .failure(error)
            }
            await house.close()
            try ending.get()
        }
    }

    /// The ordinary setup, in a house that stands on this machine.
    private func play(_ house: DemoHouse) async throws {
        try await house.checkThatNoOtherIsTaken(try Composition.dialer())
        let isWatched = shared.presentation.canPrompt
        var request = try answers.request([:])
        request.port = house.bridge.endpoint.port
        if request.signIn == .auto { request.signIn = .only(.encrypted) }
        if !isWatched {
            request.pressesButton = true
            request.accepts = true
            request.handsOff = request.handsOff ?? true
        }
        try await setUp(
            try house.locations(), request,
            place: .file(
                discovery, path: house.capture, loopbackCounts: true,
                title: "Listening to the demo's DHCP frames"),
            settings: LoopSettings(pollSeconds: 2), polls: isWatched ? nil : 3, house: house)
    }

    private func setUp(
        _ locations: Locations, _ request: SetupRequest, place: SearchPlace? = nil, settings: LoopSettings? = nil,
        polls: Int? = nil, house: DemoHouse? = nil
    ) async throws {
        let presentation = shared.presentation
        var request = request
        request.canAsk = presentation.canPrompt
        let store = EntryStore(locations)
        let entries = try store.load()
        let work = SetupWork(
            place: place ?? .chosen(discovery), dialer: try Composition.dialer(), store: store, port: request.port,
            configFlag: shared.config.map { " --config \($0)" } ?? "", finger: house?.pressButton)
        let (prompter, terminal) = try Composition.conversation(presentation)
        if let house { await prompter.say(house.introduction) }
        let driver = SetupDriver(effects: work, prompter: prompter)
        let core = SetupCore(
            request, SetupFacts(entries: entries, form: presentation.form, advice: work.advice))
        // A terminal brings Ctrl-C as a key; without one it is a signal, and there is a demo to be cleared away.
        let outcome =
            terminal == nil
            ? await Signals.untilInterrupted { await driver.run(core) } ?? .left(wrote: false)
            : await driver.run(core)
        terminal?.close()
        report(outcome)
        guard case .configured(let configured, handsOff: true) = outcome else {
            throw ExitCode(outcome.exit.rawValue)
        }
        let settings =
            try settings ?? LoopSettings.load(locations, environment: ProcessInfo.processInfo.environment)
        // The file that was read is no place for what comes.
        var options = discovery
        options.read = nil
        // The bridge was asked a moment ago and wants its pause.
        try await Task.sleep(for: .seconds(settings.requestGapSeconds))
        try await Composition.runLoop(
            configured.map { KnownBridge(entry: $0.entry, token: $0.token) }, locations, settings: settings,
            polls: polls, print: shared.json ? Output.say : Output.line)
    }

    private func report(_ outcome: SetupOutcome) {
        switch outcome {
        case .configured(let configured, _): if shared.json { configured.forEach { Output.line(SetupReport($0)) } }
        case .failed(let diagnosis), .gaveUp(let diagnosis):
            if shared.json { Output.line(FailureReport(Manner.current.commands.pointing(diagnosis))) }
            // Without a terminal it was told with the conversation, which --quiet silences.
            if shared.quiet, !shared.presentation.canPrompt { Output.complain(diagnosis) }
        case .wouldWrite(let plans):
            let preview = SavePreview(plans)
            if shared.json { Output.line(preview) } else { preview.lines.forEach(Output.line) }
        case .left, .looked: break
        }
    }
}

extension DemoHouse {
    /// A configuration of its own, whatever the environment says.
    func locations() throws(ConfigurationError) -> Locations {
        try Locations(LocationFacts.gathered(configFlag: configuration, isSystem: false, environment: [:]))
    }
}

extension SearchPlace {
    /// Where the flags say that a search listens.
    static func chosen(_ options: DiscoveryOptions) -> SearchPlace {
        if let file = options.read {
            return .file(options, path: file, loopbackCounts: false, title: "Reading \(file)")
        }
        let names = options.interfaces
        return .network(
            options, title: names.isEmpty ? "Looking on every interface" : "Looking on \(names.joined(separator: ", "))"
        )
    }
}
