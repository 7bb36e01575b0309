import NukiDomain
import Testing

@Suite("The name of a bridge")
struct BridgeNameTests {
    @Test(
        "blanks around it go, and those inside stay",
        arguments: [("Hallway", "Hallway"), (" 1 Élysée \u{1F511} \n", "1 Élysée \u{1F511}")])
    func taken(_ text: String, _ name: String) throws {
        #expect(try BridgeName.parse(text) == name)
    }

    @Test("nothing, and nothing but blanks, is none", arguments: ["", " \t\n"])
    func empty(_ text: String) {
        #expect(throws: BridgeNameError.empty) { try BridgeName.parse(text) }
    }

    @Test(
        "line breaks, other control characters and what turns text are refused",
        arguments: ["a\nb", "a\u{1B}[2J", "a\tb", "a\u{202E}b", "a\u{2066}b", "a\u{2028}b", "a\u{200B}b"])
    func treacherous(_ text: String) {
        #expect(throws: BridgeNameError.treacherous(text)) { try BridgeName.parse(text) }
    }
}
