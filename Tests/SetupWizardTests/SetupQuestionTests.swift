import Entries
import Guidance
import NukiDomain
import TerminalUI
import Testing

@testable import SetupWizard

@Suite("The table of the wizard's questions")
struct SetupQuestionTests {
    @Test("every question stands in it once, with a flag and with help")
    func complete() {
        #expect(Set(SetupQuestion.all.map(\.id)) == Set(SetupQuestion.ID.allCases))
        #expect(SetupQuestion.all.count == SetupQuestion.ID.allCases.count)
        for question in SetupQuestion.all {
            #expect(!question.flags.isEmpty && !question.help.isEmpty && !question.fallback.isEmpty)
        }
        let keys = SetupQuestion.all.compactMap(\.key)
        #expect(Set(keys).count == keys.count)
    }

    @Test(
        "what cannot be an answer is refused with a sentence",
        arguments: [
            (.host, "192.168.1.300", "192.168.1.300 is not an address: each part goes up to 255."),
            (.host, "192.168.1.52:0", "Port is a number from 1 to 65535."),
            (.port, "70000", "Port is a number from 1 to 65535."),
            (.bridge, "Hallway", "Hallway is not 1 to 8 hex digits."),
            (.auth, "open", "It is auto, encrypted, hashed or plain."),
            (.name, "  ", "Write a name, such as Hallway."),
            (.callback, "https://a.example/x", "The bridge cannot call https; use http://a.example/x"),
            (.callback, "on", "It is auto, off, or an address such as http://192.168.1.9/bridge."),
        ] as [(SetupQuestion.ID, String, String)])
    func refused(_ id: SetupQuestion.ID, _ text: String, _ sentence: String) throws {
        #expect(try #require(SetupQuestion[id]).complaint(about: text) == sentence)
    }

    @Test("an answer stands in the request")
    func taken() throws {
        var request = SetupRequest()
        for (id, text): (SetupQuestion.ID, String) in [
            (.host, "[fe80::1]:8081"), (.bridge, "a2b3c4d"), (.token, "-"), (.button, "true"), (.auth, "hashed"),
            (.name, " Hallway "), (.callback, "http://192.168.1.9/x"),
        ] {
            #expect(try #require(SetupQuestion[id]).answer(text, in: &request) == nil)
        }
        #expect(request.host?.description == "fe80::1")
        #expect(request.port.rawValue == 8081)
        #expect(request.bridge == Sample.id)
        #expect(request.tokenFile == "-" && request.pressesButton && request.signIn == .only(.hashed))
        #expect(request.name == "Hallway")
        #expect(request.callback == .url("http://192.168.1.9/x"))
    }

    @Test(
        "a digit too many is suggested away, and nothing else",
        arguments: [
            ("192.168.1.520", "192.168.1.52"), ("192.1680.1.5", "192.168.1.5"), ("192.168.1.999", "192.168.1.99"),
            ("192.168.1", nil), ("bridge.lan", nil), ("192.168.1.52", nil),
        ])
    func suggestion(_ text: String, _ meant: String?) {
        #expect(HostSuggestion.of(text) == meant)
    }

    @Test("tokens of bridges pass, long ones are asked about, and what is no token is named")
    func tokens() {
        let turn = Question.Turn(number: 1, count: 1, title: "")
        let field = WizardWords.tokenField(turn, anyLength: false, canGoBack: false)
        #expect(field.check("aB3xY9") == nil)
        #expect(field.check(String(repeating: "k", count: 31)) == nil)
        #expect(field.check("aB3xY")?.isFinal == false)
        #expect(field.check(String(repeating: "a1", count: 32))?.isFinal == true)
        #expect(field.check("aB 3xY9")?.isFinal == true)
        #expect(WizardWords.tokenField(turn, anyLength: true, canGoBack: false).check("k") == nil)
    }
}
