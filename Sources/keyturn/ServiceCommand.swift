import ArgumentParser

/// `keyturn service`: the control loop as a service of systemd.
struct ServiceCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "service", abstract: "Show, install and remove the control loop as a service of systemd.",
        subcommands: [ServiceShowCommand.self, ServiceInstallCommand.self, ServiceRemoveCommand.self])
}
