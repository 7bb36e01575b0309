import Entries
import TestKit
import Testing

@Suite("The file of API tokens")
struct APITokenFileTests {
    private let folder: TemporaryFolder
    private let file: APITokenFile

    init() throws {
        folder = try TemporaryFolder()
        file = APITokenFile(path: folder("api-tokens.json"))
    }

    private func token(_ name: String) -> APIToken {
        APIToken(name: name, sha256: String(repeating: "0", count: 64), scopes: [.read])
    }

    @Test("Several who change it at once lose nothing")
    func together() async throws {
        try await withThrowingTaskGroup { group in
            for number in 0..<8 {
                group.addTask { [file] in
                    _ = try await file.change { tokens in
                        tokens.append(token("t\(number)"))
                        return true
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(try Set(file.load().map(\.name)) == Set((0..<8).map { "t\($0)" }))
    }

    @Test("A change that changes nothing writes nothing")
    func nothing() async throws {
        let isChanged = try await file.change { _ in false }
        #expect(!isChanged)
        #expect(try folder.text(of: "api-tokens.json") == nil)
    }
}
