import ArgumentParser
import BridgeAPI
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
        if answers.answers == "-", StandardStream.inputIsTerminal {
            throw ValidationError("--answers - takes what is piped in; on a terminal, leave it out and answer there.")
        }
        if answers.host != nil, discovery.read != nil || !discovery.interfaces.isEmpty || discovery.namesSources {
            throw ValidationError("--host says where the bridge is: leave out --read, --interface and --source.")
        }
        if household != nil, !demo { throw ValidationError("--household is for --demo.") }
        if demo, answers.host != nil || discovery.read != nil || !discovery.interfaces.isEmpty || discovery.namesSources
        {
            throw ValidationError("--demo brings its own bridge: leave out --host, --read, --interface and --source.")
        }
        if [answers.signIn.tokenFile, answers.answers, discovery.read].count(where: { $0 == "-" }) > 1 {
            throw ValidationError("Only one of --token-file -, --answers - and --read - can have stdin.")
        }
    }

    func run() async throws {
        try await shared.run {
            guard demo else {
                return try await setUp(try shared.locations(), try request())
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

    /// The answers that are given beforehand.
    private func request() throws -> SetupRequest {
        let request = try answers.request(environment)
        if request.tokenFile == "-", answers.answers == "-" || discovery.read == "-" {
            throw Diagnosis(
                .inputMissing, "Only one thing can come on stdin",
                why: "The recorded answers say that the token comes there as well.",
                fixes: ["Give the token by a file: --token-file PATH"], exit: .badCommandLine)
        }
        return request
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
            settings: DemoHouse.settings, polls: isWatched ? nil : 2, house: house)
    }

    private func setUp(
        _ locations: Locations, _ request: SetupRequest, place: SearchPlace? = nil, settings: LoopSettings? = nil,
        polls: Int? = nil, house: DemoHouse? = nil
    ) async throws {
        let presentation = shared.presentation
        let settings = try settings ?? LoopSettings.load(locations, environment: environment)
        let store = EntryStore(locations)
        var request = request
        request.canAsk = presentation.canPrompt
        // A loop that runs already has the configuration to itself.
        if request.handsOff == nil, LoopCheck(locations).isRunning { request.handsOff = false }
        let work = try Composition.setupWork(
            place ?? .chosen(discovery), store, locations, settings, request, finger: house?.pressButton)
        let facts = try facts(request, work, locations, settings, isDemo: house != nil)
        let outcome = try await SetupSitting(shared).run(
            SetupCore(request, facts), work, introduction: house?.introduction ?? [])
        guard case .configured(_, handsOff: true) = outcome else { throw ExitCode(outcome.exit.rawValue) }
        // The file that was read is no place for what comes.
        var options = discovery
        options.read = nil
        // The bridge was asked a moment ago and wants its pause.
        try await Task.sleep(for: .seconds(settings.requestGapSeconds))
        try await Composition.runLoop(
            try KnownBridge.all(store), locations, settings: settings, polls: polls,
            sources: demo ? nil : try LoopSources(options, settings), print: shared.json ? Output.say : Output.line)
    }

    private var environment: [String: String] { ProcessInfo.processInfo.environment }

    /// What is known before the first question.
    private func facts(
        _ request: SetupRequest, _ work: SetupWork, _ locations: Locations, _ settings: LoopSettings, isDemo: Bool
    ) throws -> SetupFacts {
        let presentation = shared.presentation
        var facts = SetupFacts(
            entries: try work.store.load(), pollSeconds: Int(settings.pollSeconds), form: presentation.form,
            home: environment["HOME"])
        facts.advice = SetupHints(locations, Manner.current.commands).advice
        if isDemo {
            facts.advice.nextCommands = [Row("keyturn setup", "with a bridge of your own")]
            // It is over with its bridge.
            facts.isResumable = false
        }
        guard request.canAsk else { return facts }
        // What cannot be read is not worth a question.
        facts.journal = (try? work.journal?.read()).flatMap { $0.isFresh(at: work.dialer.now) ? $0 : nil }
        if request.host == nil { facts.deafness = try work.place.deafness().map { Diagnosis($0) } }
        facts.otherInterfaces = try discovery.otherInterfaces()
        return facts
    }
}

extension DemoHouse {
    /// A configuration of its own, whatever the environment says.
    func locations() throws(ConfigurationError) -> Locations {
        try Locations(LocationFacts.gathered(configFlag: configuration, isSystem: false, environment: [:]))
    }
}
