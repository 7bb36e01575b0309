import Entries
import FoundationEssentials
import Guidance
import NukiDomain
import TestKit
import Testing

@testable import keyturn

@Suite("A row of an import")
struct ImportRowTests {
    private static let date = Date(timeIntervalSince1970: 1_787_391_082)

    private static func file(port: Int) throws -> ImportedFile {
        try ImportFormat.homeAssistant.read(
            Array(
                """
                {"version":1,"minor_version":5,"key":"core.config_entries","data":{"entries":[
                 {"domain":"nuki","unique_id":"A2B3C4D","title":"Attic","version":1,
                  "data":{"host":"192.0.2.1","port":\(port),"token":"\(FixtureTokens.own)"}}]}}
                """.utf8))
    }

    private let store: EntryStore
    private let folder: TemporaryFolder

    init() async throws {
        folder = try TemporaryFolder()
        store = EntryStore(try Locations(LocationFacts(configFlag: folder("config"), user: 1000)))
        let plan = try store.plan(importing: Self.file(port: 8080).bridges)[0]
        _ = try await store.save(plan.entry, token: plan.newToken, at: Self.date)
    }

    @Test("A name that was given since the question stays")
    func renamed() async throws {
        let bridges = try Self.file(port: 8081).bridges
        let row = ImportRow(try store.plan(importing: bridges)[0])
        _ = try await store.change(row.plan.entry.id, at: Self.date) { $0.name = "Cellar" }
        let renewed = row.renewed(try store.plan(importing: bridges)[0])
        #expect(renewed.isWanted)
        #expect(renewed.plan.entry.name == "Cellar")
        #expect(renewed.plan.entry.endpoint.port.rawValue == 8081)
    }

    @Test("What nobody was asked about, or was refused, is not written because of a change since")
    func unwanted() async throws {
        let bridges = try Self.file(port: 8080).bridges
        let same = ImportRow(try store.plan(importing: bridges)[0])
        var refused = ImportRow(try store.plan(importing: Self.file(port: 8081).bridges)[0])
        refused.failure = .importedTokenMissing(for: refused.plan.entry)
        try await store.remove(same.plan.entry.id)
        let plan = try store.plan(importing: bridges)[0]
        #expect(ImportRow(plan).isWanted)
        #expect(!same.renewed(plan).isWanted && !refused.renewed(plan).isWanted)
    }
}
