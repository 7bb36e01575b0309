import Entries
import Guidance
import Testing

@Suite("Error ids")
struct CatalogueTests {
    @Test("Every id that a text names exists")
    func named() throws {
        let known = Set(ErrorID.allCases.map(\.rawValue))
        var texts = try House.sources().map { ($0.path, $0.text) }
        for path in try ["README.md", "Sources/README.md"] + House.names(in: "man").map({ "man/\($0)" }) {
            texts.append((path, try House.text(path)))
        }
        for (path, text) in texts {
            #expect(Self.ids(in: text).subtracting(known) == [], "\(path)")
        }
    }

    @Test("The manual explains every id, once, in the words of keyturn help")
    func explained() throws {
        let lines = try House.text("man/keyturn.1").split(separator: "\n")
        let entries = zip(lines, lines.dropFirst()).filter { $0.0.hasPrefix(".It Sy KT-") }
        #expect(
            entries.map { "\($0.0.dropFirst(7)): \($0.1)" }.sorted()
                == ErrorID.allCases.map { "\($0.rawValue): \($0.explanation.what)." }.sorted())
    }

    @Test("The manual describes every setting, once, with the variable that stands beside it")
    func settings() throws {
        let known = SettingVariable.all.map { ".It Cm \($0.key) , Ev \($0.name)" }
        let described = try House.text("man/keyturn-settings.5").split(separator: "\n").filter {
            $0.hasPrefix(".It Cm ")
        }
        #expect(described.map(String.init).sorted() == known.sorted())
    }

    private static func ids(in text: String) -> Set<String> {
        let words = text.split { !($0.isUppercase || $0.isNumber || $0 == "-") }
        return Set(words.map(String.init).filter { $0.hasPrefix("KT-") && $0.utf8.count > 3 && $0.last != "-" })
    }
}
