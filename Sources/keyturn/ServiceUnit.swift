/// What systemd reads of the control loop: a unit for the machine, one for a person, and the line that makes the user.
struct ServiceUnit {
    /// The name of the unit's file.
    static let name = "keyturn.service"

    /// The line for systemd-sysusers (sysusers.d(5)): the user and the group of the machine's service.
    static let account = "u keyturn - \"Keyturn, the control loop for Nuki Bridges\" /var/lib/keyturn"

    /// The whole path of the program that it starts.
    let program: String
    /// The folder of a person's configuration, where it is not the usual one.
    var config: String?

    /// The unit of the machine: its own user, the right to listen and no other, and three folders to write in.
    ///
    /// There is no `ProtectClock=`: it would also forbid to ask whether the clock is set (adjtimex(2)).
    var forMachine: String {
        """
        [Unit]
        Description=Keyturn, the control loop for Nuki Bridges
        Documentation=man:keyturn-service(1) man:keyturn(1)
        Wants=network-online.target
        After=network-online.target
        StartLimitIntervalSec=0

        [Service]
        \(Self.course("\(Self.program(program)) run --system"))

        # The right to listen for DHCP, and no other.
        User=keyturn
        Group=keyturn
        AmbientCapabilities=CAP_NET_RAW
        CapabilityBoundingSet=CAP_NET_RAW
        NoNewPrivileges=yes

        # The loop saves where bridges move to. The group reaches the control socket in /run/keyturn.
        ReadWritePaths=-/etc/keyturn
        StateDirectory=keyturn
        StateDirectoryMode=0700
        RuntimeDirectory=keyturn
        RuntimeDirectoryMode=0750
        UMask=0077

        ProtectSystem=strict
        ProtectHome=yes
        PrivateTmp=yes
        PrivateDevices=yes
        ProtectControlGroups=yes
        ProtectHostname=yes
        ProtectKernelLogs=yes
        ProtectKernelModules=yes
        ProtectKernelTunables=yes
        ProtectProc=invisible
        ProcSubset=pid
        PrivateMounts=yes
        RemoveIPC=yes
        LockPersonality=yes
        MemoryDenyWriteExecute=yes
        RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6 AF_NETLINK AF_PACKET
        RestrictNamespaces=yes
        RestrictRealtime=yes
        RestrictSUIDSGID=yes
        SystemCallArchitectures=native
        SystemCallErrorNumber=EPERM
        # The last two are how it asks whether this machine's clock is set.
        SystemCallFilter=@system-service adjtimex clock_adjtime

        [Install]
        WantedBy=multi-user.target

        """
    }

    /// The unit of a person, who has no right to listen to give.
    ///
    /// Nothing in it forbids new privileges: a right that the program's file has (setcap(8)) would be ignored.
    var forPerson: String {
        """
        [Unit]
        Description=Keyturn, the control loop for Nuki Bridges
        Documentation=man:keyturn-service(1) man:keyturn(1)
        StartLimitIntervalSec=0

        [Service]
        \(Self.course("\(Self.program(program)) run\(config.map { " --config \(Self.word($0))" } ?? "")"))

        [Install]
        WantedBy=default.target

        """
    }

    /// Whether two units are the same but for the program that they start, and for the folder of a person's
    /// configuration.
    static func isSame(_ text: String, as other: String) -> Bool { rest(of: text) == rest(of: other) }

    /// A unit without its program and that folder, the two that are told (systemd.service(5), "Command lines").
    private static func rest(of text: String) -> String {
        text.replacing(/ExecStart=("([^"\\]|\\.)*"|\S+)/, with: "ExecStart=", maxReplacements: 1)
            .replacing(
                /ExecStart= run --config ("([^"\\]|\\.)*"|\S+)\n/, with: "ExecStart= run\n", maxReplacements: 1)
    }

    /// How the loop is started, kept alive and stopped.
    private static func course(_ command: String) -> String {
        """
        Type=notify
        ExecStart=\(command)
        ExecReload=/bin/sh -c "kill -HUP $MAINPID"
        Restart=on-failure
        RestartSec=10
        # Nothing is set up, or an answer cannot be used: that is for a person to change.
        RestartPreventExitStatus=3 64
        WatchdogSec=120
        TimeoutStopSec=20
        # Else libdispatch tells the journal that its threads may not be more urgent than others.
        Environment=LIBDISPATCH_LOG=NO
        """
    }

    /// Whether systemd takes a path as that of a program: not with quotation marks, backslashes or control characters.
    static func canStart(_ path: String) -> Bool {
        !path.unicodeScalars.contains { $0.properties.generalCategory == .control || "\"'\\".contains(Character($0)) }
    }

    /// The path of a program as the first word of a command line, in which `$` is a letter like others.
    static func program(_ path: String) -> String { quoted(path.replacing("%", with: "%%")) }

    /// A text as a later word of a command line of systemd (systemd.service(5), "Command lines"; systemd.unit(5),
    /// "Specifiers").
    static func word(_ text: String) -> String {
        quoted(text.replacing("%", with: "%%").replacing("$", with: "$$"))
    }

    private static func quoted(_ literal: String) -> String {
        let isPlain = literal.allSatisfy { $0.isLetter || $0.isNumber || "/._-+:@%$".contains($0) }
        guard !isPlain else { return literal }
        let escaped = [("\\", "\\\\"), ("\"", "\\\""), ("\n", "\\n")].reduce(literal) { $0.replacing($1.0, with: $1.1) }
        return "\"\(escaped)\""
    }
}
