import NukiDomain
import Testing

@Suite("Hosts and ports") struct HostTests {
    @Test(
        "a host is an address or a name, whatever white space is around it",
        arguments: [
            ("192.168.1.52", "192.168.1.52"), ("  192.168.1.52\n", "192.168.1.52"), ("[::1]", "::1"),
            ("FE80::1", "fe80::1"),
            ("bridge", "bridge"), ("Nuki_Bridge_1A2B3C4D", "Nuki_Bridge_1A2B3C4D"),
            ("bridge.fritz.box", "bridge.fritz.box"),
            ("bridge.local.", "bridge.local"), ("4u", "4u"), ("a-b", "a-b"),
        ])
    func read(_ text: String, _ host: String) throws {
        #expect(try Host(parsing: text).description == host)
    }

    @Test(
        "what was written instead of a host is told apart",
        arguments: [
            ("", HostError.empty), (" \t ", .empty),
            ("192.168.1.300", .partTooLarge("192.168.1.300")), ("999.1.1.1", .partTooLarge("999.1.1.1")),
            ("1.1.1.99999999999999999999", .partTooLarge("1.1.1.99999999999999999999")),
            ("192.168.1", .notAnAddress("192.168.1")), ("192.168.1.", .notAnAddress("192.168.1.")),
            ("192.168.01.5", .notAnAddress("192.168.01.5")), ("42", .notAnAddress("42")), (".", .notAnAddress(".")),
            ("fe80::1%eth0", .notAnAddress("fe80::1%eth0")), ("1:2:3", .notAnAddress("1:2:3")),
            ("[bridge", .notAnAddress("[bridge")),
            ("192.168.1.52:8080", .withPort("192.168.1.52:8080")), ("bridge:8080", .withPort("bridge:8080")),
            ("[::1]:8080", .withPort("[::1]:8080")),
            ("http://192.168.1.52:8080/info", .addressOfAPage("http://192.168.1.52:8080/info")),
            ("192.168.1.52/info", .addressOfAPage("192.168.1.52/info")),
            ("a b", .notAName("a b")), ("a..b", .notAName("a..b")), (".a", .notAName(".a")), ("-a", .notAName("-a")),
            ("a-", .notAName("a-")), ("brücke", .notAName("brücke")), ("a\u{1B}[2J", .notAName("a\u{1B}[2J")),
            ("user@bridge", .notAName("user@bridge")), ("bridge?x", .notAName("bridge?x")),
            ("bridge#x", .notAName("bridge#x")),
        ])
    func refused(_ text: String, _ error: HostError) {
        #expect(throws: error) { try Host(parsing: text) }
    }

    @Test("a label has at most 63 characters and a name at most 253")
    func lengths() throws {
        let label = String(repeating: "a", count: 63)
        #expect(try Host(parsing: label) == .name(label))
        #expect(throws: HostError.notAName(label + "a")) { try Host(parsing: label + "a") }
        let longest = [label, label, label, String(repeating: "b", count: 61)].joined(separator: ".")
        #expect(try Host(parsing: longest) == .name(longest))
        #expect(throws: HostError.notAName(longest + "b")) { try Host(parsing: longest + "b") }
    }

    @Test("a port goes from 1 to 65535")
    func ports() {
        #expect(Port("1")?.rawValue == 1)
        #expect(Port("65535")?.description == "65535")
        for text in ["", "0", "65536", "-1", "+80", "80 ", "0x50", "8080/info", "٨٠"] {
            #expect(Port(text) == nil, "\(text)")
        }
        #expect(Port.bridgeDefault.rawValue == 8080)
    }

    @Test("an endpoint prints as the authority of a URL")
    func authority() throws {
        func text(_ host: String) throws -> String {
            Endpoint(host: try Host(parsing: host), port: .bridgeDefault).description
        }
        #expect(try text("192.168.1.52") == "192.168.1.52:8080")
        #expect(try text("bridge.lan") == "bridge.lan:8080")
        #expect(try text("fe80::1") == "[fe80::1]:8080")
    }
}
