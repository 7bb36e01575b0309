import ArgumentParser
import Entries

/// `keyturn token list`: the tokens by their names; what they are is kept nowhere.
struct TokenListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the tokens of the HTTP API by their names.")

    @OptionGroup var shared: SharedOptions

    func run() async throws {
        try await shared.run {
            let rows = try APITokenFile(shared).load().map(Row.init)
            if shared.json {
                Output.line(["tokens": rows])
            } else {
                TextTable.lines(rows.map { [$0.name, $0.scopes.map(\.rawValue).joined(separator: ", ")] })
                    .forEach(Output.line)
            }
        }
    }

    private struct Row: Encodable {
        let name: String
        let scopes: [APIScope]

        init(_ token: APIToken) {
            name = token.name
            scopes = APIScope.allCases.filter(token.scopes.contains)
        }
    }
}
