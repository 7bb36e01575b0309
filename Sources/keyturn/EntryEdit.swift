import Discovery
import Entries
import FoundationEssentials
import Guidance
import NukiDomain
import SetupWizard

/// A change of one entry on its way into the file.
struct EntryEdit {
    private let locations: Locations
    private let store: EntryStore
    private let entry: BridgeEntry
    private let shared: SharedOptions

    /// - Parameter word: the bridge, by its name or hardware id.
    init(_ word: String, _ shared: SharedOptions) throws {
        locations = try shared.locations()
        store = EntryStore(locations)
        entry = try store.load().entry(named: word)
        self.shared = shared
    }

    /// Tries the change at the bridge where that is needed, writes it, and says what became of it.
    func carryOut(_ change: EntryChange, probes: Bool = true) async throws {
        try change.check(against: try store.load(), for: entry.id)
        if change.leavesSignInOpen, !probes {
            throw Diagnosis(
                .inputMissing, "auth=auto and --no-probe exclude each other",
                why: "Which sign-in works is found out by trying.",
                fixes: ["Leave --no-probe out, or name one: auth=encrypted"], exit: .badCommandLine)
        }
        let report = probes && change.needsProof(of: entry) ? try await prove(change) : nil
        var draft = EntryDraft(entry: entry, token: nil, basis: entry)
        change.apply(to: &draft.entry, proved: report)
        let plan = try await store.save([draft], at: Date())[0]
        if shared.json { Output.line(EntriesReport(changed: plan.isChange, entries: [plan.entry])) }
        let name = plan.entry.name.safeForDisplay
        Output.say(plan.isChange ? "Changed \(name)." : "\(name) is as it should be: nothing was written.")
    }

    /// Signs in as the entry would say, with the stored token.
    private func prove(_ change: EntryChange) async throws -> ProbeReport {
        let work = try Composition.setupWork(
            .nowhere, store, locations, LoopSettings.load(locations, environment: ProcessInfo.processInfo.environment),
            SetupRequest(), finger: nil)
        let endpoint = change.endpoint(of: entry)
        let token = try await work.storedToken(entry)
        Output.say("Trying the sign-in at \(endpoint.description.safeForDisplay).")
        do throws(ProbeError) {
            return try await work.signIn(
                endpoint, token, change.plan(for: entry), expected: entry.id, progress: { _ in })
        } catch {
            throw Diagnosis(error, at: endpoint)
        }
    }
}
