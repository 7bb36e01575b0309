import ArgumentParser
import Entries
import FoundationEssentials
import Guidance
import NukiDomain
import SetupWizard
import TerminalUI

/// `keyturn reauth`: a new token or another sign-in for a configured bridge, which has to be the same one.
struct ReauthCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reauth", abstract: "Sign in to a configured bridge anew, by another token or in another way.",
        discussion: """
            Without an option, a terminal asks where the token comes from.  With --auth alone, the stored token is used.
            Only the bridge that is configured is accepted, by its hardware id.
            """)

    @OptionGroup var bridge: BridgeArgument
    @OptionGroup(title: "Sign-in") var signIn: SignInOptions

    @Flag(help: "Show what would be written, and write nothing.")
    var dryRun = false

    @OptionGroup(title: "Shared") var shared: SharedOptions

    func run() async throws {
        try await shared.run {
            let environment = ProcessInfo.processInfo.environment
            var request = try signIn.request()
            let locations = try shared.locations()
            let store = EntryStore(locations)
            let file = try store.load()
            let entry = try file.entry(named: bridge.bridge)
            request.bridge = entry.id
            // Whoever names the bridge names its address.
            request.host = entry.endpoint.host
            request.port = entry.endpoint.port
            request.canAsk = shared.presentation.canPrompt
            request.isDryRun = dryRun
            request.handsOff = false
            // The command says what is to be written.
            request.accepts = true
            let work = try Composition.setupWork(
                .nowhere, store, locations, LoopSettings.load(locations, environment: environment), request,
                finger: nil)
            request.renewal = SetupRequest.Renewal(entry, hardwareMatches: work.hardwareMatches(entry))
            var facts = SetupFacts(entries: file, form: shared.presentation.form, home: environment["HOME"])
            facts.isResumable = false
            facts.advice.commands = Manner.current.commands
            let outcome = try await SetupSitting(shared).run(SetupCore(request, facts), work)
            throw ExitCode(outcome.exit.rawValue)
        }
    }
}
