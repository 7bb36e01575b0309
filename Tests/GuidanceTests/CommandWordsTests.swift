import Guidance
import Testing

@Suite("Commands in sentences") struct CommandWordsTests {
    @Test(
        "they name the configuration that the run was given, behind the command's name",
        arguments: [
            (
                "Set one up: keyturn setup --host 192.168.1.52",
                "Set one up: keyturn setup --config /x --host 192.168.1.52"
            ),
            ("keyturn rediscover", "keyturn rediscover --config /x"),
            ("keyturn bridge info Hallway", "keyturn bridge --config /x info Hallway"),
            ("keyturn status, then keyturn run", "keyturn status --config /x, then keyturn run --config /x"),
        ])
    func pointed(_ text: String, _ expected: String) {
        #expect(CommandWords(config: "/x").pointing(text) == expected)
    }

    @Test(
        "what reads no configuration, and what names one, stays as it is",
        arguments: ["keyturn help KT-BUSY", "keyturn simulate", "keyturn is here", "keyturn run --config /y"])
    func others(_ text: String) {
        #expect(CommandWords(config: "/x").pointing(text) == text)
    }

    @Test("a folder with a blank is one word of the shell; without a folder nothing is added")
    func options() {
        #expect(CommandWords(config: "a b").options == " --config 'a b'")
        #expect(CommandWords(isSystem: true).pointing("keyturn run") == "keyturn run --system")
        #expect(CommandWords().pointing("keyturn run") == "keyturn run")
    }
}
