import Discovery
import NukiDomain
import Testing

@Suite("Which host names are a bridge's") struct CandidateRuleTests {
    @Test(
        "the id is read from every form of the name",
        arguments: [
            ("Nuki_Bridge_1A2B3C4D", 0x1A2B_3C4D as UInt32), ("nuki_bridge_1a2b3c4d", 0x1A2B_3C4D),
            ("NUKI_BRIDGE_1A2B3C4D", 0x1A2B_3C4D), ("nUkI_bRiDgE_1a2B3c4D", 0x1A2B_3C4D),
            ("Nuki-Bridge-1A2B3C4D", 0x1A2B_3C4D), ("Nuki_Bridge_1A2B3C4D.fritz.box", 0x1A2B_3C4D),
            ("Nuki_Bridge_1A2B3C4D.", 0x1A2B_3C4D), ("nuki-bridge-1a2b3c4d.lan", 0x1A2B_3C4D),
            (" Nuki_Bridge_1A2B3C4D\n", 0x1A2B_3C4D), ("Nuki_Bridge_06DFECE1", 0x06DF_ECE1),
            ("Nuki_Bridge_6DFECE1", 0x06DF_ECE1), ("Nuki_Bridge_75BCD15", 0x075B_CD15),
            ("Nuki_Bridge_BC614E", 0xBC614E),
            ("Nuki_Bridge_0", 0), ("Nuki_Bridge_f", 15), ("Nuki_Bridge_FFFFFFFF", .max),
        ])
    func matches(_ name: String, _ id: UInt32) {
        #expect(CandidateRule.bridgeID(inHostName: name) == BridgeID(rawValue: id))
    }

    @Test(
        "every other name is somebody else's",
        arguments: [
            "", " ", ".", "nuki", "Nuki_Bridge", "Nuki_Bridge_", "Nuki_Bridge_.lan", "Nuki_Bridge_zz",
            "Nuki_Bridge_1A2B3C4D5", "Nuki_Bridge_1A2B3C4G", "Nuki_Bridge_+1A", "Nuki_Bridge_0x1A",
            "Nuki_Bridge_1A 2B", "Nuki_Bridge_１Ａ", "Nuki_Bridge_1A2B3C4D\u{0}", "xNuki_Bridge_1A2B3C4D",
            "Nuki Bridge 1A2B3C4D", "Nuki_1A2B3C4D", "Nuki_Opener_1A2B3C4D", "www.Nuki_Bridge_1A2B3C4D",
            "NukiBridge1A2B3C4D", "espressif", "Nuki_Bridge_\u{202E}1A", "Nu\u{212A}i_Bridge_1A2B3C4D",
        ])
    func strangers(_ name: String) {
        #expect(CandidateRule.bridgeID(inHostName: name) == nil)
    }
}
