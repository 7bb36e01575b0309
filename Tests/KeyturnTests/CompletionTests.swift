import FoundationEssentials
import Linux
import TestKit
import Testing

@Suite("Completions in shells", .timeLimit(.minutes(1)))
struct CompletionTests {
    /// A shell, and how it takes a script and says nothing of its own.
    enum Shell: String, CaseIterable, CustomTestStringConvertible {
        case bash, zsh, fish

        var testDescription: String { rawValue }

        /// The words that start it at a terminal, and what is typed first.
        var arguments: [String] {
            switch self {
            case .bash: ["--noprofile", "--norc", "-i"]
            case .zsh: ["-f", "-i"]
            case .fish: ["--no-config", "-i"]
            }
        }

        func load(_ script: String) -> String {
            switch self {
            case .bash, .fish: "source \(script)"
            case .zsh: "autoload -Uz compinit; compinit -D; source \(script); compdef _keyturn keyturn"
            }
        }
    }

    private static func configure(_ keyturn: KeyturnBinary) throws {
        let devices = """
            {"id":"21DF943C","nuki_id":568300604,"type":0,"kind":"lock","name":"Front door"},
            {"id":"3C88A2ED","nuki_id":1015587565,"type":4,"kind":"lock","name":"Shed $(touch \(keyturn.home("ran")))"}
            """
        let entry = """
            {"id":"0A2B3C4D","name":"Hallway","host":"192.0.2.1","port":8080,"auth":"encrypted","server_id":"1C5E90A7",
             "source":"manual","devices":[\(devices)],
             "created":"2026-08-22T09:31:22Z","modified":"2026-08-22T09:31:22Z"}
            """
        try keyturn.home.writeConfiguration(entry: entry, id: "0A2B3C4D", token: FixtureTokens.own)
    }

    @Test(
        "The Tab key writes commands and the names of devices, and runs nothing that a name says",
        .enabled(if: Shell.allCases.allSatisfy { ChildProcess.path(of: $0.rawValue) != nil }, "a shell is missing"),
        arguments: Shell.allCases)
    func tab(_ shell: Shell) async throws {
        let keyturn = try KeyturnBinary()
        try Self.configure(keyturn)
        // Names of options in it look like parts of a signed request.
        let script = try await keyturn.run(["--generate-completion-script", shell.rawValue], showsTokens: true)
        #expect(script.status == .code(0))
        try keyturn.home.write(script.output.joined(separator: "\n"), to: "script")
        let terminal = try PseudoTerminal(
            running: shell.rawValue, shell.arguments,
            environment: [
                "HOME": keyturn.home.path, "TERM": "xterm", "LANG": "C.UTF-8", "PS1": "$ ",
                "PATH": "\(FilePath.folder(of: KeyturnBinary.path)):/usr/bin:/bin",
                "KEYTURN_CONFIG_DIR": keyturn.home("config"),
            ], columns: 120, rows: 40)
        try terminal.type("\(shell.load(keyturn.home("script"))); echo loaded | tr a-z A-Z\r")
        try await terminal.shows("LOADED")
        try terminal.type("keyturn lock-\t")
        try await terminal.shows("keyturn lock-n-go")
        try terminal.type("Fr\t")
        try await terminal.shows("keyturn lock-n-go Front\\ door")
        try terminal.type("\u{15}keyturn bridge info H\t")
        try await terminal.shows("keyturn bridge info Hallway")
        try terminal.type("\u{15}keyturn lock 0\t")
        try await terminal.shows("keyturn lock 0x3C88A2ED")
        try terminal.type("\u{15}exit\r")
        _ = await terminal.exit()
        #expect(try keyturn.home.text(of: "ran") == nil)
    }

    @Test("A name that a shell would take for more than a name is offered as an id, and so is one that two have")
    func names() async throws {
        let keyturn = try KeyturnBinary()
        try Self.configure(keyturn)
        for words in [["--config", keyturn.home("config")], ["--config=\(keyturn.home("config"))"]] {
            let outcome = try await keyturn.run(
                ["---completion", "lock", "--", "positional@0", "2", "0", "keyturn", "lock"] + words + [""])
            #expect(outcome.output.filter { !$0.isEmpty } == ["Front door", "0x3C88A2ED"])
        }
        let none = try await keyturn.run(
            ["---completion", "lock", "--", "positional@0", "2", "0", "keyturn", "lock", ""])
        #expect(none.status == .code(0))
        #expect(none.output.filter { !$0.isEmpty } == [])
        #expect(none.errors == [])
    }
}
