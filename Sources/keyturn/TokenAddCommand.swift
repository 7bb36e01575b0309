public import ArgumentParser
import BridgeAPI
public import Entries
import FoundationEssentials
import Guidance
import NukiDomain

/// `keyturn token add`: makes a token and shows it, this once.
struct TokenAddCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Make a token for the HTTP API and print it, this once.",
        discussion: "read: states, events, metrics.  lock: what opens no door.  open: what opens doors.")

    @Argument(help: "What it is for: letters, digits, - _ and . alone.")
    var name: String

    @Option(name: .customLong("scope"), help: "What it is good for: read, lock or open; repeat it for several.")
    var scopes: [APIScope] = [.read]

    @OptionGroup var shared: SharedOptions

    func validate() throws {
        guard APIToken.isName(name) else {
            throw ValidationError("A name has 1 to 64 letters, digits, - _ and . alone.")
        }
    }

    func run() async throws {
        try await shared.run {
            let file = try APITokenFile(shared)
            let secret = SecretDigest.newSecret()
            let token = APIToken(name: name, sha256: SecretDigest(of: secret.utf8).hex, scopes: Set(scopes))
            let isNew = try await file.change { tokens in
                guard !tokens.contains(where: { $0.name == name }) else { return false }
                tokens.append(token)
                return true
            }
            guard isNew else {
                throw Diagnosis.unusable(
                    "The name \(name)", "A token has it already.", fix: "Remove that one: keyturn token remove \(name)")
            }
            if shared.json {
                Output.line(Made(name: name, scopes: APIScope.allCases.filter(token.scopes.contains), token: secret))
            } else {
                Output.line(secret)
                Output.say("It is shown this once; \(file.path.safeForDisplay) keeps its SHA-256 alone.")
            }
        }
    }

    private struct Made: Encodable {
        let name: String
        let scopes: [APIScope]
        let token: String
    }
}

extension APIScope: ExpressibleByArgument {}

extension APITokenFile {
    /// The file that the settings name.
    init(_ shared: SharedOptions) throws {
        let locations = try shared.locations()
        let settings = try LoopSettings.load(locations, environment: ProcessInfo.processInfo.environment)
        self.init(settings.http, locations)
    }
}
