import ArgumentParser
import Entries
import FoundationEssentials
import Guidance
import NukiDomain

/// `keyturn export`: the configuration as another system reads it.
struct ExportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Print the configured bridges as another system reads them.")

    enum Format: String, ExpressibleByArgument, CaseIterable {
        case json
        case homeAssistant = "home-assistant"
    }

    @Argument(help: "json or home-assistant.")
    var format: Format

    @Flag(help: "Write the tokens too; the result opens doors, keep it to yourself.")
    var includeToken = false

    @Option(help: ArgumentHelp("This bridge only.", valueName: "id"))
    var bridge: String?

    @OptionGroup var shared: SharedOptions

    func run() async throws {
        try await shared.run {
            let store = try Composition.store(shared)
            let entries = try chosen(try store.load())
            var tokens: [BridgeID: BridgeToken] = [:]
            for entry in entries { tokens[entry.id] = try store.tokens.token(for: entry) }
            let exported = ExportedTokens(tokens, areIncluded: includeToken)
            switch format {
            case .json:
                let export = try JSONExporter.export(entries, exported)
                Output.text(export.text)
                export.notes.forEach { Output.say(ExportWords.sentence($0)) }
            case .homeAssistant:
                var random = SystemRandomNumberGenerator()
                let result = try HomeAssistantExporter.export(entries, exported, at: Date(), using: &random)
                Output.text(result.export.text)
                result.forms.flatMap(ExportWords.lines).forEach(Output.say)
                result.export.notes.forEach { Output.say(ExportWords.sentence($0)) }
            }
        }
    }

    private func chosen(_ file: EntryFile) throws -> [BridgeEntry] {
        guard let bridge else {
            guard !file.entries.isEmpty else { throw Diagnosis.nothingConfigured }
            return file.entries
        }
        let found = file.entries.filter { $0.name == bridge || $0.id == BridgeID(hex: bridge) }
        guard !found.isEmpty else { throw Diagnosis.noSuchBridge(bridge, known: file.entries) }
        return found
    }
}

/// Sentences about what an export does not say.
enum ExportWords {
    static func sentence(_ note: ExportNote) -> String {
        switch note {
        case .tokenRedacted(let id):
            "note: bridge \(id): REDACTED stands for the token; --include-token writes it."
        case .tokenMissing(let id):
            "warning: bridge \(id): no token is stored; REDACTED stands in its place."
        case .driftedClock(let id, let seconds):
            "warning: bridge \(id): its clock is \(InputWords.span(abs(seconds))) off; Home Assistant cannot sign in "
                + "by it. Let the bridge reach the internet first."
        case .hashedSignIn(let id):
            "warning: bridge \(id): signs in by hash; Home Assistant tries encrypted sign-in."
        case .notCarried(let id, let keys):
            "note: bridge \(id): Home Assistant has no place for \(keys.joined(separator: ", "))."
        }
    }

    static func lines(_ form: HomeAssistantForm) -> [String] {
        [
            "To type into Home Assistant (Settings > Devices & services > Add integration > Nuki Bridge):",
            "  Host           \(form.host)", "  Port           \(form.port)", "  Access token   \(form.token)",
            "  Encrypt token  \(form.encryptsToken ? "on" : "off")",
        ]
    }
}
