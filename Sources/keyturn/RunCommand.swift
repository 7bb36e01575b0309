import ArgumentParser
import ControlLoop
import Entries
import FoundationEssentials
import Guidance
import NukiDomain

/// `keyturn run`: the control loop in the foreground.
struct RunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run", abstract: "Watch every configured bridge until Ctrl-C.")

    @Option(help: .hidden)
    var polls: Int?

    @Flag(help: "Follow no bridge to another address.")
    var noProbe = false

    @OptionGroup(title: "Discovery") var discovery: DiscoveryOptions
    @OptionGroup var shared: SharedOptions

    func validate() throws {
        if let polls, polls < 1 { throw ValidationError("--polls is a number from 1.") }
        if discovery.timeout != nil { throw ValidationError("The loop goes on until Ctrl-C: leave out --timeout.") }
    }

    func run() async throws {
        try await shared.run {
            let locations = try shared.locations()
            let ear = try LoopEar.taken()
            let store = EntryStore(locations)
            try await store.settle()
            let bridges = try KnownBridge.all(store)
            let environment = ProcessInfo.processInfo.environment
            let settings = try LoopSettings.load(locations, environment: environment)
            try await Manner.$current.withValue(Manner.current.following(settings.log)) {
                if let form = LogLines.Form(asJSON: shared.json, environment: environment) {
                    Output.log(in: form)
                }
                try await Composition.runLoop(
                    bridges, locations, settings: settings, polls: polls, sources: ear.sources, asJSON: shared.json,
                    print: Output.line)
            }
        }
    }
}
