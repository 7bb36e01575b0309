import ArgumentParser
import Entries
import FoundationEssentials
import Guidance
import Linux
import NukiDomain
import PacketCapture
import Sightings

/// What the control loop needs privilege for, done in the first lines of `main` as ``EarlyCapture`` does it.
///
/// The loop opens captures again when interfaces come back: of its rights it keeps that one, in every thread.
struct LoopEar: Sendable {
    /// With the open capture, or why there is none; nil where bridges are not followed, and for a `setup`, which opens it
    /// when it hands off.
    let sources: LoopSources?

    /// What came of it, for the command to take up; nil for a command that starts no loop.
    @TaskLocal static var result: Result<LoopEar, any Error>?

    /// Does it for a command that may start a loop.
    static func begin(for command: (any ParsableCommand)?) -> Result<LoopEar, any Error>? {
        guard let command = command as? any LoopStarting else { return nil }
        let ear = Result { LoopEar(sources: try command.loopSources()) }
        // Whatever came of it: what is left to do needs no other right.
        return Result { try settleRights(for: command) }.flatMap { ear }
    }

    /// What was begun for the running command.
    static func taken() throws -> LoopEar {
        guard let result else { throw CaptureError.noInterface }
        return try result.get()
    }

    private static func settleRights(for command: any LoopStarting) throws {
        if let successor = try command.successor(ProcessInfo.processInfo.environment) {
            let locations = try command.shared.locations()
            for folder in [locations.state, locations.runtime] { try make(folder, for: successor) }
            try successor.assume(keepingCapabilities: true)
        }
        try CapturePrivilege.keepOnlyCapture()
    }

    /// Makes a folder, and what is missing above it: whoever goes on could not enter what stayed root's.
    private static func make(_ folder: String, for successor: ProcessOwner) throws {
        var path = ""
        for name in folder.split(separator: "/") {
            path += "/\(name)"
            guard try FileStatus.of(path) == nil else { continue }
            try AtomicFile.makeFolder(path)
            try successor.take(path)
        }
    }
}

/// A command that may start the control loop.
protocol LoopStarting {
    var shared: SharedOptions { get }
    /// Opens what the loop listens on, where that is done before all else.
    func loopSources() throws -> LoopSources?
    /// Whom root goes on as; nil for nobody else.
    func successor(_ environment: [String: String]) throws -> ProcessOwner?
}

extension RunCommand: LoopStarting {
    func loopSources() throws -> LoopSources? {
        guard !noProbe else { return nil }
        let settings = try LoopSettings.load(
            try shared.locations(), environment: ProcessInfo.processInfo.environment)
        return try LoopSources(discovery, settings)
    }

    /// Through sudo the person behind it, else the service's own user where there is one.
    func successor(_ environment: [String: String]) throws -> ProcessOwner? {
        try ProcessOwner.behindSudo(environment) ?? ProcessOwner.service(named: "keyturn")
    }
}

extension SetupCommand: LoopStarting {
    func loopSources() throws -> LoopSources? { nil }

    /// The one to whom the configuration belongs, as far as there is one.
    func successor(_ environment: [String: String]) throws -> ProcessOwner? {
        demo ? nil : try ProcessOwner.owning(try shared.locations().config, environment)
    }
}
