public import Entries
public import Guidance
public import TerminalUI

/// What is known before the first question.
public struct SetupFacts: Sendable {
    /// The bridges that are configured already.
    public var entries: EntryFile
    /// What an interrupted setup left behind, if that is not too long ago.
    public var journal: SetupJournal?
    /// An interrupted setup can be continued.
    public var isResumable = true
    /// Why DHCP cannot be listened to; nil where it can, or is not wanted.
    public var deafness: Diagnosis?
    /// Interfaces that a search does not look at by itself.
    public var otherInterfaces: [String]
    /// Seconds from one poll of the control loop to the next, where an entry does not say.
    public var pollSeconds: Int
    /// The way in which the conversation goes, for the words that name keys.
    public var form: Presentation.Form
    /// The person's home, which paths are shown without; nil where there is none.
    public var home: String?
    /// What is good to know here and now, in the words of this program's commands.
    public var advice: SetupAdvice

    /// Takes them all.
    public init(
        entries: EntryFile = EntryFile(), journal: SetupJournal? = nil, deafness: Diagnosis? = nil,
        otherInterfaces: [String] = [], pollSeconds: Int = 30,
        form: Presentation.Form = .rich, home: String? = nil, advice: SetupAdvice = SetupAdvice()
    ) {
        self.entries = entries
        self.journal = journal
        self.deafness = deafness
        self.otherInterfaces = otherInterfaces
        self.pollSeconds = pollSeconds
        self.form = form
        self.home = home
        self.advice = advice
    }
}

/// What the wizard shows and does not do itself.
public struct SetupAdvice: Sendable {
    /// What can be done with what was set up: commands, and what each does.
    public var nextCommands: [Row]
    /// The commands that take the configuration to other systems.
    public var exports: [Row]
    /// How to run the control loop as a service.
    public var service: [Passage]
    /// How to give this program the right to listen.
    public var right: [Passage]
    /// What the commands in sentences have to name.
    public var commands: CommandWords

    /// Takes them all.
    public init(
        nextCommands: [Row] = [], exports: [Row] = [], service: [Passage] = [], right: [Passage] = [],
        commands: CommandWords = CommandWords()
    ) {
        self.nextCommands = nextCommands
        self.exports = exports
        self.service = service
        self.right = right
        self.commands = commands
    }
}

extension CommandWords {
    /// A passage whose sentences find the same configuration.
    func pointing(_ passage: Passage) -> Passage {
        switch passage {
        case .text(let text): return .text(pointing(text))
        case .message(var message):
            message.fixes = message.fixes.map(pointing)
            return .message(message)
        case .title, .exact, .note, .fact, .table, .blank: return passage
        }
    }
}
