import Entries
import Guidance
import NukiDomain
import SetupWizard
import TestKit
import Testing

@testable import TerminalUI

/// A wizard, its terminal and its world.
final class Stage: Sendable {
    let terminal: FakeTerminal
    private let driver: SetupDriver
    private let request: SetupRequest
    private let facts: SetupFacts
    private let frames: Frames

    /// Frames by width and name.
    typealias Frames = [Int: [String: String]]

    init(
        _ world: ScriptedWorld, columns: Int, rows: Int = 60, request: SetupRequest = SetupRequest(),
        facts: SetupFacts = SetupFacts(), frames: Frames = [:]
    ) {
        self.frames = frames
        terminal = FakeTerminal(columns: columns, rows: rows)
        var request = request
        request.canAsk = true
        self.request = request
        var facts = facts
        facts.home = "/home/a"
        facts.advice = Sample.advice
        self.facts = facts
        let clock = ManualClock()
        let isRich = facts.form == .rich
        let style = Style(colour: false, symbols: isRich, margin: isRich ? 2 : 0)
        driver = SetupDriver(
            effects: world,
            prompter: isRich
                ? RichPrompter(terminal: terminal, style: style, clock: clock)
                : LinePrompter(terminal: terminal, style: style, clock: clock))
    }

    func play() async -> SetupOutcome {
        await driver.run(SetupCore(request, facts))
    }

    /// Waits until the screen shows a text, compares the whole screen with the frame of this name, and presses keys.
    func see(
        _ text: String, as name: String? = nil, then keys: Key..., sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
        try await terminal.showsScreen { screen in
            screen.text.split { $0.isWhitespace }.joined(separator: " ").contains(text)
        }
        if let name { expectFrame(name, sourceLocation: sourceLocation) }
        for key in keys { terminal.press(key) }
    }

    /// The whole screen is as the frame of this name at this width.
    func expectFrame(_ name: String, sourceLocation: SourceLocation = #_sourceLocation) {
        let screen = terminal.screen.lines.joined(separator: "\n")
        #expect(screen == frames[terminal.size.columns]?[name], sourceLocation: sourceLocation)
    }
}

extension Sample {
    static let advice = SetupAdvice(
        nextCommands: [
            Row("keyturn run", "watch and control from here"), Row("keyturn status", "one look"),
            Row("keyturn export home-assistant", ""), Row("keyturn setup", "add another, or check this one"),
        ],
        exports: [Row("keyturn export home-assistant", "for Home Assistant")],
        service: [.text("systemctl enable --now keyturn")],
        right: [.text("sudo setcap cap_net_raw=ep /usr/local/bin/keyturn")])
}
