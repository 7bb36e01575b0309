import Entries
import FoundationEssentials
import Guidance
import Linux
import NukiDomain

/// Where an export goes: standard output, or a file for its owner alone.
struct ExportPlace {
    /// Nil for standard output.
    private let path: String?

    /// - Parameter source: what the export is made from; it is never replaced.
    init(_ path: String?, reading source: String?) throws(Diagnosis) {
        self.path = path == "-" ? nil : path
        // Whoever merges has the secrets of a whole house in the result.
        if source != nil, self.path == nil, StandardStream.output.isTerminal {
            throw .missing("A file for the copy, which holds the secrets of every integration,", how: ["--output FILE"])
        }
        if let path = self.path, let source, source != "-", Self.real(path) == Self.real(source) {
            throw Diagnosis(
                .inputMissing, "--output and --merge name one file: \(path.safeForDisplay)",
                why: "The one that is read stays as it is.",
                fixes: ["Name another file, and put it in place while Home Assistant is stopped."],
                exit: .badCommandLine)
        }
    }

    /// Whether it is standard output, where everything is seen that is asked for.
    var isOutput: Bool { path == nil }

    /// Writes the text; a file that is there is replaced only if somebody agrees.
    func put(_ text: String, isAgreed: Bool, _ shared: SharedOptions) async throws {
        guard let path else { return Output.text(text) }
        if let status = try attempt({ () throws(SystemError) in try FileStatus.of(path) }, at: path) {
            guard status.isFile else {
                throw Diagnosis(
                    .saveDenied, "\(path.safeForDisplay) cannot be written", why: "It is there, and no file.",
                    fixes: ["Name a file, or - for standard output: --output FILE"], exit: .notWritten)
            }
            try await Confirmation(
                question: "Replace the file?", yes: "Replace it", no: "Leave it as it is",
                what: "\(path.safeForDisplay) is there already."
            ).require(given: isAgreed, shared)
        }
        do throws(ConfigurationError) {
            try AtomicFile.write(Array(text.utf8), to: path)
        } catch .file(_, let error) {
            throw Diagnosis.output(path, error)
        }
        if shared.json { Output.line(Written(wrote: path)) }
        Output.say("Wrote \(path.safeForDisplay), for \(try owner(of: path)) alone.")
    }

    /// Whose it is: what root writes belongs to the owner of the folder.
    private func owner(of path: String) throws -> String {
        let owner = try FileStatus.of(path)?.owner
        guard let owner, owner != UserIdentity.effectiveUser else { return "its owner" }
        return try UserIdentity.numbered(owner)?.name ?? "user \(owner)"
    }

    /// What `--json` says of a file.
    private struct Written: Encodable {
        let schema = 1
        let wrote: String
    }

    private func attempt<Value>(
        _ call: () throws(SystemError) -> Value, at path: String
    ) throws(Diagnosis) -> Value {
        do {
            return try call()
        } catch {
            throw .output(path, error)
        }
    }

    /// One spelling for each file.
    private static func real(_ path: String) -> String { URL(filePath: path).resolvingSymlinksInPath().path }
}
