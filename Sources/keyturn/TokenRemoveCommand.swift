import ArgumentParser
import Entries
import Guidance
import NukiDomain

/// `keyturn token remove`: a token that counts no longer, from the next request on.
struct TokenRemoveCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "remove", abstract: "Remove a token of the HTTP API; it counts no longer at once.")

    @Argument(help: "Its name.")
    var name: String

    @OptionGroup var shared: SharedOptions

    func run() async throws {
        try await shared.run {
            let wasThere = try await APITokenFile(shared).change { tokens in
                let index = tokens.firstIndex { $0.name == name }
                if let index { tokens.remove(at: index) }
                return index != nil
            }
            guard wasThere else {
                throw Diagnosis.unusable(
                    "The name \(name.safeForDisplay)", "No token has it.",
                    fix: "See which there are: keyturn token list")
            }
            if shared.json {
                Output.line(["removed": name])
            } else {
                Output.say("\(name.safeForDisplay) is removed.")
            }
        }
    }
}
