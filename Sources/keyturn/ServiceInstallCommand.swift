import ArgumentParser
import Entries
import FoundationEssentials
import Guidance
import Linux
import NukiDomain
import TerminalUI

/// `keyturn service install`: the control loop as a service, of the machine or of a person.
struct ServiceInstallCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "install", abstract: "Install the control loop as a service; it is not started without asking.",
        discussion: """
            The machine's service runs as user keyturn with the right to listen, and takes over the entries of the \
            person behind sudo if told so.  With --user it is your own, with your entries and without that right.
            """)

    @Flag(help: "A service of your own in place of the machine's.")
    var user = false

    @Flag(inversion: .prefixedNo, help: "Start it now and with the machine, without asking.")
    var enable: Bool?

    @Flag(inversion: .prefixedNo, help: "Move your entries to /etc/keyturn, or leave them, without asking.")
    var moveEntries: Bool?

    @OptionGroup var program: ProgramOption
    @OptionGroup var shared: SharedOptions

    func validate() throws {
        if user, shared.system { throw ValidationError("--user and --system exclude each other.") }
        if user, moveEntries == true { throw ValidationError("With --user, entries stay where they are.") }
    }

    func run() async throws {
        try await shared.run {
            let program = try program.present
            if user {
                try await install(PersonalService(program: program, config: shared.absoluteConfig))
            } else {
                try await install(MachineService(program: program, from: shared.locations()))
            }
        }
    }

    private func install(_ service: MachineService) async throws {
        try service.check()
        let moves = try await movesEntries(service)
        let enables = try await enables(ServiceManager(isPersonal: false))
        let report = try await service.install(movingEntries: moves)
        Output.say(
            report.isPackaged
                ? "The unit is that of the package: \(report.unit)"
                : "Wrote \(report.unit), which starts \(service.program.safeForDisplay)."
        )
        if !report.moved.isEmpty {
            Output.say("Moved to \(service.new.config) and \(service.new.state), where user keyturn owns them:")
            for path in report.moved { Output.say("  \(path.safeForDisplay)") }
        }
        for path in report.outside {
            Output.say("warning: the service cannot read \(path.safeForDisplay), which the settings name.")
        }
        try finish(ServiceManager(isPersonal: false), report, enables)
        Output.say("Who may lock: the members of the group keyturn, from their next login on.")
        Output.say("Add somebody: sudo usermod -aG keyturn \(service.person?.name ?? "NAME")")
    }

    private func install(_ service: PersonalService) async throws {
        try service.check()
        let enables = try await enables(ServiceManager(isPersonal: true))
        let report = try service.install()
        Output.say("Wrote \(report.unit.safeForDisplay), which starts \(service.unit.program.safeForDisplay).")
        Output.say(
            "A person's service has no right to listen (CAP_NET_RAW): it hears no DHCP, and follows bridges by what the "
                + "kernel and lease files know.  Give the right to the program, if you like:")
        Output.say("  sudo setcap cap_net_raw=ep \(service.unit.program.safeForDisplay)")
        try finish(ServiceManager(isPersonal: true), report, enables)
        Output.say("It ends with your last login, unless you say: loginctl enable-linger")
    }

    /// Whether the entries go to the service; without a terminal and without a flag that answer is missing.
    private func movesEntries(_ service: MachineService) async throws -> Bool {
        let count = try service.entriesToMove()
        guard count > 0, moveEntries != false else { return false }
        try service.checkMove()
        if let moveEntries { return moveEntries }
        guard shared.presentation.canPrompt else {
            throw Diagnosis.missing(
                "Whether the entries in \(service.old.config.safeForDisplay) go to the service",
                how: ["Say it beforehand: --move-entries or --no-move-entries"])
        }
        return try await Confirmation(
            question: "Move your entries to \(service.new.config)?", yes: "Move them", no: "Leave them here",
            what: "The service runs as user keyturn and looks there.  \(count == 1 ? "1 bridge" : "\(count) bridges"), "
                + "the tokens, the settings and what the loop remembers would move from "
                + "\(service.old.config.safeForDisplay); keyturn then reaches them through the service."
        ).answer(shared)
    }

    /// Whether the service is started: never without a yes.
    private func enables(_ manager: ServiceManager) async throws -> Bool {
        if let enable { return enable }
        guard shared.presentation.canPrompt else { return false }
        return try await Confirmation(
            question: "Start the service now and with \(manager.isPersonal ? "your login" : "the machine")?",
            yes: "Start it", no: "Install it alone", what: "Later, this starts it: \(manager.startCommand)"
        ).answer(shared)
    }

    private func finish(_ manager: ServiceManager, _ report: ServiceReport, _ enables: Bool) throws {
        try manager.reload()
        let isEnabled = try enables && manager.enable()
        if shared.json { Output.line(report.enabled(isEnabled)) }
        if isEnabled {
            Output.say("It runs, and starts by itself from now on.")
        } else {
            Output.say(
                "It is not started\(enables ? ": no systemd runs here" : "").  This starts it: "
                    + manager.startCommand)
        }
    }
}
