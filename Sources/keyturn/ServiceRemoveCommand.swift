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
            let path = try user ? PersonalService(program: OwnProgram.path).path : MachineService.ownUnit()
            guard try FileStatus.of(path) != nil else {
                throw Diagnosis.noUnit(path)
            }
            let manager = ServiceManager(isPersonal: user)
            try manager.disable()
            try FileSystem.remove(path)
            try manager.reload()
            Output.say("Removed \(path.safeForDisplay).  Entries, tokens and settings are where they were.")
        }
    }
}
