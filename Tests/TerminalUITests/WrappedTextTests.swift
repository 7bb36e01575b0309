import Testing

@testable import TerminalUI

@Suite("Results for people")
struct WrappedTextTests {
    private static let info = [
        ["Hardware id", "0A2B3C4D"], ["Clock", "2026-08-22T09:31:22Z, 7 min 10 s slow"],
        ["In range", "Front door of the house at the lake, -67 dBm, paired"],
    ]
    private static let callbacks = [
        ["0", "keyturn", "http://192.168.1.20:9001/nuki/callback/of/a/long/path/that/somebody/chose"],
        ["1", "unknown", "http://192.168.1.2/"],
    ]

    @Test("In a pipe a row is a line, however long")
    func pipe() {
        #expect(
            WrappedText(width: nil).table(Self.info) == [
                "  Hardware id   0A2B3C4D", "  Clock         2026-08-22T09:31:22Z, 7 min 10 s slow",
                "  In range      Front door of the house at the lake, -67 dBm, paired",
            ])
        #expect(WrappedText(width: nil).table([]).isEmpty)
    }

    @Test("From 60 columns on the last cells are wrapped in their column")
    func wide() {
        #expect(
            WrappedText(width: 60).table(Self.info) == [
                "  Hardware id   0A2B3C4D", "  Clock         2026-08-22T09:31:22Z, 7 min 10 s slow",
                "  In range      Front door of the house at the lake, -67", "                dBm, paired",
            ])
        #expect(
            WrappedText(width: 60).table(Self.callbacks) == [
                "  0   keyturn   http://192.168.1.20:9001/nuki/callback/of/a/",
                "                long/path/that/somebody/chose", "  1   unknown   http://192.168.1.2/",
            ])
    }

    @Test("Below 60 columns a table that has no room is stacked, and one that has is not")
    func narrow() {
        #expect(
            WrappedText(width: 40).table(Self.info) == [
                "  Hardware id", "    0A2B3C4D", "  Clock", "    2026-08-22T09:31:22Z, 7 min 10 s", "    slow",
                "  In range", "    Front door of the house at the lake,", "    -67 dBm, paired",
            ])
        #expect(
            WrappedText(width: 20).table(Self.callbacks) == [
                "  0", "    keyturn", "    http://192.168.", "    1.20:9001/nuki/", "    callback/of/a/",
                "    long/path/that/", "    somebody/chose", "  1", "    unknown", "    http://192.168.", "    1.2/",
            ])
        #expect(WrappedText(width: 30).table([["Wi-Fi", "connected"]]) == ["  Wi-Fi   connected"])
    }

    @Test(
        "A text stands behind what it is about, in a column of its own, or underneath",
        arguments: [
            (nil, ["09:31:22 Front door   locked, door closed, battery 85 %, keypad battery critical"]),
            (
                60,
                [
                    "09:31:22 Front door   locked, door closed, battery 85 %,",
                    "                      keypad battery critical",
                ]
            ),
            (40, ["09:31:22 Front door", "  locked, door closed, battery 85 %,", "  keypad battery critical"]),
            (
                20,
                ["09:31:22 Front door", "  locked, door", "  closed, battery 85", "  %, keypad battery", "  critical"]
            ),
        ] as [(Int?, [String])])
    func behind(width: Int?, lines: [String]) {
        let text = "locked, door closed, battery 85 %, keypad battery critical"
        #expect(WrappedText(width: width).lines(text, behind: "09:31:22 Front door   ") == lines)
    }

    @Test("Pieces go on lines of their own, and inside one a line ends between words")
    func row() {
        let pieces = ["Hallway", "doubtful  192.168.1.52, perhaps 192.168.1.77 (DHCP)"]
        #expect(WrappedText(width: nil).row(pieces, indent: 2) == pieces.joined(separator: "  "))
        #expect(
            WrappedText(width: 40).row(pieces, indent: 2) == """
                Hallway
                  doubtful  192.168.1.52, perhaps
                  192.168.1.77 (DHCP)
                """)
        #expect(WrappedText(width: 40).row(["one", "two"], indent: 2) == "one  two")
    }

    @Test("A command at the end of a fix is never broken")
    func fix() {
        let fix = "Give it the right: sudo setcap cap_net_raw=ep /usr/local/bin/keyturn"
        #expect(
            WrappedText(width: 40).lines(fix: fix) == [
                "Give it the right:", "sudo setcap cap_net_raw=ep /usr/local/bin/keyturn",
            ])
        #expect(WrappedText(width: 12).lines(fix: "Look at the door.") == ["Look at the", "door."])
    }
}
