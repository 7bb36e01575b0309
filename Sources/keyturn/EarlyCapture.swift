import ArgumentParser
import Entries
import FoundationEssentials
import Linux
import PacketCapture
import Sightings

/// What a command needs privilege for, done in the first lines of `main`.
///
/// Capabilities belong to threads: captures are opened and the rights given up while there is only one, before the
/// first task, event loop or library has a thread that would keep them. Through sudo, the program goes on as the person
/// who called it.
struct EarlyCapture: Sendable {
    /// The open capture, or why there is none.
    let listening: Listening
    /// The configured bridges, which may be in files that only the rights could read; none for a command without them.
    let known: EntryFile

    /// What came of it, for the command to take up; nil for a command that needs none of it.
    @TaskLocal static var result: Result<EarlyCapture, any Error>?

    /// Does it for a command of this kind.
    static func begin(for command: (any ParsableCommand)?) -> Result<EarlyCapture, any Error>? {
        guard let command = command as? any CapturingCommand else { return nil }
        let early = Result { try EarlyCapture(for: command) }
        // Whatever came of it: what is left to do needs no right.
        return Result { try giveUpRights(for: command) }.flatMap { early }
    }

    private init(for command: any CapturingCommand) throws {
        known = command.namesKnownBridges ? try Composition.store(command.shared).load() : EntryFile()
        listening = try Listening(command.discovery, try command.sources())
    }

    private static func giveUpRights(for command: any CapturingCommand) throws {
        try successor(command)?.assume()
        try CapturePrivilege.drop()
    }

    /// Whom to go on as: the one whose configuration is to be written, else the person behind sudo; nil for no other.
    private static func successor(_ command: any CapturingCommand) throws -> ProcessOwner? {
        let environment = ProcessInfo.processInfo.environment
        guard command.writesConfiguration else { return try ProcessOwner.behindSudo(environment) }
        return try ProcessOwner.owning(command.shared.locations().config, environment)
    }

    /// What was begun for the running command.
    static func taken() throws -> EarlyCapture {
        guard let result else { throw CaptureError.noInterface }
        return try result.get()
    }
}

/// A one-shot command that listens, on the network or in a file.
protocol CapturingCommand {
    var discovery: DiscoveryOptions { get }
    var shared: SharedOptions { get }
    /// What it looks by.
    func sources() throws -> [Sighting.Source]
    /// It says which bridges are configured already.
    var namesKnownBridges: Bool { get }
    /// It writes entries: it goes on as the owner of their folder.
    var writesConfiguration: Bool { get }
}

extension CapturingCommand {
    /// Most only look.
    var writesConfiguration: Bool { false }
}
