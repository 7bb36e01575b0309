import ArgumentParser
import Guidance
import Linux

/// `keyturn service show`: prints the unit, for whoever installs it by hand or packs it.
struct ServiceShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Print the unit that systemd would get.")

    @Flag(help: "The unit of a person in place of the machine's.")
    var user = false

    @Flag(help: "The line for systemd-sysusers, which makes the user of the machine's service.")
    var sysusers = false

    @OptionGroup var program: ProgramOption
    @OptionGroup var shared: SharedOptions

    func validate() throws {
        if user, sysusers { throw ValidationError("--user and --sysusers exclude each other.") }
    }

    func run() async throws {
        try await shared.run {
            guard !sysusers else { return Output.line(ServiceUnit.account) }
            let unit = ServiceUnit(program: try program.path, config: shared.absoluteConfig)
            Output.text(user ? unit.forPerson : unit.forMachine)
        }
    }
}

/// Which program a unit starts.
struct ProgramOption: ParsableArguments {
    @Option(
        help: ArgumentHelp("The program that the unit starts, in place of this one.", valueName: "path"),
        completion: .file())
    var program: String?

    func validate() throws {
        if let program, !program.hasPrefix("/") { throw ValidationError("--program is a whole path.") }
    }

    /// Its whole path, whether anything is there or not.
    var path: String {
        get throws {
            let path = try program ?? OwnProgram.path
            guard ServiceUnit.canStart(path) else { throw Diagnosis.programUnnamable(path) }
            return path
        }
    }

    /// Its whole path, where there is a program.
    var present: String {
        get throws {
            let path = try path
            // What cannot be looked at cannot be started either.
            guard let status = try? FileStatus.of(path), status.isFile, status.mode & 0o111 != 0 else {
                throw Diagnosis.noProgram(path)
            }
            return path
        }
    }
}
