public import ArgumentParser
import Entries
import FoundationEssentials
import Guidance
import Linux
public import TerminalUI

/// The options that every command takes, before or after its name.
struct SharedOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Folder of the configuration.", valueName: "dir"), completion: .directory)
    var config: String?

    @Flag(help: "Use the machine's configuration, /etc/keyturn.")
    var system = false

    @Flag(help: "Print results as JSON.")
    var json = false

    @Flag(help: "Never ask; what is missing is an error.")
    var noInput = false

    @Flag(help: "Plain lines and numbers instead of lists to walk.")
    var accessible = false

    @Option(help: "Colour: auto, always or never.")
    var color: Surroundings.ColourOption = .auto

    @Flag(name: .shortAndLong, help: "Say more: what is looked at, which requests are made, which files are used.")
    var verbose = false

    @Flag(name: .shortAndLong, help: "Say errors only.")
    var quiet = false

    func validate() throws {
        if verbose, quiet { throw ValidationError("--verbose and --quiet exclude each other.") }
    }

    /// Where the configuration is, from the flags and the environment.
    func locations() throws(ConfigurationError) -> Locations {
        let locations = try Locations(
            LocationFacts.gathered(
                configFlag: absoluteConfig, isSystem: system,
                environment: ProcessInfo.processInfo.environment))
        Output.detail("configuration: \(locations.config); state: \(locations.state)")
        return locations
    }

    /// The folder of `--config` from the root on.
    var absoluteConfig: String? {
        config.map { $0.hasPrefix("/") ? $0 : "\(FileManager.default.currentDirectoryPath)/\($0)" }
    }

    /// How the program speaks here. Lines between the lines of a screen would garble it: who wants more said gets lines.
    var presentation: Presentation {
        Presentation(
            Surroundings(
                stdinIsTerminal: StandardStream.inputIsTerminal, stderrIsTerminal: StandardStream.error.isTerminal,
                columns: SavedTerminal.size(of: StandardStream.error.rawValue)?.columns,
                environment: ProcessInfo.processInfo.environment, accessible: accessible || verbose, noInput: noInput,
                colour: color))
    }

    private var manner: Manner {
        Manner(
            loudness: quiet ? .quiet : verbose ? .verbose : .usual,
            commands: CommandWords(config: config, isSystem: system))
    }

    /// Runs the body of a command; what it throws becomes a sentence, JSON if asked for, and an exit code.
    func run(_ body: () async throws -> Void) async throws {
        try await Manner.$current.withValue(manner) {
            do {
                try await body()
            } catch let exit as ExitCode {
                throw exit
            } catch {
                let diagnosis = Diagnosis(anything: error)
                if json { Output.line(FailureReport(Manner.current.commands.pointing(diagnosis))) }
                Output.complain(diagnosis)
                throw ExitCode(diagnosis.exit.rawValue)
            }
        }
    }
}

extension Surroundings.ColourOption: ArgumentParser.ExpressibleByArgument {}

extension SharedOptions {
    private static let flags: Set = [
        "--system", "--json", "--no-input", "--accessible", "--verbose", "-v", "--quiet", "-q", "--version", "--help",
        "-h",
    ]
    private static let options: Set = ["--config", "--color"]

    /// The same arguments with shared options that stand before or within the command's name moved behind it, where the
    /// parser looks for them. An argument that follows the name counts as a part of it, which does no harm.
    static func behindTheCommand(_ arguments: [String]) -> [String] {
        var shared: [String] = []
        var command: [String] = []
        var rest = arguments[...]
        while let word = rest.first {
            if flags.contains(word) || options.contains(where: { word.hasPrefix("\($0)=") }) {
                shared.append(word)
                rest.removeFirst()
            } else if options.contains(word), rest.count > 1 {
                shared += rest.prefix(2)
                rest.removeFirst(2)
            } else if !word.hasPrefix("-") {
                command.append(word)
                rest.removeFirst()
            } else {
                break
            }
        }
        return command.isEmpty ? arguments : command + shared + rest
    }
}
