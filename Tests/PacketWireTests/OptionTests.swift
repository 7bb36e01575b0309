import NukiDomain
import PacketWire
import Testing

@Suite("The options of a message")
struct OptionTests {
    private func message(_ options: String, sname: String = "", file: String = "") throws -> DHCPMessage {
        try #require(try SampleFrame(sname: sname, file: file, options: options).read()).message
    }

    // Type

    @Test("a message without option 53 is BOOTP and has no type")
    func bootp() throws {
        let message = try message("0c 03 61 62 63  ff")
        #expect(message.type == nil)
        #expect(message.options.hostName?.text == "abc")
        #expect(message.malformed == nil)
    }

    @Test("a type of another length than one byte is marked, and understood where a byte is there")
    func typeLength() throws {
        let empty = try message("35 00  0c 03 61 62 63  ff")
        #expect(empty.type == nil)
        #expect(empty.options.hostName?.text == "abc")
        #expect(empty.malformed == WireError(.optionLength(code: 53, length: 0), at: 282))
        let long = try message("35 02 03 00  ff")
        #expect(long.type == .request)
        #expect(long.malformed == WireError(.optionLength(code: 53, length: 2), at: 282))
    }

    @Test("an unknown type is kept by its number", arguments: [UInt8(0), 9, 13, 200])
    func unknownType(number: UInt8) throws {
        let message = try message("35 01 \(Hex.lower(number)) ff")
        #expect(message.type == DHCPMessageType(rawValue: number))
        #expect(message.malformed == nil)
    }

    @Test("a type from the wrong side is noted")
    func wrongSide() throws {
        let reply = try #require(try SampleFrame(head: "02 01 06 00", options: "35 01 03 ff").read()).message
        #expect(reply.type == .request)
        #expect(reply.malformed == WireError(.operation(2, type: .request), at: 42))
        for (head, types) in [("01 01 06 00", [1, 3, 4, 7, 8]), ("02 01 06 00", [2, 5, 6])] {
            for type in types {
                let frame = try SampleFrame(head: head, options: "35 01 0\(type) ff").read()
                #expect(frame?.message.malformed == nil, "\(head) \(type)")
            }
        }
    }

    // The walk

    @Test("pads have no length, and what follows the end is ignored")
    func padsAndEnd() throws {
        let message = try message("00 00 35 01 03 00 0c 03 61 62 63 00 ff 3c 01 61 32")
        #expect(message.options.codes == [53, 12, 255])
        #expect(message.malformed == nil)
    }

    @Test("a missing end is fine")
    func noEnd() throws {
        let message = try message("35 01 03  0c 03 61 62 63")
        #expect(message.options.codes == [53, 12])
        #expect(message.malformed == nil)
    }

    @Test("a code in the last byte stops the walk, and what was read stays")
    func codeWithoutLength() throws {
        let message = try message("35 01 03  0c")
        #expect(message.options.codes == [53])
        #expect(message.malformed == WireError(.optionWithoutLength(code: 12), at: 285))
        #expect(message.malformed?.description == "option 12 without a length, at byte 285")
    }

    @Test("a length past the end stops the walk, and what was read stays")
    func lengthPastEnd() throws {
        let message = try message("35 01 03  0c 40 61 62 63")
        #expect(message.options.codes == [53])
        #expect(message.options.hostName == nil)
        #expect(message.malformed == WireError(.optionPastEnd(code: 12, length: 64, room: 3), at: 285))
        #expect(message.malformed?.description == "option 12 of 64 bytes with room for 3, at byte 285")
    }

    // Overload: `sname` begins at byte 86 of the frame, `file` at 150

    @Test("option 52 opens file, sname, or file and then sname")
    func overload() throws {
        let file = "0f 02 66 69 ff"  // option 15, "fi"
        let sname = "0f 02 73 6e"  // option 15, "sn", and no end
        let expected: [(value: String, domain: String, codes: [UInt8])] = [
            ("01", "fi", [53, 52, 255, 15, 255]), ("02", "sn", [53, 52, 255, 15]),
            ("03", "fisn", [53, 52, 255, 15, 255, 15]),
        ]
        for (value, domain, codes) in expected {
            let message = try message("35 01 03  34 01 \(value)  ff", sname: sname, file: file)
            #expect(message.options.value(of: 15) == Array(domain.utf8))
            #expect(message.options.codes == codes)
            #expect(message.malformed == nil)
        }
    }

    @Test("without option 52 the fields are no options")
    func notOverloaded() throws {
        let message = try message("35 01 03 ff", sname: "0c 03 61 62 63 ff", file: "0c 03 61 62 63 ff")
        #expect(message.options.hostName == nil)
    }

    @Test("option 52 counts once, and only from the main area")
    func overloadOnce() throws {
        let nested = try message("35 01 03  34 01 01  ff", sname: "0c 03 61 62 63 ff", file: "34 01 02  ff")
        #expect(nested.options.hostName == nil)
        let twice = try message("35 01 03  34 01 01  34 01 02  ff", sname: "0c 03 61 62 63 ff")
        #expect(twice.options.hostName == nil)
    }

    @Test("option 52 of another value or length opens nothing and is marked")
    func overloadValue() throws {
        for value in ["00", "04", "09"] {
            let message = try message("35 01 03  34 01 \(value)  ff", file: "0c 03 61 62 63 ff")
            #expect(message.options.hostName == nil)
            #expect(message.malformed?.offset == 285)
        }
        let long = try message("35 01 03  34 02 01 01  ff", file: "0c 03 61 62 63 ff")
        #expect(long.options.hostName == nil)
        #expect(long.malformed == WireError(.optionLength(code: 52, length: 2), at: 285))
    }

    @Test("each area ends where it ends")
    func areasAreBounded() throws {
        let tail = "0c 05 61 62"  // five bytes where two are left
        let inServerName = try message(
            "35 01 03  34 01 02  ff", sname: String(repeating: "00", count: 60) + tail, file: "63 64 65")
        #expect(inServerName.options.hostName == nil)
        #expect(inServerName.malformed == WireError(.optionPastEnd(code: 12, length: 5, room: 2), at: 86 + 60))

        let inFile = try message("35 01 03  34 01 01  ff", file: String(repeating: "00", count: 124) + tail)
        #expect(inFile.options.hostName == nil)
        #expect(inFile.malformed == WireError(.optionPastEnd(code: 12, length: 5, room: 2), at: 150 + 124))
    }

    // Pieces

    @Test("pieces of one option join in order, over all areas")
    func pieces() throws {
        let inMain = try message("35 01 03  0c 04 4e 75 6b 69  32 04 0a 00 00 07  0c 02 5f 42  ff")
        #expect(inMain.options.hostName?.text == "Nuki_B")
        let everywhere = try message(
            "35 01 03  0c 01 61  34 01 03  ff", sname: "0c 01 63 ff", file: "0c 01 62 ff")
        #expect(everywhere.options.hostName?.text == "abc")
    }

    @Test("an address is four bytes, in one piece or two, or the first four of two options")
    func addresses() throws {
        #expect(try message("32 04 0a 00 00 07 ff").options.requestedAddress == IPv4Address(10, 0, 0, 7))
        #expect(try message("32 02 0a 00  32 02 00 07 ff").options.requestedAddress == IPv4Address(10, 0, 0, 7))
        let twice = try message("32 04 0a 00 00 07  32 04 0a 00 00 08  ff")
        #expect(twice.options.requestedAddress == IPv4Address(10, 0, 0, 7))
        #expect(twice.malformed == nil)
    }

    @Test("an address of another length is none, and marked")
    func addressLength() throws {
        for (option, length) in [("32 03 0a 00 00", 3), ("32 05 0a 00 00 07 08", 5)] {
            let message = try message("35 01 03  \(option)  ff")
            #expect(message.options.requestedAddress == nil)
            #expect(message.malformed == WireError(.optionLength(code: 50, length: length), at: 285))
        }
        let server = try message("35 01 03  36 00  ff")
        #expect(server.options.serverIdentifier == nil)
        #expect(server.malformed == WireError(.optionLength(code: 54, length: 0), at: 285))
    }
}
