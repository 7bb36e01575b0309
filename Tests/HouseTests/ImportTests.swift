import Testing

@Suite("Imports")
struct ImportTests {
    @Test("Every room imports exactly what the table in Sources/README.md says")
    func importsEqualTable() throws {
        let table = ImportTable(parsing: try House.text("Sources/README.md")).imports
        var built: [String: Set<String>] = [:]
        for file in try House.sources() {
            built[file.room, default: []].formUnion(Set(file.imports).subtracting(ImportTable.toolchain))
        }
        #expect(built.keys.sorted() == table.keys.sorted())
        for (room, imports) in built.sorted(by: { $0.key < $1.key }) {
            #expect(imports.sorted() == table[room]?.sorted(), "\(room)")
        }
    }

    @Test("No file imports full Foundation")
    func noFoundation() throws {
        for file in try House.sources() {
            #expect(
                file.imports.filter { $0.hasPrefix("Foundation") && $0 != "FoundationEssentials" } == [], "\(file.path)"
            )
        }
    }

    @Test(
        "Only these files touch a C library",
        arguments: [
            ("CCurl", ["HTTPFetch/CurlLibrary.swift", "HTTPFetch/CurlMulti.swift", "HTTPFetch/CurlTransfer.swift"]),
            (
                "CMosquitto",
                ["MQTT/MosquittoEar.swift", "MQTT/MosquittoLibrary.swift", "MQTT/MosquittoSession.swift"]
            ),
            ("CSodium", ["BridgeAPI/SecretBox.swift"]),
            (
                "CPcap",
                [
                    "PacketCapture/PcapDelivery.swift", "PacketCapture/PcapDevices.swift",
                    "PacketCapture/PcapDump.swift", "PacketCapture/PcapHandle.swift",
                    "PacketCapture/PcapReason.swift", "PacketCapture/PcapVersion.swift",
                ]
            ),
        ])
    func libraryFiles(library: String, files: [String]) throws {
        let importing = try House.sources().filter { $0.imports.contains(library) }
        #expect(importing.map(\.path) == files.map { "Sources/\($0)" })
    }

    @Test(
        "An import is seen whatever stands around it",
        arguments: [
            ("import Linux", ["Linux"]), ("public import Linux", ["Linux"]),
            ("@preconcurrency internal import struct Linux.Descriptor", ["Linux"]),
            ("    @_spi(Testing) @testable import Linux", ["Linux"]), ("// import Linux", []),
            ("important(Linux)", []),
        ])
    func parsing(line: String, modules: [String]) {
        #expect(SourceFile(room: "", path: "", text: "\n\(line)\nlet a = 1\n").imports == modules)
    }
}
