import FoundationEssentials
import Linux
import TerminalUI
import TestKit
import Testing

@Suite("setup --demo at a terminal", .timeLimit(.minutes(1)))
struct TerminalDemoTests {
    @Test("Four times Enter lead from the search to the devices; Ctrl-C ends the watching")
    func wholeDemo() async throws {
        let keyturn = try KeyturnBinary()
        // Of a fixed length, since lines are broken by it.
        let folder = try FileSystem.makeTemporaryFolder(in: "/tmp", prefix: "kt-")
        // What cannot be removed is litter in the machine's own folder for litter.
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let sitting = try keyturn.sit(
            ["setup", "--demo"], environment: ["TERM": "xterm-256color", "LANG": "C.UTF-8", "TMPDIR": folder])
        try await sitting.sees("DHCP, now   answers")
        try sitting.types("\r")
        try await sitting.sees("How should keyturn get the token?")
        try sitting.types("\r")
        let review = try await sitting.sees("Write it")
        #expect(Self.steady(review.transcript, folder) == Self.beginning + Self.review)
        try sitting.types("\r")
        let handOff = try await sitting.sees("What now?")
        #expect(Self.steady(handOff.transcript, folder) == Self.beginning + Self.handOff)
        try sitting.types("\r")
        let devices = try await sitting.sees("Intercom          ready")
        #expect(Self.steady(devices.transcript, folder) == Self.beginning + Self.devices)
        try sitting.types("\u{3}")
        #expect(try await sitting.end() == .code(0))
        #expect(Self.steady(sitting.transcript, folder) == Self.beginning + Self.devices + ["^C"])
        #expect(try sitting.isRestored)
    }

    @Test("The screen is drawn again for another width, and the question goes on")
    func resize() async throws {
        let sitting = try KeyturnBinary().sit(["setup", "--demo", "--no-run"])
        try await sitting.sees("DHCP, now   answers")
        try sitting.types("\r")
        try await sitting.sees("How should keyturn get the token?")
        try sitting.terminal.resize(columns: 40, rows: 30)
        // Side by side does not fit: the detail stands under its choice.
        let narrow = try await sitting.terminal.showsScreen { screen in
            screen.lines.contains { $0.hasSuffix("Paste it from the Nuki app") }
        }
        #expect(narrow.lines.allSatisfy { DisplayWidth.columns(of: $0) <= 40 })
        #expect(narrow.lines.count { $0.contains("How should keyturn") } == 1)
        try sitting.terminal.resize(columns: 80, rows: 40)
        try sitting.types("\r")
        try await sitting.sees("Write it")
        try sitting.types("\r")
        #expect(try await sitting.end() == .code(0))
        #expect(sitting.transcript.contains("✓ Wrote 2 files."))
        #expect(try sitting.isRestored)
    }

    private static let beginning = [
        "  Demo", "  A simulated bridge answers at 127.0.0.1:PORT.", "  The configuration goes to FOLDER/config",
        "✓ Check: under another bridge's id it was refused, as it should be.", "",
        "  Set up a Nuki bridge", "  Nothing is written until the review.  Esc: back  Ctrl-C: leave", "",
        "✓ Bridge     Nuki_Bridge_0A2B3C4D at 127.0.0.1:PORT", "✓ Token      from the bridge, 16 characters",
        "✓ Sign-in    encrypted, N ms", "✓ Found      Front door (lock, locked), Side door (lock, unlocked),",
        "             Intercom (opener, ready)",
    ]
    private static let review = [
        "", "  Review", "    Bridge     Bridge 0A2B3C4D, firmware 2.18.0",
        "    Address    127.0.0.1:PORT, followed by DHCP if it changes", "    Sign-in    encrypted token",
        "    Updates    callback (3 of 3 slots free), and every 2 s", "    Writes     FOLDER/config/tokens/0A2B3C4D",
        "               (new, only you)",
        "               FOLDER/config/entries.json", "               (new, 44 lines)",
        "    On bridge  the control loop registers one callback", "",
        "  › Write it    Change something    Show the file    Leave",
        "  Left/Right  Enter  Esc back  ? help  Ctrl-C leave",
    ]
    private static let handOff = [
        "✓ Wrote 2 files.", "? What now?", "  › Start the control loop here    Ctrl-C ends it",
        "    Show how to run it as a service", "    Add another bridge", "    Leave",
        "  Up/Down  Enter  ? help  Ctrl-C leave",
    ]
    private static let devices = [
        "✓ Wrote 2 files.", "HH:MM:SS Bridge 0A2B3C4D   online, 3 devices",
        "HH:MM:SS Front door        locked, door closed, battery 85 %",
        "HH:MM:SS Side door         unlocked, battery 96 %", "HH:MM:SS Intercom          ready",
    ]

    /// The lines with what differs from run to run in words.
    private static func steady(_ lines: [String], _ folder: String) -> [String] {
        lines.map { line in
            line.replacing(/\/tmp\/kt-\w+\/keyturn-demo-\w+/, with: "FOLDER")
                .replacing(/127\.0\.0\.1:\d+/, with: "127.0.0.1:PORT").replacing(/\d+ ms$/, with: "N ms")
                .replacing(/^\d\d:\d\d:\d\d/, with: "HH:MM:SS")
        }
    }
}
