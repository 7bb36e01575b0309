import ArgumentParser
import Entries
import FoundationEssentials
import Guidance
import NukiDomain
import SetupWizard

/// `keyturn bridges remove`: an entry, its token, and our callbacks at the bridge.
struct BridgesRemoveCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "remove", abstract: "Remove an entry and its token, and our callback from the bridge.")

    @OptionGroup var bridge: BridgeArgument

    @Flag(help: "Remove without asking.")
    var yes = false

    @OptionGroup var shared: SharedOptions

    func run() async throws {
        try await shared.run {
            let locations = try shared.locations()
            let store = EntryStore(locations)
            let entry = try store.load().entry(named: bridge.bridge)
            let name = entry.name.safeForDisplay
            try await Confirmation(
                question: "Remove \(name)?", yes: "Yes, remove it", no: "No",
                what: RemovalWords.warning
            ).require(given: yes, shared)
            let work = try Composition.setupWork(
                .nowhere, store, locations,
                LoopSettings.load(locations, environment: ProcessInfo.processInfo.environment), SetupRequest(),
                finger: nil)
            let callbacks = try await work.remove(entry)
            if shared.json { Output.line(Report(removed: entry.id, callbacks: callbacks)) }
            let sentence = RemovalWords.sentence(entry, callbacks)
            Output.say(callbacks == .unknown ? "warning: \(sentence)" : sentence)
        }
    }

    private struct Report: Encodable {
        let changed = true
        let removed: BridgeID
        let callbacks: CallbackRemoval
    }
}
