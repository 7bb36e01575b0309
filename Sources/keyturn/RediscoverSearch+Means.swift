import Discovery
import Entries
import Linux

extension RediscoverSearch {
    /// What a search says: the entry before, and what became of the bridge.
    struct News: Sendable {
        let entry: BridgeEntry
        let finding: RediscoverFinding
    }

    /// What the search works with.
    struct Means: Sendable {
        let store: EntryStore
        let witness: RediscoverWitness
        let proof: @Sendable (BridgeEntry) -> ProofOfMove
        let pace: RediscoverPace
        /// Whether neighbours count as a source.
        let usesNeighbours: Bool
        /// Goes on after the bridge is found.
        let stays: Bool
        /// How long a bridge that stays is missed before that is told.
        let patience: Duration
        let clock: any BootClock
    }
}
