public import ArgumentParser
public import Entries
import FoundationEssentials
import Guidance
import NukiDomain

/// `keyturn export`: the configuration as another system reads it.
struct ExportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Print the configured bridges as another system reads them.",
        discussion: "What the other system has no place for is said on standard error.")

    @Argument(help: "What it is for.")
    var format: ExportFormat

    @Option(help: ArgumentHelp("Write this file, for its owner alone; - for standard output.", valueName: "file"))
    var output: String?

    @Option(
        help: ArgumentHelp(
            "Add the bridges to a copy of this core.config_entries of Home Assistant.", valueName: "file"))
    var merge: String?

    @Flag(help: "Write the tokens too; the result opens doors, keep it to yourself.")
    var includeToken = false

    @Flag(help: "Write REDACTED for the tokens, as without --include-token, and do not speak of it.")
    var redact = false

    @Option(
        help: ArgumentHelp("This bridge only, by its name or hardware id.", valueName: "bridge"),
        completion: NameCompletion.bridges)
    var bridge: String?

    @Flag(help: "Replace the file of --output without asking.")
    var yes = false

    @OptionGroup var shared: SharedOptions

    func validate() throws {
        if includeToken, redact { throw ValidationError("--include-token and --redact exclude each other.") }
        if merge != nil, format != .homeAssistant { throw ValidationError("--merge is for home-assistant alone.") }
    }

    func run() async throws {
        try await shared.run {
            let place = try ExportPlace(output, reading: merge)
            let store = try Composition.store(shared)
            let entries = try chosen(try store.load())
            var tokens: [BridgeID: BridgeToken] = [:]
            // One that cannot be read is nothing to an export that shows none.
            if includeToken { for entry in entries { tokens[entry.id] = try store.tokens.token(for: entry) } }
            let exported = ExportedTokens(tokens, areIncluded: includeToken)
            let copy = try merge.map { try merged(entries, exported, into: $0) }
            let export = try copy?.export ?? made(entries, exported)
            try await place.put(export.text, isAgreed: yes, shared)
            if let copy { ExportWords.difference(copy, entries).forEach(Output.paragraph) }
            for form in export.forms {
                ExportWords.lines(form, showsToken: place.isOutput || !includeToken).forEach(Output.paragraph)
            }
            export.notes.filter { !(redact && $0.isOfRedaction) }
                .map { ExportWords.sentence($0, for: format.receiver) }.forEach(Output.paragraph)
        }
    }

    private func made(_ entries: [BridgeEntry], _ tokens: ExportedTokens) throws -> Export {
        var random = SystemRandomNumberGenerator()
        do throws(ExportError) {
            return try format.export(entries, tokens, at: Date(), using: &random)
        } catch {
            throw Diagnosis(error, entries)
        }
    }

    private func merged(
        _ entries: [BridgeEntry], _ tokens: ExportedTokens, into path: String
    ) throws -> HomeAssistantMerge {
        let bytes = try InputFile.named(path)
        var random = SystemRandomNumberGenerator()
        do throws(MergeError) {
            return try HomeAssistantMerge(entries, tokens, into: bytes, at: Date(), using: &random)
        } catch {
            throw Diagnosis(error, path, entries)
        }
    }

    private func chosen(_ file: EntryFile) throws -> [BridgeEntry] {
        guard !file.entries.isEmpty else { throw Diagnosis.nothingConfigured }
        guard let bridge else { return file.entries }
        return [try file.entry(named: bridge)]
    }
}

extension ExportFormat: ExpressibleByArgument {}

extension ExportNote {
    /// Says that a token was left out because nobody asked for it.
    fileprivate var isOfRedaction: Bool { if case .tokenRedacted = self { true } else { false } }
}
