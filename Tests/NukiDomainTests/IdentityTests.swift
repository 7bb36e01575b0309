import FoundationEssentials
import NukiDomain
import Testing

@Suite("Ids and hardware addresses") struct IdentityTests {
    @Test(
        "a padded and an unpadded id are the same bridge",
        arguments: ["06DFECE1", "6DFECE1", "6dfece1", "006dfEcE1".suffix(8).description])
    func equality(_ text: String) {
        #expect(BridgeID(hex: text) == BridgeID(rawValue: 0x06DF_ECE1))
        #expect(Set([BridgeID(hex: text), BridgeID(rawValue: 0x06DF_ECE1)]).count == 1)
    }

    @Test("an id is printed with eight digits, and without leading zeros where others want it so")
    func spelling() {
        let id = BridgeID(rawValue: 0x06DF_ECE1)
        #expect(id.description == "06DFECE1")
        #expect(id.unpaddedHex == "6DFECE1")
        #expect(BridgeID(rawValue: 0).description == "00000000")
        #expect(NukiID(rawValue: 568_300_604).description == "21DF943C")
    }

    @Test(
        "nothing but 1 to 8 hex digits is an id",
        arguments: ["", "123456789", "zz", "+1", "-1", "0x1A", " 1A", "1A ", "1A.", "１Ａ"])
    func noID(_ text: String) {
        #expect(BridgeID(hex: text) == nil)
    }

    @Test("an id stands in JSON as padded hex and is read from either form")
    func json() throws {
        #expect(try JSONText.line([BridgeID(rawValue: 0x1A)]) == #"["0000001A"]"#)
        #expect(
            try JSONText.fromOwnFile([BridgeID].self, Array(#"["1a","0000001A"]"#.utf8)) == [
                BridgeID(rawValue: 26), BridgeID(rawValue: 26),
            ])
        #expect(throws: JSONFault.self) { try JSONText.fromOwnFile([BridgeID].self, Array(#"["nuki"]"#.utf8)) }
    }

    @Test("a hardware address is read with colons or dashes and printed with colons")
    func mac() throws {
        #expect(MACAddress("54:D2:72:0a:0B:0c")?.description == "54:d2:72:0a:0b:0c")
        #expect(MACAddress("54-d2-72-0a-0b-0c") == MACAddress("54:d2:72:0a:0b:0c"))
        #expect(MACAddress("00:00:00:00:00:01")?.rawValue == 1)
        #expect(MACAddress(rawValue: 0xFF_5400_0000_0001).rawValue == 0x5400_0000_0001)
    }

    @Test(
        "nothing but six pairs is a hardware address",
        arguments: [
            "", "54:d2:72:0a:0b", "54:d2:72:0a:0b:0c:0d", "54:d2:72:0a:0b:", "54d2720a0b0c", "54:d2:72:0a:0b:0",
            "54:d2:72:0a:0b:00c",
            "54:d2:72:0a:0b:+c", "54:d2:72:0a:0b:zz", "54:d2:72:0a:0b:é", " 54:d2:72:0a:0b:0c",
        ])
    func noMAC(_ text: String) {
        #expect(MACAddress(text) == nil)
    }

    @Test("hex is read strictly and in pairs")
    func hex() {
        #expect(Hex.bytes("00fFA0") == [0, 255, 160])
        #expect(Hex.bytes("") == [])
        for text in ["0", "0g", "+1", " 1", "0x"] { #expect(Hex.bytes(text) == nil, "\(text)") }
        #expect(Hex.lower([0, 255, 160]) == "00ffa0")
    }
}
