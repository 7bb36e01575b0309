public import Entries
public import Guidance
public import NukiDomain

/// What a person is asked now; the driver draws it.
public enum Question: Sendable {
    /// Go on where an interrupted setup ended.
    case resume(SetupJournal)
    /// What to do on a configured machine.
    case task([BridgeCondition])
    /// Which configured bridge a task is about.
    case entry(Task, [BridgeEntry])
    /// Whether an entry is to go.
    case removal(BridgeEntry)
    /// A configured bridge refuses its stored token.
    case reauth(BridgeCondition)
    /// Whether a new bridge, of this id, takes the place of a configured one, whose devices it has.
    case replacement(of: BridgeEntry, by: BridgeID)
    /// How to go on without the right to listen.
    case deafness(Diagnosis)
    /// Choose among the bridges that a search shows.
    case bridge(SearchScope)
    /// Whether Nuki's directory may be asked.
    case cloud
    /// A line of text.
    case text(TextPrompt)
    /// Button or paste.
    case tokenWay(Turn)
    /// Type the token.
    case token(Turn)
    /// Use a token of a length that no bridge has.
    case oddToken(Int, TokenOrigin)
    /// The kind of sign-in.
    case signIn
    /// Accept what is about to be written.
    case review(Review)
    /// What is to be another way.
    case change([Change])
    /// Start the control loop, or something else.
    case handOff
    /// Choose a way out of a failure; where the bridge is, once that is known.
    case wayOut(Diagnosis, [WayOut], at: Host?)

    /// A question whose answer is remembered for whoever comes back to it.
    enum Key: Hashable {
        case task, bridge, cloud, signIn, change
        case text(SetupQuestion.ID)
        case tokenWay(Int)
        case replacement(BridgeID)
    }

    /// Nil where an earlier answer says nothing about the next one.
    var key: Key? {
        switch self {
        case .task: .task
        case .bridge: .bridge
        case .cloud: .cloud
        case .signIn: .signIn
        case .change: .change
        case .text(let prompt): .text(prompt.id)
        case .tokenWay(let turn): .tokenWay(turn.number)
        case .replacement(_, let id): .replacement(id)
        case .resume, .entry, .removal, .reauth, .deafness, .token, .oddToken, .review, .handOff, .wayOut: nil
        }
    }

    /// What `setup` does on a configured machine.
    public enum Task: Hashable, Sendable {
        case check, change, add, export, remove, leave
    }

    /// A question of the table that is answered by a line of text.
    public struct TextPrompt: Sendable {
        /// Which.
        let id: SetupQuestion.ID
        /// What it begins with.
        var initial = ""
        /// Names that other bridges have.
        var taken: [String: BridgeID] = [:]
    }

    /// Something about a bridge that can be changed.
    public struct Change: Hashable, Sendable {
        /// The bridge, counted from 0.
        let bridge: Int
        /// Its name, where there are several.
        let title: String?
        /// What.
        let row: ReviewRow
        /// As it is.
        let value: String
    }

    /// Which bridge of several it is about.
    public struct Turn: Hashable, Sendable {
        /// From 1.
        let number: Int
        /// How many there are.
        let count: Int
        /// What the bridge is called here.
        let title: String
    }
}
