import Linux
public import NukiDomain

/// The folders of one configuration and the files in them.
public struct Locations: Hashable, Sendable {
    /// Entries, tokens, settings.
    public let config: String
    /// What a restart may need: the journal of a setup, ring times, sightings.
    public let state: String
    /// Sockets and locks of running processes.
    public let runtime: String
    /// Where systemd puts credentials, if it started us.
    public let credentials: String?

    /// The entries, without secrets.
    public var entries: String { "\(config)/entries.json" }
    /// What writers lock; it stays.
    public var entriesLock: String { "\(config)/entries.lock" }
    /// The folder of tokens.
    public var tokens: String { "\(config)/tokens" }
    /// The control loop's settings.
    public var settings: String { "\(config)/settings.json" }

    /// What a running loop has locked; it stays.
    public var runLock: String { "\(runtime)/run.lock" }
    /// The control socket of the loop.
    public var controlSocket: String { "\(runtime)/control.sock" }

    /// What the control loop keeps of one bridge, below a state folder: its devices' entity ids above all.
    public static func bridgeState(_ bridge: BridgeID, in state: String) -> String { "\(state)/bridges/\(bridge).json" }

    /// Chooses the folders; a pure function of what is told.
    ///
    /// A folder that was asked for holds all three. Else a variable of systemd wins, then the machine's folders for
    /// root and the user `keyturn`, and a person's own (XDG Base Directory Specification) for everybody else; through
    /// sudo, those of the person behind it.
    public init(_ facts: LocationFacts) throws(ConfigurationError) {
        let state = facts.firstFolder("STATE_DIRECTORY")
        let runtime = facts.firstFolder("RUNTIME_DIRECTORY")
        credentials = facts.folder("CREDENTIALS_DIRECTORY")
        if let asked = facts.askedConfig {
            config = asked
            self.state = state ?? "\(asked)/state"
            self.runtime = runtime ?? "\(asked)/run"
        } else if facts.isOfTheMachine {
            config = facts.isSystem ? "/etc/keyturn" : facts.firstFolder("CONFIGURATION_DIRECTORY") ?? "/etc/keyturn"
            self.state = state ?? "/var/lib/keyturn"
            self.runtime = runtime ?? "/run/keyturn"
        } else {
            config = "\(try facts.personal("XDG_CONFIG_HOME", else: ".config"))/keyturn"
            let ownState = "\(try facts.personal("XDG_STATE_HOME", else: ".local/state"))/keyturn"
            self.state = state ?? ownState
            self.runtime = runtime ?? facts.personalRuntime.map { "\($0)/keyturn" } ?? "\(ownState)/run"
        }
    }
}

extension LocationFacts {
    /// The folder that a flag, or the variable in its place, names.
    fileprivate var askedConfig: String? {
        if let configFlag { return Self.trimmed(configFlag) }
        return isSystem ? nil : folder("KEYTURN_CONFIG_DIR")
    }

    /// Root without sudo, the service's user, or asked to be.
    fileprivate var isOfTheMachine: Bool {
        isSystem || (user == 0 && sudoer == nil) || user == serviceUser
    }

    /// A variable that names a folder; an empty one is none.
    fileprivate func folder(_ name: String) -> String? {
        environment[name].flatMap { $0.isEmpty ? nil : Self.trimmed($0) }
    }

    /// A variable in which systemd may list several folders (systemd.exec(5), "RuntimeDirectory=").
    fileprivate func firstFolder(_ name: String) -> String? {
        folder(name)?.split(separator: ":").first.map { Self.trimmed(String($0)) }
    }

    /// An XDG folder: the variable if it holds an absolute path, as the specification asks, else below home.
    fileprivate func personal(_ variable: String, else below: String) throws(ConfigurationError) -> String {
        if let folder = folder(variable), folder.hasPrefix("/") { return folder }
        guard let home = sudoer?.home ?? folder("HOME") ?? home else { throw .noHome }
        return "\(Self.trimmed(home))/\(below)"
    }

    /// Where the login keeps sockets; sudo hides the variable, but not the place (pam_systemd(8)).
    fileprivate var personalRuntime: String? {
        if let folder = folder("XDG_RUNTIME_DIR"), folder.hasPrefix("/") { return folder }
        return sudoer.map { "/run/user/\($0.user)" }
    }

    private static func trimmed(_ path: String) -> String {
        var path = Substring(path)
        while path.count > 1, path.last == "/" { path.removeLast() }
        return String(path)
    }
}
