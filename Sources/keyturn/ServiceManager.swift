import Guidance
import Linux

/// systemd, as far as a unit of ours needs it: the machine's, or a person's.
struct ServiceManager {
    let isPersonal: Bool

    /// How a person has it start the service now and with the machine.
    var startCommand: String {
        isPersonal ? "systemctl --user enable --now keyturn" : "sudo systemctl enable --now keyturn"
    }

    /// Makes the user and the group of the machine's service, where they are not there yet.
    static func makeAccount() throws {
        switch try ChildProgram.run("systemd-sysusers", ["--inline", ServiceUnit.account]) {
        case 0: break
        case let code?: throw Diagnosis.noServiceUser("systemd-sysusers ended with \(code).")
        case nil: throw Diagnosis.noServiceUser("There is no systemd-sysusers here to make it.")
        }
    }

    /// Has it read the units anew; where no systemd runs, it reads them when it starts.
    func reload() throws { _ = try tell(["daemon-reload"]) }

    /// Starts the service now and with the machine.
    ///
    /// - Returns: false where no systemd runs.
    func enable() throws -> Bool { try tell(["enable", "--now", "keyturn"]) }

    /// Stops the service, and starts it no more.
    func disable() throws { _ = try tell(["disable", "--now", "keyturn"]) }

    /// Whether it has the service running; false where no systemd runs.
    var isActive: Bool {
        get throws { try isThere && ChildProgram.run("systemctl", scope + ["is-active", "--quiet", "keyturn"]) == 0 }
    }

    private var scope: [String] { isPersonal ? ["--user"] : [] }

    /// Whether systemd runs this machine: sd_booted(3). A container may have its programs and not it.
    private var isThere: Bool {
        get throws { try isPersonal || FileStatus.of("/run/systemd/system")?.isFolder == true }
    }

    private func tell(_ words: [String]) throws -> Bool {
        guard try isThere else { return false }
        let words = scope + words
        switch try ChildProgram.run("systemctl", words) {
        case 0: return true
        case let code?: throw Diagnosis.systemdRefused("systemctl \(words.joined(separator: " "))", code: code)
        case nil: return false
        }
    }
}
