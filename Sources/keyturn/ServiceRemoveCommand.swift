import ArgumentParser
import Guidance
import Linux
import NukiDomain

/// `keyturn service remove`: no service any more; entries stay where they are.
struct ServiceRemoveCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "remove", abstract: "Stop the service and remove its unit; entries stay where they are.")

    @Flag(help: "The service of your own in place of the machine's.")
    var user = false

    @OptionGroup var shared: SharedOptions

    func run() async throws {
        try await shared.run {
            let unit = try user ? PersonalService(program: OwnProgram.path).file : MachineService.ownUnit()
            try unit.checkMask()
            guard try FileStatus.of(unit.path) != nil else {
                throw Diagnosis.noUnit(unit.path)
            }
            let manager = ServiceManager(isPersonal: user)
            try manager.disable()
            try FileSystem.remove(unit.path)
            try manager.reload()
            if shared.json { Output.line(Removed(unit: unit.path)) }
            Output.say("Removed \(unit.path.safeForDisplay).  Entries, tokens and settings are where they were.")
        }
    }

    /// What `--json` says of it.
    private struct Removed: Encodable {
        let removed = true
        let unit: String
    }
}
