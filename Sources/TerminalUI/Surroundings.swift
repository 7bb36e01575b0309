/// The facts that decide how the program speaks: what it is connected to, its environment, its options.
public struct Surroundings: Hashable, Sendable {
    /// What `--color` said.
    public enum ColourOption: String, Hashable, Sendable, CaseIterable {
        /// When the terminal is one and nobody objects.
        case auto
        /// Even into a pipe.
        case always
        /// Not at all.
        case never
    }

    /// Stdin is a terminal.
    public var stdinIsTerminal: Bool
    /// Stderr is a terminal.
    public var stderrIsTerminal: Bool
    /// The columns of the terminal, where it says.
    public var columns: Int?
    /// The variables: `TERM`, `NO_COLOR`, `CI`, `ACCESSIBLE`, `LC_ALL`, `LC_CTYPE`, `LANG` are looked at.
    public var environment: [String: String]
    /// `--accessible` was given.
    public var accessible: Bool
    /// `--no-input` was given.
    public var noInput: Bool
    /// `--color`.
    public var colour: ColourOption

    /// Takes them all.
    public init(
        stdinIsTerminal: Bool, stderrIsTerminal: Bool, columns: Int? = nil, environment: [String: String],
        accessible: Bool = false, noInput: Bool = false, colour: ColourOption = .auto
    ) {
        self.stdinIsTerminal = stdinIsTerminal
        self.stderrIsTerminal = stderrIsTerminal
        self.columns = columns
        self.environment = environment
        self.accessible = accessible
        self.noInput = noInput
        self.colour = colour
    }

    /// True for a variable that is set to something.
    func has(_ name: String) -> Bool {
        environment[name]?.isEmpty == false
    }
}
