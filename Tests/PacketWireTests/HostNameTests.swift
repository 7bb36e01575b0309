import NukiDomain
import PacketWire
import Testing

@Suite("Names that clients give themselves")
struct HostNameTests {
    private func message(_ options: String) throws -> DHCPMessage {
        try #require(try SampleFrame(options: "35 01 03 \(options) ff").read()).message
    }

    @Test("option 12 is the name, and option 13 is not")
    func optionTwelve() throws {
        #expect(try message("0c 04 4e 75 6b 69").options.hostName?.text == "Nuki")
        #expect(try message("0d 04 4e 75 6b 69").options.hostName == nil)
    }

    @Test("option 12 ends at the first NUL")
    func untilNUL() throws {
        #expect(try message("0c 05 4e 75 6b 69 00").options.hostName?.text == "Nuki")
        #expect(try message("0c 06 4e 75 00 6b 69 00").options.hostName?.text == "Nu")
    }

    @Test("nothing, or only NULs, is no name", arguments: ["0c 00", "0c 01 00", "0c 04 00 00 00 00"])
    func empty(option: String) throws {
        #expect(try message(option).options.hostName == nil)
    }

    @Test("bytes that are no UTF-8 are replaced, and what is UTF-8 stays")
    func repaired() throws {
        #expect(try message("0c 03 54 fc 72").options.hostName?.text == "T\u{FFFD}r")
        #expect(try message("0c 04 54 c3 bc 72").options.hostName?.text == "Tür")
    }

    @Test("control characters are kept, for display to write out")
    func control() throws {
        let name = try #require(try message("0c 03 61 1b 0a").options.hostName)
        #expect(name.text == "a\u{1B}\n")
        #expect(name.text.safeForDisplay == "a\\u{1B}\\u{A}")
    }

    @Test("255 bytes are a name")
    func longest() throws {
        let letters = String(repeating: "61", count: 255)
        #expect(try message("0c ff \(letters)").options.hostName?.text.utf8.count == 255)
    }

    @Test("the domain is no part of the label")
    func label() throws {
        #expect(try message("0c 05 61 62 2e 63 64").options.hostName?.label == "ab")
        #expect(try message("0c 02 61 62").options.hostName?.label == "ab")
    }

    // Option 81: flags and two result codes, then the name

    @Test("option 81 is text without the flag E and labels with it")
    func fullName() throws {
        #expect(try message("51 08 00 00 00 61 62 2e 63 64").options.fullName?.text == "ab.cd")
        #expect(try message("51 0a 04 00 00 02 61 62 02 63 64 00").options.fullName?.text == "ab.cd")
        #expect(try message("51 06 05 ff ff 02 61 62").options.fullName?.text == "ab")
    }

    @Test("option 81 without a name is none, and well formed", arguments: ["51 03 00 00 00", "51 04 04 00 00 00"])
    func emptyFullName(option: String) throws {
        let message = try message(option)
        #expect(message.options.fullName == nil)
        #expect(message.malformed == nil)
    }

    @Test("option 81 of fewer than three bytes is marked")
    func shortFullName() throws {
        let message = try message("51 02 00 00")
        #expect(message.options.fullName == nil)
        #expect(message.malformed == WireError(.optionLength(code: 81, length: 2), at: 285))
    }

    @Test("a label past the end, and a compression pointer, are marked and are no name")
    func labels() throws {
        let past = try message("51 07 04 00 00 02 61 62 03")
        #expect(past.options.fullName == nil)
        #expect(past.malformed == WireError(.nameLabel(code: 81, length: 3), at: 285))
        let pointer = try message("51 08 04 00 00 02 61 62 c0 03")
        #expect(pointer.options.fullName == nil)
        #expect(pointer.malformed == WireError(.nameLabel(code: 81, length: 0xC0), at: 285))
        let room = String(repeating: "61", count: 192)
        #expect(try message("51 c4 04 00 00 c0 \(room)").options.fullName == nil)
    }

    @Test("options 12 and 81 are kept apart")
    func both() throws {
        let options = try message("0c 01 61  51 04 00 00 00 62").options
        #expect(options.hostName?.text == "a")
        #expect(options.fullName?.text == "b")
    }
}
