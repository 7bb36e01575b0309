import BridgeAPI
import Discovery
import Entries
import Guidance
import NukiDomain

// A new bridge in the place of a configured one: its devices tell, and a person, or a flag, decides.

extension SetupCore {
    /// Looks for the bridge whose place a new one may take, and asks or obeys.
    mutating func meetPredecessor(of index: Int, _ report: ProbeReport) {
        if let word = now.drafts[index].request.replaces { return replace(word, by: index, report) }
        guard now.entries[report.id] == nil, let entry = predecessor(of: report) else { return }
        if now.request.canAsk {
            now.detour = .replacement(of: entry, by: report.id)
        } else {
            say([WizardWords.sharesDevices(with: entry)])
        }
    }

    /// Takes the answer.
    mutating func decideReplacement(_ isIt: Bool) {
        guard case .replacement(let entry, let id)? = now.detour,
            let index = now.drafts.firstIndex(where: { $0.report?.id == id })
        else { return }
        now.detour = nil
        if isIt { now.drafts[index].replaces = entry }
        checkName(of: index)
    }

    /// The first configured bridge that has a device of a new one, and whose place is not taken yet.
    private func predecessor(of report: ProbeReport) -> BridgeEntry? {
        now.entries.entries.first { entry in
            entry.sharesDevice(with: report) && !now.drafts.contains { $0.replaces?.id == entry.id }
        }
    }

    /// What `--replace` names. A bridge that took its place before needs nothing more.
    private mutating func replace(_ word: String, by index: Int, _ report: ProbeReport) {
        let entry: BridgeEntry
        do throws(Diagnosis) {
            entry = try now.entries.entry(named: word)
        } catch {
            if now.entries[report.id] == nil { fail(error, []) }
            return
        }
        guard entry.id != report.id else { return }
        if let own = now.entries[report.id] {
            let sentence = WizardWords.alreadySetUp(report.id, as: own)
            fail(.unusable("--replace", sentence, fix: WizardWords.removeOne(entry)), [])
        } else if entry.sharesDevice(with: report) {
            now.drafts[index].replaces = entry
        } else {
            let sentence = WizardWords.hasNoDevice(report.id, of: entry)
            fail(.unusable("--replace", sentence, fix: WizardWords.pairFirst), [])
        }
    }
}

extension BridgeEntry {
    /// A device that the entry has is among those that a bridge listed.
    fileprivate func sharesDevice(with report: ProbeReport) -> Bool {
        let listed = Set(report.listing.devices.map(\.key))
        return devices.contains { listed.contains($0.key) }
    }
}
