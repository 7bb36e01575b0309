import Entries
import Guidance
import Linux
import SetupWizard
import TerminalUI

/// What the wizard shows and leaves to the person, in the words of this run's commands.
struct SetupHints {
    private let commands: CommandWords
    private let locations: Locations
    /// Where this program is.
    private let program: String

    init(_ locations: Locations, _ commands: CommandWords) {
        self.commands = commands
        self.locations = locations
        // A program that does not know its own place is looked up by the shell.
        program = (try? OwnProgram.path) ?? "\"$(command -v keyturn)\""
    }

    var advice: SetupAdvice {
        SetupAdvice(nextCommands: nextCommands, exports: exports, service: service, right: right, commands: commands)
    }

    private var nextCommands: [Row] {
        [
            Row("keyturn run", "watch and control from here"), Row("keyturn status", "one look"),
            Row("keyturn export home-assistant", "take it to another system"),
            Row("keyturn setup", "add another, or check this one"),
        ].map { Row(commands.pointing($0.label), $0.value) }
    }

    private var exports: [Row] {
        ExportFormat.allCases.map { format in
            Row(commands.pointing("keyturn export \(format.rawValue)"), format.purpose)
        }
    }

    /// A service of the machine, or of the person whose configuration it is.
    private var service: [Passage] {
        let machine = "    sudo \(program) service install\(commands.options)"
        guard !locations.config.hasPrefix("/etc/") else { return [.text("This installs it:"), .exact(machine)] }
        return [
            .text("As a service of this machine, with the right to listen; it asks whether your entries move there:"),
            .exact(machine), .text("As a service of your own:"),
            .exact("    \(program) service install --user\(commands.options)"),
        ]
    }

    private var right: [Passage] {
        [
            .text("Once, for this binary (asks for your password; not done for you):"),
            .exact("    sudo setcap cap_net_raw=ep \(program)"),
            .text("As a service:"), .exact("    AmbientCapabilities=CAP_NET_RAW"),
            .text("In a container (a bridged container network never sees the bridge's requests):"),
            .exact("    --cap-add NET_RAW --network host"),
            .text(
                "keyturn opens the capture, sets its filter, and drops the right.  A rebuilt binary loses the right: "
                    + "set it again."),
            .text("Then:"), .exact("    \(commands.pointing("keyturn setup"))"),
        ]
    }
}

extension ExportFormat {
    /// What it is for, for people.
    fileprivate var purpose: String {
        switch self {
        case .json: "everything, for programs"
        case .env: "variables for a shell"
        case .homeAssistant, .openHAB, .homebridge, .ioBroker, .fhem: receiver
        }
    }
}
