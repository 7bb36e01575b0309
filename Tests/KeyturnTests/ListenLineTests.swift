import FoundationEssentials
import NukiDomain
import PacketWire
import Sightings
import TerminalUI
import Testing

@testable import keyturn

@Suite("listen as people see it")
struct ListenLineTests {
    private func line(_ number: Int, _ frame: [UInt8]) throws -> ListenLine {
        // Single bytes have no padding, which is why `bytes` counts as unsafe.
        let packet = try #require(try unsafe DHCPPacket(parsing: frame.span.bytes, link: .ethernet))
        return ListenLine(
            HeardMessage(number: number, time: Date(timeIntervalSince1970: 0), interface: "eth0", packet: packet))
    }

    private func screen(_ lines: [ListenLine], _ width: Int?) -> [String] {
        lines.flatMap { $0.text(width: width).split(separator: "\n").map(String.init) }
    }

    @Test("Columns stand below each other; what is too wide goes on below, indented")
    func widths() throws {
        let lines = [
            try line(2, Frames.request("Nuki_Bridge_1A2B3C4D", "192.168.1.77")), try line(13, Frames.answer(.nak)),
        ]
        #expect(
            screen(lines, 80) == [
                "    2  REQUEST    54:d2:72:0a:0b:0c  wants 192.168.1.77  \"Nuki_Bridge_1A2B3C4D\"",
                "       server 192.0.2.1",
                "   13  NAK        54:d2:72:0a:0b:0c  server 192.0.2.1",
            ])
        #expect(
            screen(lines, 40) == [
                "    2  REQUEST    54:d2:72:0a:0b:0c",
                "       wants 192.168.1.77",
                "       \"Nuki_Bridge_1A2B3C4D\"",
                "       server 192.0.2.1",
                "   13  NAK        54:d2:72:0a:0b:0c",
                "       server 192.0.2.1",
            ])
        #expect(screen(lines, 40).allSatisfy { DisplayWidth.columns(of: $0) <= 40 })
        #expect(screen(lines, nil).count == 2)
    }

    @Test("A name that would write to the terminal is spelled out, at every width", arguments: [nil, 80, 40])
    func hostile(width: Int?) throws {
        let name = "Nuki\u{1B}[2J\r\n\u{7}\u{9B}31m\u{202E}\u{2066}abc"
        var frame = Frames.request(name, "192.168.1.77")
        // No UTF-8: the first letter becomes a byte that begins nothing.
        let letter = try #require(frame.firstRange(of: Array("Nuki".utf8))?.lowerBound)
        frame[letter] = 0xFF
        let text = try line(1, frame).text(width: width)
        for scalar in text.unicodeScalars where scalar != "\n" {
            #expect(scalar.value >= 0x20 && !(0x7F...0x9F).contains(scalar.value))
            #expect(scalar.properties.generalCategory != .format)
        }
        #expect(text.contains("\\u{1B}[2J\\u{D}\\u{A}"))
        #expect(text.contains("\u{FFFD}uki"))
    }
}
