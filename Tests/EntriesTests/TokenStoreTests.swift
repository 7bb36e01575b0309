import Entries
import NukiDomain
import TestKit
import Testing

@Suite("Stored tokens")
struct TokenStoreTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    @Test("a credential from systemd wins over the file, and the file serves the bridges without one")
    func credentials() throws {
        try folder.write("from-systemd\n", to: "credentials/keyturn-1A2B3C4D")
        try folder.write("from-a-file", to: "config/tokens/1A2B3C4D")
        try folder.write("  of-another \n", to: "config/tokens/00000002")
        let tokens = TokenStore(try Sample.locations(folder, credentials: folder("credentials")))
        #expect(try tokens.token(for: Sample.entry())?.text == "from-systemd")
        #expect(try tokens.token(for: Sample.entry(2))?.text == "of-another")
        #expect(try tokens.token(for: Sample.entry(3)) == nil)
    }

    @Test("a stored token may have any length")
    func anyLength() throws {
        try folder.write("abc", to: "config/tokens/1A2B3C4D")
        #expect(try TokenStore(Sample.locations(folder)).token(for: Sample.entry())?.text == "abc")
    }

    @Test("a file that holds no token is an error without its content, and saving a token mends it")
    func badToken() async throws {
        try folder.write("se cret", to: "config/tokens/1A2B3C4D")
        let store = try Sample.store(folder)
        #expect(
            throws: ConfigurationError.badToken(path: folder("config/tokens/1A2B3C4D"), .strangeCharacter)
        ) { try store.tokens.token(for: Sample.entry()) }
        let plan = try await store.save(Sample.entry(), token: BridgeToken(parsing: Sample.token), at: Sample.date)
        #expect(try store.tokens.token(for: plan.entry)?.text == Sample.token)
    }

    @Test("no error, plan or description holds a token")
    func silence() async throws {
        let store = try Sample.store(folder)
        let token = try BridgeToken(parsing: Sample.token)
        var told = "\(try store.plan(saving: Sample.entry(), token: token, at: Sample.date))"
        told += "\(try await store.save(Sample.entry(), token: token, at: Sample.date))"
        told += "\(ExportedTokens([try Sample.entry().id: token], areIncluded: true))"
        try folder.write("{\"schema\":1,\"entries\":[{\"token\":\"\(Sample.token)\"}]}", to: "config/entries.json")
        let error = #expect(throws: ConfigurationError.self) { try store.load() }
        told += "\(error as Any)"
        try folder.write(Sample.token + " and more", to: "config/tokens/1A2B3C4D")
        let other = #expect(throws: ConfigurationError.self) { try store.tokens.token(for: Sample.entry()) }
        told += "\(other as Any)"
        #expect(!told.contains(Sample.token))
        #expect(told.contains("token(11 characters)"), "the token was there to be told")
    }
}
