public import Linux

/// What decides where files are.
public struct LocationFacts: Hashable, Sendable {
    /// `--config DIR`.
    public var configFlag: String?
    /// `--system`; `--config` wins over it.
    public var isSystem: Bool
    /// The variables of the process.
    public var environment: [String: String]
    /// Whose rights the process has.
    public var user: UInt32
    /// Who called root through sudo.
    public var sudoer: UserIdentity?
    /// The caller's home in the user database, for when `$HOME` is not set.
    public var home: String?
    /// The number of the user `keyturn`, if this machine has one.
    public var serviceUser: UInt32?

    /// Puts the parts together.
    public init(
        configFlag: String? = nil, isSystem: Bool = false, environment: [String: String] = [:], user: UInt32,
        sudoer: UserIdentity? = nil, home: String? = nil, serviceUser: UInt32? = nil
    ) {
        self.configFlag = configFlag
        self.isSystem = isSystem
        self.environment = environment
        self.user = user
        self.sudoer = sudoer
        self.home = home
        self.serviceUser = serviceUser
    }

    /// Asks the user database for what the flags and variables do not tell.
    public static func gathered(
        configFlag: String?, isSystem: Bool, environment: [String: String]
    ) throws(ConfigurationError) -> LocationFacts {
        let user = UserIdentity.effectiveUser
        let caller = user == 0 ? environment["SUDO_UID"].flatMap { UInt32($0) } : nil
        return try at("/etc/passwd") { () throws(SystemError) in
            LocationFacts(
                configFlag: configFlag, isSystem: isSystem, environment: environment, user: user,
                sudoer: try caller.flatMap { caller throws(SystemError) in
                    // Root may call sudo too, and is nobody else by it.
                    caller == 0 ? nil : try UserIdentity.numbered(caller)
                },
                home: try UserIdentity.numbered(user)?.home,
                serviceUser: try UserIdentity.named("keyturn")?.user)
        }
    }
}
