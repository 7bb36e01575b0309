import Entries
import FoundationEssentials
import Guidance
import Linux

/// The control loop as a service of one person.
struct PersonalService {
    let unit: ServiceUnit
    private let folder: String

    /// Where systemd looks for a person's units (systemd.unit(5), "User unit search path").
    init(program: String, config: String? = nil) throws {
        let environment = ProcessInfo.processInfo.environment
        guard try ProcessOwner.behindSudo(environment) == nil else { throw Diagnosis.personalServiceThroughSudo }
        unit = ServiceUnit(program: program, config: config)
        let own = environment["XDG_CONFIG_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil }
        guard let parent = own ?? environment["HOME"].map({ "\($0)/.config" }) else { throw ConfigurationError.noHome }
        folder = "\(parent)/systemd/user"
    }

    /// Its unit, there or not.
    var file: UnitFile { UnitFile(path: "\(folder)/\(ServiceUnit.name)", isPersonal: true) }

    /// Whether its unit may be written.
    func check() throws { try file.check(unit.forPerson) }

    /// Writes the unit.
    func install() throws -> ServiceReport {
        try AtomicFile.makeFolder(folder)
        try file.write(unit.forPerson)
        return ServiceReport(unit: file.path)
    }
}
