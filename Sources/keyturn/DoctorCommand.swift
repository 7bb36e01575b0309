import ArgumentParser
import Guidance

/// `keyturn doctor`: checks what setup and the control loop need.
struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor", abstract: "Check what keyturn needs, with a fix for each failure.")

    @OptionGroup var shared: SharedOptions

    func run() async throws {
        try await shared.run {
            let checks = try await Checkup(shared).run()
            if shared.json {
                Output.line(CheckReport(checks))
            } else {
                checks.flatMap(\.lines).forEach(Output.line)
            }
            if checks.contains(where: { $0.state == .failed }) { throw ExitCode(ExitStatus.unexpected.rawValue) }
        }
    }
}

/// One thing that was looked at.
struct Check: Encodable {
    /// What came of it.
    enum State: String, Encodable {
        case ok, warning, failed
    }

    let id: String
    let state: State
    let what: String
    let fix: String?

    init(_ id: String, _ state: State, _ what: String, fix: String? = nil) {
        self.id = id
        self.state = state
        self.what = what
        self.fix = fix
    }

    /// For people.
    var lines: [String] {
        ["\(state.rawValue): \(what)"] + (fix.map { ["  \($0)"] } ?? [])
    }
}

/// What `doctor --json` prints.
struct CheckReport: Encodable {
    private let checks: [Check]
    private let failed: Int
    private let warnings: Int

    init(_ checks: [Check]) {
        self.checks = checks
        failed = checks.count { $0.state == .failed }
        warnings = checks.count { $0.state == .warning }
    }
}
