import Discovery
import Entries
import Guidance
import NukiDomain
import TerminalUI

/// All that the wizard knows at one moment: going back is taking an earlier one.
struct SetupState: Sendable {
    /// The answers that are about no bridge yet.
    var request: SetupRequest
    /// The bridges that are configured.
    var entries: EntryFile
    /// Asked before anything else goes on.
    var detour: Question?
    /// What the detour is a way out of.
    var failure: Diagnosis?
    /// What an earlier setup left behind, until something else takes its place.
    var journal: SetupJournal?
    /// How the configured bridges are; nil until somebody looked.
    var conditions: [BridgeCondition]?
    /// What a person wants on a configured machine; nil until that is chosen.
    var task: Question.Task?
    /// The entry that is about to go.
    var leaving: BridgeEntry?
    /// Where the next search looks.
    var scope = SearchScope()
    /// The bridges of which one is meant whose button is pressed.
    var contenders: [BridgeDraft.Place] = []
    /// The bridges that are being set up.
    var drafts: [BridgeDraft] = []
    /// The answers about a bridge whose address was wrong.
    var homeless: BridgeDraft?
    /// The bridge whose row is being changed.
    var changing = 0
    /// Somebody came to change something, and is asked what before the review.
    var opensChange = false
    /// What writing would change; nil until that is found out.
    var plans: [SavePlan]?
    /// A person, or a flag, agreed to write.
    var isAccepted: Bool
    /// What was configured before, in this run.
    var configured: [ConfiguredBridge] = []
    /// The bridges of this round are written, or were as they should be.
    var isSaved = false
    /// Whether the control loop starts; nil until that is chosen.
    var handsOff: Bool?
    /// How it ended; nil while it goes on.
    var outcome: SetupOutcome?
    /// What was said, first to last.
    var transcript: [Passage] = []

    /// The bridges that have come all the way.
    var ready: [(draft: BridgeDraft, entry: BridgeEntry)] {
        drafts.compactMap { draft in
            draft.failure == nil ? draft.entry(among: entries).map { (draft, $0) } : nil
        }
    }

    /// The first bridge that still needs something.
    var unready: Int? {
        drafts.firstIndex { draft in
            draft.failure == nil && (draft.token == nil || draft.entry(among: entries) == nil || needsCount(draft))
        }
    }

    /// The callbacks are counted for the review alone.
    func needsCount(_ draft: BridgeDraft) -> Bool {
        guard !draft.isCounted, request.canAsk, !isAccepted, let report = draft.report else { return false }
        return draft.entry(report, among: entries).callback == .auto
    }
}
